/** Subscriptions, the same over every transport: replay, then live, then an end that says why and from where. */

import test from 'ava';
import { type SharedServer, startTestServer, type Transport } from './transport.ts';

export function subscriptionTests(transport: Transport, server: SharedServer): void {
  const on = transport.name;

  test(`${on}: a subscriber gets what was missed, then what comes`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    await ann.client.send(bob.name, 'missed 1');
    await ann.client.send(bob.name, 'missed 2');
    const subscription = bob.client.subscribe();
    await subscription.received(2);
    await ann.client.send(bob.name, 'live 1');
    await bob.client.send(ann.name, 'live 2, of my own');
    await subscription.received(4);
    t.deepEqual(subscription.bodies, ['missed 1', 'missed 2', 'live 1', 'live 2, of my own']);
    const { messages } = await bob.client.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
    t.deepEqual(subscription.messages, messages);
  });

  test(`${on}: a subscriber starts where it asks to, or after what was acknowledged`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const { ledgerId } = server();
    const first = await ann.client.send(bob.name, '1');
    const second = await ann.client.send(bob.name, '2');
    await ann.client.send(bob.name, '3');
    await bob.client.call('acknowledge', { position: first.position, ledgerId });
    const fromCursor = bob.client.subscribe();
    const fromStart = bob.client.subscribe({ after: 0, ledgerId: '', signals: [] });
    const fromSecond = bob.client.subscribe({ after: second.position, ledgerId, signals: [] });
    await Promise.all([fromCursor.received(2), fromStart.received(3), fromSecond.received(1)]);
    await ann.client.send(bob.name, '4');
    await Promise.all([fromCursor.received(3), fromStart.received(4), fromSecond.received(2)]);
    t.deepEqual(fromCursor.bodies, ['2', '3', '4']);
    t.deepEqual(fromStart.bodies, ['1', '2', '3', '4']);
    t.deepEqual(fromSecond.bodies, ['3', '4']);
  });

  test(`${on}: no gap and no duplicate where a replay of many pages meets live messages`, async (t) => {
    const own = await startTestServer(transport, { limits: { pageMessagesMax: 7 } });
    const [ann, bob, cid] = await Promise.all([own.account(), own.account(), own.account()]);
    await Promise.all([ann.client.send(bob.name, 'first'), cid.client.send(bob.name, 'first')]);
    const sends: Promise<unknown>[] = [];
    const devices = [];
    for (let round = 0; round < 100; round += 1) {
      sends.push(ann.client.send(bob.name, `ann ${round}`), cid.client.send(bob.name, `cid ${round}`));
      // Lets what was sent so far get going, so that a device joins in the middle of it.
      if (round % 10 === 9) {
        await sends[round];
        devices.push((await own.open({ token: bob.token })).subscribe({ after: 0, ledgerId: '', signals: [] }));
      }
    }
    await Promise.all(sends);
    const expected = await bob.client.call('fetch', { after: undefined, limit: 7, ledgerId: '' });
    for (const device of devices) {
      await device.received(202);
      t.is(device.messages.length, 202);
      t.deepEqual(device.messages, devices[0]?.messages);
      t.deepEqual(
        device.positions,
        [...new Set(device.positions)].sort((left, right) => left - right),
      );
      t.deepEqual(device.messages.slice(0, 7), expected.messages);
    }
    await own.stop();
  });

  test(`${on}: a cancelled subscription says where it stood, once, and can be taken up again from there`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const { ledgerId } = server();
    const request = { after: 0, ledgerId, signals: [] };
    const subscription = bob.client.subscribe(request);
    const { position } = await ann.client.send(bob.name, '1');
    await subscription.received(1);
    subscription.cancel();
    subscription.cancel();
    const { message, ...closed } = await subscription.closing();
    t.deepEqual(closed, { code: 'UNSUBSCRIBED', position, ledgerId });
    t.true(message.length > 0);
    await ann.client.send(bob.name, '2');
    const next = bob.client.subscribe({ after: closed.position, ledgerId: closed.ledgerId, signals: [] });
    await next.received(1);
    t.deepEqual(next.bodies, ['2']);
    t.deepEqual(subscription.bodies, ['1']);
    t.is(subscription.ends, 1);
  });

  test(`${on}: a logout closes the subscriptions of its session, and of no other`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const device = await server().open();
    await device.call('login', { name: bob.name, password: bob.password });
    const ending = bob.client.subscribe();
    const staying = device.subscribe();
    const { position } = await ann.client.send(bob.name, '1');
    await Promise.all([ending.received(1), staying.received(1)]);
    await bob.client.call('logout', {});
    const { message: _forPeople, ...closed } = await ending.closing();
    t.deepEqual(closed, { code: 'SESSION_ENDED', position, ledgerId: server().ledgerId });
    await ann.client.send(bob.name, '2');
    await staying.received(2);
    t.deepEqual(ending.bodies, ['1']);
    t.is(staying.ends, 0);
  });

  test(`${on}: a changed password closes the subscriptions of the other sessions`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const device = await server().open();
    await device.call('login', { name: bob.name, password: bob.password });
    const staying = bob.client.subscribe();
    const ending = device.subscribe();
    const { position } = await ann.client.send(bob.name, '1');
    await Promise.all([ending.received(1), staying.received(1)]);
    await bob.client.call('changePassword', { oldPassword: bob.password, newPassword: 'another password' });
    const closed = await ending.closing();
    t.is(closed.code, 'PASSWORD_CHANGED');
    t.is(closed.position, position);
    await ann.client.send(bob.name, '2');
    await staying.received(2);
    t.is(staying.ends, 0);
  });

  test(`${on}: a login too many closes the subscription of the session that gives way`, async (t) => {
    const own = await startTestServer(transport, { limits: { sessionsPerAccountMax: 1 } });
    const ann = await own.account();
    const bob = await own.account();
    const subscription = bob.client.subscribe();
    await ann.client.send(bob.name, '1');
    await subscription.received(1);
    await (await own.open()).call('login', { name: bob.name, password: bob.password });
    t.is((await subscription.closing()).code, 'SESSION_ENDED');
    await own.stop();
  });

  test(`${on}: a deleted account hands its subscribers what there is, then tells them`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const count = 300;
    const last = { position: 0 };
    for (let index = 0; index < count; index += 1) {
      last.position = (await ann.client.send(bob.name, `${index}`)).position;
    }
    const devices = [bob.client.subscribe(), (await server().open({ token: bob.token })).subscribe()];
    await bob.client.call('deleteAccount', { password: bob.password });
    // The second device's request may have come too late, and then it is refused.
    const closed = await devices[0]?.closing();
    t.is(closed?.code, 'ACCOUNT_DELETED');
    t.is(closed?.position, last.position);
    t.is(devices[0]?.messages.length, count);
    const end = await devices[1]?.ended;
    t.true(end?.code === 'ACCOUNT_DELETED' || end?.code === 'UNAUTHENTICATED');
  });

  test(`${on}: a server that stops closes subscriptions, saying where to resume, before it ends the channel`, async (t) => {
    const own = await startTestServer(transport);
    const ann = await own.account();
    const bob = await own.account();
    const events: string[] = [];
    const channelClosed = Promise.withResolvers<void>();
    const device = await own.open({
      token: bob.token,
      onClosed: (error) => {
        events.push(`channel ${error?.code}`);
        channelClosed.resolve();
      },
    });
    const subscription = device.subscribe();
    subscription.onEnd = (end) => events.push(`subscription ${end.code}`);
    const { position } = await ann.client.send(bob.name, '1');
    await subscription.received(1);
    await own.stop();
    const closed = await subscription.closing();
    t.is(closed.position, position);
    t.is(closed.ledgerId, own.ledgerId);
    await channelClosed.promise;
    t.deepEqual(events, ['subscription UNAVAILABLE', 'channel UNAVAILABLE']);
  });

  test(`${on}: what a subscription may not be asked is refused, not thrown`, async (t) => {
    const { client } = await server().account();
    const refused = async (after: number, ledgerId: string): Promise<string> =>
      (await client.subscribe({ after, ledgerId, signals: [] }).refusal()).code;
    t.is(await refused(-1, ''), 'INVALID_ARGUMENT');
    t.is(await refused(0.5, ''), 'INVALID_ARGUMENT');
    t.is(await refused(2 ** 53, server().ledgerId), 'INVALID_ARGUMENT');
    t.is(await refused(0, 'half a pair: \ud83d'), 'INVALID_UTF8');
    await client.call('acknowledge', { position: 0, ledgerId: '' });
  });
}
