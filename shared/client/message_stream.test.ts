/** The stream of messages, over in-process channels to a real core. */

import test from 'ava';
import type { Channel } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import type { Signal } from '../contract/core_port.ts';
import { type InProcessFront, startInProcessFront } from '../in_process/front.ts';
import { type Caller, CoreFixture, settled } from '../testing/core_fixture.ts';
import { MessageStream, type MessageStreamOptions } from './message_stream.ts';

interface Bench {
  readonly core: CoreFixture;
  readonly front: InProcessFront;
  readonly alice: Caller;
  readonly bob: Caller;
  readonly stream: MessageStream;
  /** What the stream told its owner. */
  readonly told: string[];
  /** A channel with the session of bob. */
  open(): Promise<Channel>;
  /** The bodies of the next messages. */
  take(count: number): Promise<string[]>;
  send(...bodies: string[]): Promise<void>;
}

async function bench(options: Partial<MessageStreamOptions> = {}, limits = {}): Promise<Bench> {
  const core = new CoreFixture({ limits });
  const front = startInProcessFront(core);
  const [alice, bob] = [await core.create('alice'), await core.create('bob')];
  const told: string[] = [];
  const stream = new MessageStream({
    after: undefined,
    ledgerId: core.ledger.id,
    signals: [],
    onSignal: () => {},
    messagesMax: 3,
    charactersMax: 100,
    backoff: { firstMs: 1, maxMs: 1 },
    onRefused: (error) => {
      told.push(error.code);
      return error;
    },
    onEnd: () => told.push('end'),
    ...options,
  });
  return {
    core,
    front,
    alice,
    bob,
    stream,
    told,
    open: () => front.open({ token: bob.token }),
    async take(count) {
      const bodies: string[] = [];
      while (bodies.length < count) bodies.push((await stream.next()).value?.body);
      return bodies;
    },
    async send(...bodies) {
      for (const body of bodies) await alice.send('bob', body);
      await settled();
    },
  };
}

test('without a channel it waits for one; each further channel goes on where the last one stopped', async (t) => {
  const { stream, send, take, open } = await bench();
  const first = take(1);
  await send('1', '2');
  const channel = await open();
  stream.attach(channel);
  t.deepEqual(await first, ['1']);
  t.deepEqual(await take(1), ['2']);
  channel.close();
  stream.attach(undefined);
  await send('3');
  stream.attach(await open());
  await send('4');
  t.deepEqual(await take(2), ['3', '4']);
});

test('with its buffer full it is not subscribed; read empty, it is again, without a gap', async (t) => {
  const { core, stream, send, take, open, alice, bob } = await bench();
  // Only those who share a chat are told who is online.
  const { position } = await alice.send('bob', 'hello');
  await bob.call('acknowledge', { position, ledgerId: core.ledger.id });
  const online = async (): Promise<boolean | undefined> => {
    const { accounts } = await alice.call('listAccounts', { pattern: 'bob', pageSize: 0, pageToken: '' });
    return accounts[0]?.online;
  };
  stream.attach(await open());
  await settled();
  t.true(await online());
  await send('1', '2', '3', '4', '5');
  t.false(await online());
  t.deepEqual(await take(3), ['1', '2', '3']);
  await settled();
  t.true(await online());
  t.deepEqual(await take(2), ['4', '5']);
});

test('a message longer than the whole buffer gets through', async (t) => {
  const { stream, send, take, open } = await bench({ charactersMax: 10 });
  stream.attach(await open());
  await send('x'.repeat(50), 'y'.repeat(50));
  t.deepEqual(await take(2), ['x'.repeat(50), 'y'.repeat(50)]);
});

test('a reader that is always one message behind gets all of many, in order', async (t) => {
  const { stream, send, take, open } = await bench();
  stream.attach(await open());
  await send('0');
  for (let index = 1; index <= 20; index += 1) {
    await send(String(index));
    t.deepEqual(await take(1), [String(index - 1)]);
  }
});

