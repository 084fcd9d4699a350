/** Several devices of one account, the same over every transport: each sees all, and the account's positions are one. */

import test from 'ava';
import { newGroup, say } from './conversations.ts';
import type { SharedServer, Transport } from './transport.ts';

export function deviceTests({ name: on }: Transport, server: SharedServer): void {
  test.serial(`${on}: every device sees every message, also what its account sent from another`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const chat = await newGroup(ann, bob);
    const phone = await server().open({ token: bob.token });
    const laptop = await server().open();
    await laptop.call('login', { name: bob.name, password: bob.password });
    const devices = [bob.client, phone, laptop].map((client) => client.listen());
    await say(ann, chat, 'from ann');
    await Promise.all(devices.map((device) => device.received(1)));
    await phone.ask('send', { chat, body: 'from the phone' });
    await laptop.ask('send', { to: ann.name, body: 'from the laptop' });
    for (const device of devices) {
      await device.received(3);
      t.deepEqual(device.bodies, ['from ann', 'from the phone', 'from the laptop']);
      t.deepEqual(device.messages, devices[0]?.messages);
    }
  });

  test.serial(`${on}: a device that goes leaves the others as they are`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const phone = await server().open({ token: bob.token });
    const [going, staying] = [phone.listen(), bob.client.listen()];
    await ann.client.send(bob.name, '1');
    await Promise.all([going.received(1), staying.received(1)]);
    going.cancel();
    await going.closing();
    await ann.client.send(bob.name, '2');
    await staying.received(2);
    t.deepEqual(staying.bodies, ['1', '2']);
    t.deepEqual(going.bodies, ['1']);
  });

  test.serial(`${on}: what is acknowledged or read on one device is so on all`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const { ledgerId } = server();
    const chat = await newGroup(ann, bob);
    const first = await say(ann, chat, '1');
    const second = await say(ann, chat, '2');
    const phone = await server().open({ token: bob.token });
    await phone.ask('acknowledge', { position: first, ledgerId });
    await bob.client.ask('markRead', { chat, position: second, ledgerId });
    t.is((await bob.client.ask('acknowledge')).acknowledgedPosition, first);
    t.is((await phone.ask('listChats')).chats[0]?.unread, 0);
    const subscription = bob.client.listen();
    await subscription.received(1);
    t.deepEqual(subscription.bodies, ['2']);
    const receipts = { delivered: 1, read: 1, others: 1 };
    t.deepEqual(await ann.client.ask('getReceipts', { chat, position: first, ledgerId }), receipts);
  });

  test.serial(`${on}: each device is told of what it listens for, whatever the others do`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const chat = await newGroup(ann, bob);
    const phone = await server().open({ token: bob.token });
    const [typing, chats] = [phone.listen('typing'), bob.client.listen('chats')];
    await say(ann, chat, 'both are there');
    await Promise.all([typing.received(1), chats.received(1)]);
    await ann.client.ask('setTyping', { chat, typing: true });
    await ann.client.ask('renameChat', { chat, title: 'renamed' });
    await Promise.all([typing.told('typing'), chats.told('chatChanged')]);
    await say(ann, chat, 'what was before this has been told');
    await Promise.all([typing.received(2), chats.received(2)]);
    t.deepEqual(
      [typing, chats].map((device) => device.signals.map((signal) => signal.case)),
      [['typing'], ['chatChanged']],
    );
  });

  test.serial(`${on}: two subscriptions of one channel are apart`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const [all, messages] = [bob.client.listen('chats'), bob.client.listen()];
    await ann.client.send(bob.name, 'hello');
    await Promise.all([all.received(1), messages.received(1)]);
    const chat = await newGroup(ann, bob);
    await all.told('chatChanged', (changed) => changed.chat === chat && changed.change === 'created');
    all.cancel();
    await all.closing();
    await say(ann, chat, 'in the group');
    await messages.received(2);
    t.deepEqual(messages.signals, []);
    t.is(messages.ends, 0);
  });
}
