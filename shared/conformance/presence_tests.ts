/** Who is connected and who is typing, the same over every transport: told to those who share a chat, and ask for it. */

import test from 'ava';
import { defaultLimits } from '../contract/limits.ts';
import { newGroup, say } from './conversations.ts';
import type { TestSubscription } from './test_client.ts';
import { type SharedServer, startTestServer, type TestAccount, type TestServer, type Transport } from './transport.ts';

const { presenceDebounceMs, typingIntervalMs } = defaultLimits;

/** As somebody else is told of the account. */
async function shown(to: TestAccount, of: TestAccount): Promise<{ online: boolean; lastSeenMs: number } | undefined> {
  const { accounts } = await to.client.ask('listAccounts', { pattern: `^${of.name}$` });
  return accounts.map(({ online, lastSeenMs }) => ({ online, lastSeenMs }))[0];
}

/** The account connects, and stays so for long enough that others are told. */
async function connect(server: TestServer, account: TestAccount, seenBy: TestAccount): Promise<TestSubscription> {
  const subscription = account.client.listen();
  while ((await shown(seenBy, account))?.online === false);
  server.environment.advance(presenceDebounceMs);
  return subscription;
}

async function disconnect(subscription: TestSubscription, account: TestAccount, seenBy: TestAccount): Promise<void> {
  subscription.cancel();
  await subscription.closing();
  while ((await shown(seenBy, account))?.online === true);
}