test('the server stopping ends nothing', async (t) => {
  const { core, front, stream, send, take, open, told } = await bench();
  stream.attach(await open());
  await settled();
  core.core.endSubscriptions();
  await front.close();
  stream.attach(undefined);
  stream.attach(await open());
  await send('still here');
  t.deepEqual(await take(1), ['still here']);
  t.deepEqual(told, []);
});

test('a subscription that the server gives up for a while is taken up again over the same channel', async (t) => {
  const { core, stream, send, take, open, told } = await bench();
  stream.attach(await open());
  await settled();
  core.core.endSubscriptions();
  await send('meanwhile');
  t.deepEqual(await take(1), ['meanwhile']);
  t.deepEqual(told, []);
});

test('one subscriber too many: a stream that was going on waits for its turn', async (t) => {
  const { stream, send, take, open, told, bob } = await bench({}, { subscriptionsPerAccountMax: 1 });
  const channel = await open();
  stream.attach(channel);
  await settled();
  channel.close();
  stream.attach(undefined);
  await settled();
  const rival = bob.subscribe({ message: () => true, signal: () => true, closed: () => {} });
  stream.attach(await open());
  await settled();
  rival.abandon();
  await send('at last');
  t.deepEqual(await take(1), ['at last']);
  t.deepEqual(told, []);
});

test('one subscriber too many: a stream that begins is told', async (t) => {
  const { stream, open, told } = await bench({}, { subscriptionsPerAccountMax: 0 });
  stream.attach(await open());
  await t.throwsAsync(stream.next(), { code: 'RESOURCE_EXHAUSTED' });
  t.deepEqual(told, ['RESOURCE_EXHAUSTED', 'end']);
});

test('a session that ends: what has come is read first, then the reason is thrown, once', async (t) => {
  const { stream, send, take, open, bob, told } = await bench();
  stream.attach(await open());
  await send('1');
  await bob.call('logout', {});
  await settled();
  t.deepEqual(told, ['SESSION_ENDED', 'end']);
  t.deepEqual(await take(1), ['1']);
  await t.throwsAsync(stream.next(), { instanceOf: ChatError, code: 'SESSION_ENDED' });
  t.true((await stream.next()).done);
});

test('the owner can make of that end a plain one', async (t) => {
  const { stream, open, bob } = await bench({ onRefused: () => undefined });
  stream.attach(await open());
  await settled();
  await bob.call('logout', {});
  t.true((await stream.next()).done);
});

test('a position of another ledger, or beyond this one, is thrown as what it is', async (t) => {
  const elsewhere = await bench({ after: 1, ledgerId: 'another ledger' });
  elsewhere.stream.attach(await elsewhere.open());
  await t.throwsAsync(elsewhere.stream.next(), { code: 'LEDGER_MISMATCH' });
  const beyond = await bench({ after: 1_000 });
  beyond.stream.attach(await beyond.open());
  await t.throwsAsync(beyond.stream.next(), { code: 'OUT_OF_RANGE' });
});

test('signals are told at once, also those that come while messages wait; what was let go of tells none', async (t) => {
  const signals: Signal[] = [];
  const { stream, send, open, alice } = await bench({
    signals: ['typing'],
    onSignal: (signal) => signals.push(signal),
  });
  const { chat } = await alice.send('bob', 'hello');
  stream.attach(await open());
  await settled();
  await send('1');
  await alice.call('setTyping', { chat, typing: true });
  await settled();
  t.deepEqual(signals, [{ case: 'typing', value: { chat, account: 'alice', typing: true } }]);
  stream.end();
  await alice.call('setTyping', { chat, typing: false });
  await settled();
  t.is(signals.length, 1);
});

test('a reader that leaves ends the subscription; what it did not read stays in the inbox', async (t) => {
  const { stream, send, open, told, bob } = await bench();
  {
    await using reading = stream;
    reading.attach(await open());
    await send('1', '2');
    t.is((await reading.next()).value?.body, '1');
  }
  t.deepEqual(told, ['end']);
  t.true((await stream.next()).done);
  const { messages } = await bob.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
  t.is(messages.length, 2);
});
