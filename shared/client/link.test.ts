/** The link: in-process channels to a real core, and an opener that fails when the test says so. */

import test from 'ava';
import type { Channel, ChannelOptions } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import { startInProcessFront } from '../in_process/front.ts';
import { CoreFixture } from '../testing/core_fixture.ts';
import { Link } from './link.ts';

const unavailable = new ChatError('UNAVAILABLE', 'nobody is there');

/** What the owner was told, line by line; `heard` resolves as soon as there are that many lines. */
class Owner {
  readonly lines: string[] = [];
  readonly retriesMs: number[] = [];
  channel: Channel | undefined;
  sessionToken: string | undefined;
  #onLine: () => void = () => {};

  token = (): string | undefined => this.sessionToken;

  up = (channel: Channel): void => {
    this.channel = channel;
    this.#note('up');
  };

  reconnected = (): void => this.#note('reconnected');

  down = ({ code }: ChatError, retryMs: number): void => {
    this.retriesMs.push(retryMs);
    this.#note(`down: ${code}`);
  };

  tokenRefused = ({ code }: ChatError): void => {
    this.sessionToken = undefined;
    this.#note(`token refused: ${code}`);
  };

  async heard(count: number): Promise<readonly string[]> {
    while (this.lines.length < count) await new Promise<void>((resolve) => (this.#onLine = resolve));
    return this.lines;
  }

  #note(line: string): void {
    this.lines.push(line);
    this.#onLine();
  }
}

type Open = (options: ChannelOptions) => Promise<Channel>;

/** A link that opens a channel each time, or does what `tries` says of that try. */
function linked(tries: readonly (Open | 'open' | ChatError)[] = []) {
  const front = startInProcessFront(new CoreFixture());
  const owner = new Owner();
  let count = 0;
  const open: Open = async (options) => {
    const turn = tries[count] ?? 'open';
    count += 1;
    if (turn instanceof ChatError) throw turn;
    return turn === 'open' ? front.open(options) : turn(options);
  };
  const link = new Link({ open, connectMs: undefined, backoff: { firstMs: 2, maxMs: 8 } }, owner);
  return { front, owner, link };
}

test('a first try that fails is the last', async (t) => {
  const { link, owner } = linked([unavailable]);
  await t.throwsAsync(link.start(), { is: unavailable });
  t.deepEqual(owner.lines, []);
});

test('a channel that is lost is sought again, later and later, until there is one', async (t) => {
  const { front, link, owner } = linked(['open', unavailable, unavailable, unavailable]);
  await link.start();
  await front.close();
  const down = 'down: UNAVAILABLE';
  t.deepEqual(await owner.heard(7), ['up', down, down, down, down, 'up', 'reconnected']);
  for (const [attempt, longestMs] of [2, 4, 8, 8].entries()) {
    const retryMs = owner.retriesMs[attempt] ?? 0;
    t.true(retryMs >= longestMs / 2 && retryMs <= longestMs, `${retryMs} ms before try ${attempt}`);
  }
  t.is(link.channel, owner.channel);
  link.close();
});

test('once connected, the waits begin anew', async (t) => {
  const { front, link, owner } = linked(['open', unavailable, unavailable, 'open', 'open']);
  await link.start();
  await front.close();
  await owner.heard(6);
  await front.close();
  await owner.heard(9);
  t.true((owner.retriesMs[3] ?? 0) <= 2);
  link.close();
});

test('a token that the server does not know is offered once, then the link comes back without', async (t) => {
  const { front, link, owner } = linked();
  await link.start();
  owner.sessionToken = 'x'.repeat(43);
  await front.close();
  t.deepEqual(await owner.heard(5), ['up', 'down: UNAVAILABLE', 'token refused: UNAUTHENTICATED', 'up', 'reconnected']);
  link.close();
});

test('a server that refuses whoever has no token is not asked in a tight loop', async (t) => {
  const refusal = new ChatError('UNAUTHENTICATED', 'not you');
  const { front, link, owner } = linked(['open', refusal]);
  await link.start();
  await front.close();
  t.deepEqual(await owner.heard(5), ['up', 'down: UNAVAILABLE', 'down: UNAUTHENTICATED', 'up', 'reconnected']);
  link.close();
});

test('a channel that ends before it is looked at is no channel', async (t) => {
  const stillborn: Open = async (options) => {
    const channel = await front.open(options);
    options.onClosed?.(unavailable);
    return channel;
  };
  const { front, link, owner } = linked(['open', stillborn]);
  await link.start();
  await front.close();
  const down = 'down: UNAVAILABLE';
  t.deepEqual(await owner.heard(5), ['up', down, down, 'up', 'reconnected']);
  link.close();
});

test('a link that is closed gives up the try that is under way, and tells nobody', async (t) => {
  const hanging: Open = ({ signal }) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(unavailable)));
  const { link, owner } = linked([hanging]);
  const starting = link.start();
  link.close();
  await t.throwsAsync(starting, { code: 'UNAVAILABLE' });
  t.deepEqual(owner.lines, []);
});

test('a link that is closed while its channel opens closes that channel', async (t) => {
  let opened: Channel | undefined;
  const late: Open = async (options) => {
    link.close();
    opened = await front.open(options);
    return opened;
  };
  const { front, link, owner } = linked([late]);
  await t.throwsAsync(link.start(), { code: 'CANCELLED' });
  const error = await new Promise<ChatError | undefined>((resolve) => opened?.call('serverInfo', {}, resolve));
  t.is(error?.code, 'UNAVAILABLE');
  t.deepEqual(owner.lines, []);
});
