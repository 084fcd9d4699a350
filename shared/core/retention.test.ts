/** Inboxes and chats whose older messages were deleted by retention, as their readers meet them, before and after a restart. */

import test, { type ExecutionContext } from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import type { Message } from '../contract/contract.generated.ts';
import type { Caller } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

const limits = { retentionMessagesPerChatMax: 3, retentionSweepMs: 1 };

/** A server on which Bob has a chat with Alice whose first messages were deleted, and one with Carol that has all. */
async function withForgotten(
  run: (scene: {
    readonly server: RestartedCore;
    readonly token: string;
    readonly chat: string;
    readonly bodies: readonly string[];
    /** A position before all messages. */
    readonly start: number;
  }) => Promise<void>,
): Promise<void> {
  await using server = new RestartedCore({ limits });
  const [alice, bob, carol] = [
    await server.fixture.create('alice'),
    await server.fixture.create('bob'),
    await server.fixture.create('carol'),
  ];
  const start = server.fixture.state.position;
  await carol.send('bob', 'from carol');
  let chat = '';
  for (const body of ['1', '2', '3', '4', '5']) ({ chat } = await alice.send('bob', body));
  // The sweep is over when as many are left as are kept.
  while ((await history(bob, chat)).length > limits.retentionMessagesPerChatMax);
  await run({ server, token: bob.token, chat, bodies: ['from carol', '3', '4', '5'], start });
}

async function history(caller: Caller, chat: string): Promise<readonly Message[]> {
  return (await caller.call('history', { chat, before: 0, limit: 0, ledgerId: '', after: undefined })).messages;
}

function bodiesOf(messages: readonly Message[]): string[] {
  return messages.map((message) => message.body);
}

async function refusalOf(t: ExecutionContext, work: Promise<unknown>): Promise<ChatError | undefined> {
  const error = await t.throwsAsync(work, { instanceOf: ChatError });
  t.is(error?.code, 'OUT_OF_RANGE');
  return error;
}

for (const restarted of [false, true]) {
  const when = restarted ? 'after a restart' : 'while the server runs';

  test(`${when}: a fetch from before what was deleted is refused and says from where to go on; one without a position is not`, (t) =>
    withForgotten(async ({ server, token, start, bodies }) => {
      if (restarted) await server.restart();
      const bob = server.caller(token);
      const ledgerId = server.fixture.ledger.id;
      const refusal = await refusalOf(t, bob.call('fetch', { after: start, limit: 0, ledgerId }));
      const after = Number(/position (\d+)/.exec(refusal?.message ?? '')?.[1]);
      const rest = await bob.call('fetch', { after, limit: 0, ledgerId });
      t.deepEqual(bodiesOf(rest.messages), bodies.slice(1));
      const all = await bob.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
      t.deepEqual(bodiesOf(all.messages), bodies);
    }));

  test(`${when}: a subscription from before what was deleted is closed; one without a position reads on and is live`, (t) =>
    withForgotten(async ({ server, token, start, bodies }) => {
      if (restarted) await server.restart();
      const bob = server.caller(token);
      const { ledger } = server.fixture;
      const [named, unnamed] = [new GatheringSubscriber(), new GatheringSubscriber()];
      bob.subscribe(named, { after: start, ledgerId: ledger.id, signals: [] });
      bob.subscribe(unnamed);
      await ledger.quiet();
      t.is(named.end?.code, 'OUT_OF_RANGE');
      t.is(named.end?.position, start);
      t.deepEqual(named.bodies, []);
      t.deepEqual(unnamed.bodies, bodies);
      await bob.send('alice', 'live');
      t.deepEqual(unnamed.bodies, [...bodies, 'live']);
      server.fixture.requireNoFaults();
    }));

  test(`${when}: the history of a chat ends where its messages were deleted`, (t) =>
    withForgotten(async ({ server, token, chat, start }) => {
      if (restarted) await server.restart();
      const bob = server.caller(token);
      t.deepEqual(bodiesOf(await history(bob, chat)), ['3', '4', '5']);
      const before = start + 1;
      const request = { chat, before, limit: 0, ledgerId: server.fixture.ledger.id, after: undefined };
      t.deepEqual(await bob.call('history', request), { messages: [], more: false });
    }));
}

test('what was deleted takes no part in idempotency: its key still gets the first reply', async (t) => {
  // A sweep goes by the clock of the machine, by which the time of tests is long ago.
  const keyLifetimeMs = Number.MAX_SAFE_INTEGER;
  await using server = new RestartedCore({ limits: { ...limits, keyLifetimeMs } });
  const alice = await server.fixture.create('alice');
  const bob = await server.fixture.create('bob');
  const first = await alice.send('bob', 'first', 'k1');
  for (const body of ['2', '3', '4', '5']) await alice.send('bob', body);
  while (bodiesOf(await history(bob, first.chat)).includes('first'));
  t.deepEqual(await alice.send('bob', 'first', 'k1'), first);
  await server.restart();
  t.deepEqual(await server.caller(alice.token).send('bob', 'first', 'k1'), first);
});

test('a chat of which nothing is left goes on', async (t) => {
  await using server = new RestartedCore({ limits: { retentionMs: 1, retentionSweepMs: 1 } });
  const alice = await server.fixture.create('alice');
  const bob = await server.fixture.create('bob');
  const first = await alice.send('bob', 'first');
  while ((await history(bob, first.chat)).length > 0);
  await server.restart();
  const again = await server.caller(alice.token).send('bob', 'second');
  t.is(again.chat, first.chat);
  t.true(again.position > first.position);
});