export function presenceTests(transport: Transport, server: SharedServer): void {
  const on = transport.name;

  test.serial(`${on}: those who share a chat are told that somebody came and went, and no one else is`, async (t) => {
    const own = await startTestServer(transport);
    const [ann, bob, cid] = await Promise.all([own.account(), own.account(), own.account()]);
    await newGroup(ann, bob);
    await cid.client.send(bob.name, 'a chat with bob alone');
    const listening = bob.client.listen('presence');
    const deaf = (await own.open({ token: bob.token })).listen('typing');
    const stranger = cid.client.listen('presence');
    const ready = [listening, deaf, stranger];
    await Promise.all(ready.map((subscription) => subscription.received(1)));

    const subscription = await connect(own, ann, bob);
    const came = await listening.told('presence', ({ account, online }) => account === ann.name && online);
    t.true(came.online);
    const wentMs = own.environment.now();
    await disconnect(subscription, ann, bob);
    own.environment.advance(presenceDebounceMs);
    const went = await listening.told('presence', ({ account, online }) => account === ann.name && !online);
    t.deepEqual(went, { account: ann.name, online: false, lastSeenMs: wentMs });
    t.deepEqual(await shown(bob, ann), { online: false, lastSeenMs: wentMs });
    t.deepEqual(await shown(cid, ann), { online: false, lastSeenMs: 0 }, 'cid shares no chat with ann');

    await cid.client.send(bob.name, 'what was before this has been told');
    await Promise.all(ready.map((each) => each.received(2)));
    t.deepEqual(deaf.signals, []);
    t.deepEqual(
      stranger.signalled('presence').filter(({ account }) => account === ann.name),
      [],
    );
    await own.stop();
  });

  test.serial(`${on}: who goes for a moment has not gone`, async (t) => {
    const own = await startTestServer(transport);
    const [ann, bob] = await Promise.all([own.account(), own.account()]);
    await ann.client.send(bob.name, 'hello');
    const listening = bob.client.listen('presence');
    await listening.received(1);
    const first = await connect(own, ann, bob);
    await listening.told('presence', ({ account, online }) => account === ann.name && online);
    await disconnect(first, ann, bob);
    own.environment.advance(presenceDebounceMs - 1);
    const second = await connect(own, ann, bob);
    await ann.client.send(bob.name, 'what was before this has been told');
    await listening.received(2);
    t.deepEqual(
      listening.signalled('presence').filter(({ account, online }) => account === ann.name && !online),
      [],
    );
    second.cancel();
    await own.stop();
  });

  test.serial(`${on}: of who hides it nobody else is told, and of who shows it again everybody`, async (t) => {
    const own = await startTestServer(transport);
    const [ann, bob] = await Promise.all([own.account(), own.account()]);
    const { chat } = await ann.client.send(bob.name, 'hello');
    const listening = bob.client.listen('presence');
    await listening.received(1);
    await connect(own, ann, bob);
    t.like(await shown(bob, ann), { online: true });
    t.deepEqual(await ann.client.ask('setPresence', { hidden: true }), {});
    own.environment.advance(presenceDebounceMs);
    const hidden = await listening.told('presence', ({ account, online }) => account === ann.name && !online);
    t.is(hidden.lastSeenMs, 0);
    t.deepEqual(await shown(bob, ann), { online: false, lastSeenMs: 0 });
    const { participants } = await bob.client.ask('listParticipants', { chat });
    t.like(
      participants.find(({ name }) => name === ann.name),
      { online: false, lastSeenMs: 0 },
    );
    await ann.client.ask('setPresence', { hidden: false });
    t.like(await shown(bob, ann), { online: true });
    await own.stop();
  });

  test.serial(`${on}: typing is told to those in the chat who listen for it, and to no one else`, async (t) => {
    const own = await startTestServer(transport);
    const [ann, bob, cid] = await Promise.all([own.account(), own.account(), own.account()]);
    const chat = await newGroup(ann, bob);
    const listening = bob.client.listen('typing');
    const deaf = (await own.open({ token: bob.token })).listen('presence');
    const stranger = cid.client.listen('typing');
    await say(ann, chat, 'hello');
    await cid.client.send(ann.name, 'hello');
    await Promise.all([listening, deaf, stranger].map((subscription) => subscription.received(1)));
    t.deepEqual(await ann.client.ask('setTyping', { chat, typing: true }), {});
    t.deepEqual(await listening.told('typing'), { chat, account: ann.name, typing: true });
    await ann.client.ask('setTyping', { chat, typing: false });
    own.environment.advance(typingIntervalMs);
    t.deepEqual(await listening.told('typing', ({ typing }) => !typing), { chat, account: ann.name, typing: false });
    t.is(await cid.client.refused('setTyping', { chat, typing: true }), 'NOT_FOUND');
    await say(ann, chat, 'what was before this has been told');
    await cid.client.send(ann.name, 'what was before this has been told');
    await Promise.all([listening, deaf, stranger].map((subscription) => subscription.received(2)));
    t.is(listening.signals.length, 2);
    t.deepEqual(deaf.signalled('typing'), []);
    t.deepEqual(stranger.signals, []);
    await own.stop();
  });

  test.serial(`${on}: the same typing is told once within its interval`, async (t) => {
    const own = await startTestServer(transport);
    const [ann, bob] = await Promise.all([own.account(), own.account()]);
    const { chat } = await ann.client.send(bob.name, 'hello');
    const listening = bob.client.listen('typing');
    await listening.received(1);
    for (let times = 0; times < 3; times += 1) await ann.client.ask('setTyping', { chat, typing: true });
    own.environment.advance(typingIntervalMs);
    await ann.client.ask('setTyping', { chat, typing: true });
    await ann.client.send(bob.name, 'what was before this has been told');
    await listening.received(2);
    t.is(listening.signals.length, 2);
    await own.stop();
  });

  test.serial(`${on}: a subscription to a kind of signal that there is not is refused`, async (t) => {
    const { client } = await server().account();
    t.is((await client.listen('typing', 'weather').refusal()).code, 'INVALID_ARGUMENT');
    t.is((await client.listen('half a pair: \ud83d').refusal()).code, 'INVALID_UTF8');
    const every = client.listen('chats', 'receipts', 'presence', 'typing', 'tickets');
    await client.send((await server().account()).name, 'hello');
    await every.received(1);
    t.is(every.ends, 0);
  });
}
