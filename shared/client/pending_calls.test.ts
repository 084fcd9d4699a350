/** Calls without an answer, over in-process channels to a real core. */

import test from 'ava';
import type { Channel } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import { type InProcessFront, startInProcessFront } from '../in_process/front.ts';
import { CoreFixture, password } from '../testing/core_fixture.ts';
import { PendingCalls } from './pending_calls.ts';

interface Bench {
  readonly core: CoreFixture;
  readonly front: InProcessFront;
  readonly calls: PendingCalls;
  readonly refusals: { readonly code: string; readonly session: string | undefined }[];
  /** Whose channels they are now, as far as the calls are told. */
  readonly session: { now: string | undefined };
  /** A channel with the session of alice. */
  readonly channel: Channel;
  readonly token: string;
}

async function bench(bounds: { readonly callsMax?: number; readonly callMs?: number } = {}): Promise<Bench> {
  const core = new CoreFixture();
  const front = startInProcessFront(core);
  const refusals: Bench['refusals'] = [];
  const session: Bench['session'] = { now: undefined };
  const calls = new PendingCalls({
    callsMax: bounds.callsMax ?? 100,
    callMs: bounds.callMs ?? 1_000,
    session: () => session.now,
    onRefused: ({ code }, session) => refusals.push({ code, session }),
  });
  const alice = await core.create('alice');
  await core.create('bob');
  const { token } = alice;
  return { core, front, calls, refusals, session, token, channel: await front.open({ token }) };
}

const hello = { to: 'bob', body: 'hello', key: 'a key', chat: '' };

test('a call made without a channel waits for one, and calls leave in the order in which they were made', async (t) => {
  const { calls, channel } = await bench();
  const sends = ['1', '2', '3'].map((key) => calls.call(undefined, 'send', { ...hello, key }, undefined));
  t.is(calls.size, 3);
  calls.sendAll(channel);
  const positions = (await Promise.all(sends)).map(({ position }) => position);
  t.deepEqual(
    positions,
    positions.toSorted((a, b) => a - b),
  );
  t.is(calls.size, 0);
});

test('what waits already is not sent again with what waits still', async (t) => {
  const { core, calls, channel } = await bench();
  core.ledger.delay();
  const first = calls.call(channel, 'send', hello, undefined);
  calls.sendAll(channel);
  t.is(core.ledger.waiting('commit'), 1);
  core.ledger.release('commit');
  await first;
});

test('an unanswered send goes out again over the next channel, and is done once', async (t) => {
  const { core, front, calls, channel, token } = await bench();
  const events = core.ledger.events.length;
  core.ledger.delay();
  const send = calls.call(channel, 'send', hello, undefined);
  channel.close();
  t.is(calls.size, 1);
  calls.sendAll(await front.open({ token }));
  core.ledger.release('commit');
  t.is((await send).position, core.ledger.events.length);
  const sent = core.ledger.events.slice(events).filter(({ type }) => type === 'message_sent');
  t.is(sent.length, 1);
});

test('a send that goes out again after another login is still from the session in which it was made', async (t) => {
  const { core, front, calls, channel, token, session } = await bench();
  const carol = await core.create('carol');
  session.now = token;
  core.ledger.delay();
  const send = calls.call(channel, 'send', hello, token);
  channel.close();
  session.now = carol.token;
  calls.sendAll(await front.open({ token: carol.token }));
  core.ledger.release('commit');
  await send;
  const senders = core.ledger.events.flatMap((event) => (event.type === 'message_sent' ? [event.sender] : []));
  t.deepEqual(senders, ['alice']);
});

for (const [what, name, request] of [
  ['a send without a key', 'send', { ...hello, key: '' }],
  ['a change of password', 'changePassword', { oldPassword: password, newPassword: 'another password' }],
  ['a new account', 'createAccount', { name: 'carol', password, fullName: '' }],
  ['a new group', 'createChat', { title: 'a group', participants: ['bob'] }],
  ['a ticket that is opened', 'openTicket', { subject: 'help' }],
] as const) {
  test(`${what} may have been done: with its channel gone it is rejected, not repeated`, async (t) => {
    const { core, calls, channel } = await bench();
    core.ledger.delay();
    const call = calls.call(channel, name, request, undefined);
    channel.close();
    await t.throwsAsync(call, { code: 'UNAVAILABLE' });
    t.is(calls.size, 0);
  });
}

test('that somebody is typing is not kept for the next channel', async (t) => {
  const { calls } = await bench();
  const typing = calls.call(undefined, 'setTyping', { chat: 'a chat', typing: true }, undefined);
  await t.throwsAsync(typing, { code: 'UNAVAILABLE' });
  t.is(calls.size, 0);
});

test('a refusal is told to the caller, and to the owner with the session of the call', async (t) => {
  const { calls, channel, refusals, session } = await bench();
  session.now = 'a session';
  await t.throwsAsync(calls.call(channel, 'send', { ...hello, to: 'nobody' }, 'a session'), {
    code: 'NOT_FOUND',
  });
  t.deepEqual(refusals, [{ code: 'NOT_FOUND', session: 'a session' }]);
});

test('one call too many is refused at once, and there is room again after an answer', async (t) => {
  const { calls, channel } = await bench({ callsMax: 1 });
  const first = calls.call(undefined, 'serverInfo', {}, undefined);
  await t.throwsAsync(calls.call(undefined, 'serverInfo', {}, undefined), { code: 'RESOURCE_EXHAUSTED' });
  calls.sendAll(channel);
  await first;
  await calls.call(channel, 'serverInfo', {}, undefined);
  t.is(calls.size, 0);
});

test('a call that waited too long gives up; an answer that comes later is passed over', async (t) => {
  const { core, calls, channel } = await bench({ callMs: 1_000 });
  core.ledger.delay();
  const call = calls.call(channel, 'send', hello, undefined);
  calls.expire(performance.now());
  t.is(calls.size, 1);
  calls.expire(performance.now() + 1_000);
  await t.throwsAsync(call, { code: 'DEADLINE_EXCEEDED' });
  core.ledger.release('commit');
  await calls.call(channel, 'serverInfo', {}, undefined);
  t.is(calls.size, 0);
});

test('with the client closed, every call is rejected, sent or not', async (t) => {
  const { core, calls, channel } = await bench();
  core.ledger.delay();
  const waiting = [calls.call(channel, 'send', hello, undefined), calls.call(undefined, 'serverInfo', {}, undefined)];
  calls.rejectAll(new ChatError('CANCELLED', 'closed'));
  for (const call of waiting) await t.throwsAsync(call, { code: 'CANCELLED' });
});

test("hiding one's presence is not repeated: it would undo what was asked after it", async (t) => {
  const { calls, token } = await bench();
  const asked: boolean[] = [];
  const channel: Channel = {
    call: (_name, request, done) => {
      asked.push((request as { hidden: boolean }).hidden);
      if (asked.length === 1) done(new ChatError('UNAVAILABLE', 'not now'), undefined);
      else done(undefined, {} as never);
    },
    subscribe: () => ({ cancel: () => {} }),
    close: () => {},
  };
  await t.throwsAsync(calls.call(channel, 'setPresence', { hidden: false }, token), { code: 'UNAVAILABLE' });
  await calls.call(channel, 'setPresence', { hidden: true }, token);
  calls.sendAll(channel);
  t.deepEqual(asked, [false, true]);
});
