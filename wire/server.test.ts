/** The wire server as a socket meets it: frames that are out of order, clients that do not read, and ends. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { defaultLimits, type Limits } from '../shared/contract/limits.ts';
import { type FrontFixture, host, ledgerId, startFront } from '../shared/testing/front_fixture.ts';
import { addChecksum } from './frame.ts';
import { startWireServer } from './server.ts';

const start = (t: ExecutionContext, over?: Partial<Limits>): Promise<FrontFixture> =>
  startFront(t, startWireServer, over);

/** A client that speaks bytes. Reads only what it is asked to read. */
class RawClient {
  readonly socket: Socket;
  readonly #chunks: AsyncIterator<Buffer>;
  #text = '';
  #lastId = 0;

  constructor(t: ExecutionContext, port: number) {
    this.socket = connect({ host, port, allowHalfOpen: true });
    t.teardown(() => this.socket.destroy());
    this.#chunks = this.socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** The next frame's fields; undefined at the end of the connection. */
  async next(): Promise<readonly string[] | undefined> {
    while (!this.#text.includes('\n')) {
      const { value, done } = await this.#chunks.next();
      if (done === true) {
        if (this.#text !== '') throw new Error(`half a frame at the end: ${this.#text}`);
        return undefined;
      }
      this.#text += value.toString('latin1');
    }
    const end = this.#text.indexOf('\n');
    const frame = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 1);
    return frame.split('\t');
  }

  /** Frames until the end of the connection. */
  async rest(): Promise<readonly (readonly string[])[]> {
    const frames: (readonly string[])[] = [];
    for (let frame = await this.next(); frame !== undefined; frame = await this.next()) frames.push(frame);
    return frames;
  }

  /** The answer to a request, for those who have nothing else under way. */
  async ask(opcode: string, ...fields: readonly string[]): Promise<readonly string[]> {
    this.#lastId += 1;
    this.send(`${[opcode, '1', this.#lastId, '-', ...fields].join('\t')}\n`);
    return (await this.next()) ?? [];
  }

  /** Creates an account and goes on with its session; the token. */
  async create(name: string): Promise<string> {
    const [opcode, , , token = ''] = await this.ask('CREATE', name, 'long enough', '');
    if (opcode !== 'OK') throw new Error(`no account: ${token}`);
    return token;
  }
}

const pingAnswer = (id: number): readonly string[] => ['OK', '1', `${id}`];

/** Frames that are answered with an ERR, with that id and code. */
const refusedFrames: readonly (readonly [string, string, string])[] = [
  ['', '0', 'MALFORMED'],
  ['PING', '0', 'MALFORMED'],
  ['PING\t1\t7', '7', 'MALFORMED'],
  ['PING\tx\t7\t-', '0', 'MALFORMED'],
  ['PING\t1\t0\t-', '0', 'MALFORMED'],
  ['PI\rNG\t1\t7\t-', '0', 'MALFORMED'],
  ['NOSUCH\t1\t7\t-', '7', 'UNKNOWN_OPERATION'],
  ['ping\t1\t7\t-', '7', 'UNKNOWN_OPERATION'],
  ['PING\t2\t7\t-', '7', 'UNSUPPORTED_VERSION'],
  ['NOSUCH\t2\t7\t-', '7', 'UNSUPPORTED_VERSION'],
  ['HELLO\t1\t7\t-\t2\t3\tclient\t0\t1', '7', 'UNSUPPORTED_VERSION'],
  ['LOGIN\t1\t7\t-\tann\tbad \\q escape', '7', 'MALFORMED'],
  ['FETCH\t1\t7\t-\tx', '7', 'MALFORMED'],
  ['HELLO\t1\t7\t-\t1\t1\tclient\t5\t1', '7', 'MALFORMED'],
  ['FETCH\t1\t7\t-\t9007199254740992', '7', 'INVALID_ARGUMENT'],
  ['SEND\t1\t7\t-\tann\thello', '7', 'UNAUTHENTICATED'],
  ['SEND\t1\t7\t\tann\thello', '7', 'UNAUTHENTICATED'],
  ['SEND\t1\t7\tno such token\tann\thello', '7', 'UNAUTHENTICATED'],
  ['UNSUBSCRIBE\t1\t7\t-\t3', '7', 'NOT_FOUND'],
];

for (const [frame, id, code] of refusedFrames) {
  test(`the frame ${JSON.stringify(frame)} is refused with ${code}, and the connection lives on`, async (t) => {
    const { port } = await start(t);
    const client = new RawClient(t, port);
    client.send(`${frame}\nPING\t1\t8\t-\n`);
    t.deepEqual((await client.next())?.slice(0, 4), ['ERR', '1', id, code]);
    t.deepEqual(await client.next(), pingAnswer(8));
  });
}

test('an unsupported version is told the range that is supported', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  client.send('HELLO\t9\t7\t-\twhat\tversion\t9\tputs\there\n');
  t.regex((await client.next())?.at(-1) ?? '', /versions 1 to 1$/);
});

test('a frame that is too long ends the connection, after an ERR that says so', async (t) => {
  const { port } = await start(t, { frameBytesMax: 100 });
  const client = new RawClient(t, port);
  client.send(`PING\t1\t1\t-\n${'x'.repeat(101)}\nPING\t1\t2\t-\n`);
  t.deepEqual(
    (await client.rest()).map((frame) => frame.slice(0, 4)),
    [
      ['OK', '1', '1'],
      ['ERR', '1', '0', 'FRAME_TOO_LARGE'],
    ],
  );
});

test('bytes that are no text end the connection, after an ERR that says so', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  client.send(Buffer.from([0x50, 0xff, 10, 0x50, 10]));
  t.deepEqual(
    (await client.rest()).map((frame) => frame.slice(0, 4)),
    [['ERR', '1', '0', 'INVALID_UTF8']],
  );
});

test('of the features that a client offers, those are agreed on that the server knows', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  const reply = await client.ask('HELLO', '0', '9', 'test', '2', '1', 'telepathy', 'crc32');
  t.deepEqual(reply.slice(0, 8), ['OK', '1', '1', '1', '1', '1', 'crc32', 'duet/0.1.0']);
});

test('with checksums, a damaged frame is refused and the next one is answered', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  await client.ask('HELLO', '1', '1', 'test', '1', '1', 'crc32');
  client.send(addChecksum('PING\t1\t2\t-\n').replace('PING', 'PONG'));
  client.send('PING\t1\t3\t-\n');
  client.send(addChecksum('PING\t1\t4\t-\n'));
  t.deepEqual((await client.next())?.slice(0, 4), ['ERR', '1', '0', 'CHECKSUM_MISMATCH']);
  t.deepEqual((await client.next())?.slice(0, 4), ['ERR', '1', '0', 'CHECKSUM_MISMATCH']);
  t.is(`${(await client.next())?.join('\t')}\n`, addChecksum('OK\t1\t4\n'));
});

test('with checksums, whichever bit of a frame is flipped, the frame is refused and the next one is answered', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  await client.ask('HELLO', '1', '1', 'test', '1', '1', 'crc32');
  const frame = Buffer.from(addChecksum('LIST\t1\t2\t-\tnaïve\n'));
  const end = addChecksum('PING\t1\t3\t-\n');
  for (let bit = 0; bit < (frame.length - 1) * 8; bit += 1) {
    const damaged = Buffer.from(frame);
    damaged[bit >> 3] = frame.readUInt8(bit >> 3) ^ (1 << (bit & 7));
    client.send(damaged);
    client.send(end);
    let answer = await client.next();
    // A bit more or less makes an LF of some bytes: then there are two frames, both of them damaged.
    for (; answer?.[0] === 'ERR'; answer = await client.next()) {
      t.deepEqual(answer.slice(0, 4), ['ERR', '1', '0', 'CHECKSUM_MISMATCH'], `bit ${bit}`);
    }
    t.deepEqual(answer?.slice(0, 3), ['OK', '1', '3'], `bit ${bit}`);
  }
});

test('with checksums, a frame that is no text and comes in pieces is refused alone', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  await client.ask('HELLO', '1', '1', 'test', '1', '1', 'crc32');
  client.socket.setNoDelay(true);
  for (const byte of Buffer.from([0x50, 0xc7, 10])) client.send(Buffer.from([byte]));
  client.socket.end(addChecksum('PING\t1\t2\t-\n'));
  t.deepEqual(
    (await client.rest()).map((frame) => frame.slice(0, 4)),
    [['ERR', '1', '0', 'CHECKSUM_MISMATCH'], addChecksum('OK\t1\t2\n').trimEnd().split('\t')],
  );
});

test('with checksums, a frame that is too long still ends the connection', async (t) => {
  const { port } = await start(t, { frameBytesMax: 100 });
  const client = new RawClient(t, port);
  await client.ask('HELLO', '1', '1', 'test', '1', '1', 'crc32');
  client.send(`${'x'.repeat(101)}\n${addChecksum('PING\t1\t2\t-\n')}`);
  t.deepEqual(
    (await client.rest()).map((frame) => frame.slice(0, 4)),
    [['ERR', '1', '0', 'FRAME_TOO_LARGE']],
  );
});

test('a HELLO that offers no features ends the checksums, behind a reply that still has one', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  await client.ask('HELLO', '1', '1', 'test', '1', '1', 'crc32');
  client.send(addChecksum('HELLO\t1\t2\t-\t1\t1\ttest\t0\t1\n'));
  const reply = (await client.next()) ?? [];
  t.deepEqual(reply.slice(0, 6), ['OK', '1', '2', '1', '0', '1']);
  t.is(`${reply.join('\t')}\n`, addChecksum(`${reply.slice(0, -1).join('\t')}\n`));
  client.send('PING\t1\t3\t-\n');
  t.deepEqual(await client.next(), pingAnswer(3));
  client.send(Buffer.from([0x50, 0xc7, 10]));
  t.deepEqual(
    (await client.rest()).map((frame) => frame.slice(0, 4)),
    [['ERR', '1', '0', 'INVALID_UTF8']],
  );
});

test('requests that come in one piece are answered in their order, and so is one that comes byte by byte', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  const ids = Array.from({ length: 5_000 }, (_, index) => index + 1);
  client.send(ids.map((id) => `PING\t1\t${id}\t-\r\n`).join(''));
  for (const id of ids) t.deepEqual(await client.next(), pingAnswer(id));
  client.socket.setNoDelay(true);
  for (const byte of Buffer.from('PING\t1\t9\t-\n')) client.send(Buffer.from([byte]));
  t.deepEqual(await client.next(), pingAnswer(9));
});

test('a client that half closes gets every answer, also to what has to wait its turn', async (t) => {
  const { port } = await start(t, { requestsInFlightMax: 1 });
  const client = new RawClient(t, port);
  await client.create('ann');
  const logins = [11, 12, 13].map((id) => `LOGIN\t1\t${id}\t-\tann\tlong enough\n`);
  client.socket.end(`${logins.join('')}PING\t1\t14\t-\n`);
  t.deepEqual(
    (await client.rest()).map(([opcode, , id]) => [opcode, id]),
    [11, 12, 13, 14].map((id) => ['OK', `${id}`]),
  );
});

/** Lets the server's event loop turn until that number stays the same for many turns. */
async function steady(clock: RawClient, count: () => number): Promise<number> {
  let last = -1;
  for (let turns = 0; turns < 50; turns += 1) {
    if (count() !== last) turns = 0;
    last = count();
    await clock.ask('PING');
  }
  return last;
}

test('a client that does not read is read no further, and gets everything later', async (t) => {
  const { port, fetches } = await start(t, { outputBytesMax: 65_536 });
  const [ann, bob, clock] = [1, 2, 3].map(() => new RawClient(t, port)) as [RawClient, RawClient, RawClient];
  await bob.create('bob');
  await ann.create('ann');
  await ann.ask('SEND', 'bob', 'x'.repeat(30_000), '');
  const count = 1_500;
  bob.send(Array.from({ length: count }, (_, index) => `FETCH\t1\t${index + 10}\t-\n`).join(''));
  const answered = await steady(clock, fetches);
  // What the systems' socket buffers take is not known here; half of 45 MB is more than they do.
  t.true(answered > 0 && answered < count / 2, `${answered} of ${count} were answered to nobody`);
  for (let index = 0; index < count; index += 1) {
    const frame = await bob.next();
    t.is(frame?.[2], `${index + 10}`);
    t.is(frame?.at(-2)?.length, 30_000);
  }
});

test('a subscriber that does not read is closed with SLOW_CONSUMER, and resumes without loss', async (t) => {
  const { port } = await start(t, { outputBytesMax: 65_536, subscriberQueueMessagesMax: 10 });
  const [ann, bob] = [1, 2].map(() => new RawClient(t, port)) as [RawClient, RawClient];
  await bob.create('bob');
  await ann.create('ann');
  bob.send('SUBSCRIBE\t1\t100\t-\t0\t\n');
  const positions: string[] = [];
  const count = 1_000;
  for (let index = 0; index < count; index += 1) {
    const [, , , position = ''] = await ann.ask('SEND', 'bob', 'x'.repeat(30_000), '');
    positions.push(position);
  }
  const received: string[] = [];
  let frame = await bob.next();
  for (; frame?.[0] === 'MESSAGE'; frame = await bob.next()) received.push(frame[3] ?? '');
  t.deepEqual(frame?.slice(0, 6), ['CLOSED', '1', '100', 'SLOW_CONSUMER', received.at(-1) ?? '', ledgerId]);
  t.true(received.length < count);
  bob.send(`SUBSCRIBE\t1\t101\t-\t${received.at(-1)}\t${ledgerId}\n`);
  while (received.length < count) {
    const [opcode, , id, position = ''] = (await bob.next()) ?? [];
    t.deepEqual([opcode, id], ['MESSAGE', '101']);
    received.push(position);
  }
  t.deepEqual(received, positions);
});

test('a subscription is named by the id of its SUBSCRIBE, and closed before its UNSUBSCRIBE is answered', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  await client.create('ann');
  client.send('SUBSCRIBE\t1\t50\t-\nSUBSCRIBE\t1\t50\t-\nUNSUBSCRIBE\t1\t51\t-\t50\nUNSUBSCRIBE\t1\t52\t-\t50\n');
  t.deepEqual((await client.next())?.slice(0, 4), ['ERR', '1', '50', 'INVALID_ARGUMENT']);
  t.deepEqual((await client.next())?.slice(0, 4), ['CLOSED', '1', '50', 'UNSUBSCRIBED']);
  t.deepEqual(await client.next(), pingAnswer(51));
  t.deepEqual((await client.next())?.slice(0, 4), ['ERR', '1', '52', 'NOT_FOUND']);
});

test('a connection too many is told so and ended, and there is room again when another ends', async (t) => {
  const { port } = await start(t, { connectionsMax: 1 });
  const first = new RawClient(t, port);
  await first.ask('PING');
  const frames = await new RawClient(t, port).rest();
  t.deepEqual(
    frames.map((frame) => frame.slice(0, 6)),
    [['ERR', '1', '0', 'RESOURCE_EXHAUSTED', '1', '1000']],
  );
  first.socket.destroy();
  let answer: readonly string[] | undefined;
  // The server learns of the end in its own time.
  while (answer?.[0] !== 'OK') {
    const next = new RawClient(t, port);
    answer = await next.ask('PING').catch(() => []);
  }
  t.deepEqual(answer, pingAnswer(1));
});

test('a connection that is silent for three heartbeats is told so and ended; one that pings is not', async (t) => {
  const { port, environment } = await start(t);
  const silent = new RawClient(t, port);
  const pinging = new RawClient(t, port);
  await silent.ask('PING');
  for (let beat = 0; beat < 4; beat += 1) {
    t.deepEqual((await pinging.ask('PING'))[0], 'OK');
    environment.advance(defaultLimits.heartbeatMs);
  }
  t.deepEqual(
    (await silent.rest()).map((frame) => frame.slice(0, 4)),
    [['ERR', '1', '0', 'DEADLINE_EXCEEDED']],
  );
  t.is((await pinging.ask('PING'))[0], 'OK');
});

test('a server that stops answers what is under way, closes subscriptions, and then ends whole frames', async (t) => {
  const { port, stop } = await start(t);
  const ann = new RawClient(t, port);
  const bob = new RawClient(t, port);
  await bob.create('bob');
  await ann.create('ann');
  ann.send('SUBSCRIBE\t1\t60\t-\n');
  const [, , , position = ''] = await bob.ask('SEND', 'ann', 'hello', '');
  t.is((await ann.next())?.[0], 'MESSAGE');
  ann.send('LOGIN\t1\t61\t-\tann\tlong enough\nPING\t1\t62\t-\n');
  t.deepEqual(await ann.next(), pingAnswer(62));
  const stopped = stop();
  ann.send('PING\t1\t63\t-\nPIN');
  const rest = await ann.rest();
  t.deepEqual(rest.map((frame) => frame.slice(0, 3)).sort(), [
    ['CLOSED', '1', '60'],
    ['OK', '1', '61'],
  ]);
  const closed = rest.find((frame) => frame[0] === 'CLOSED');
  t.deepEqual(closed?.slice(3, 6), ['UNAVAILABLE', position, ledgerId]);
  ann.socket.end();
  bob.socket.end();
  await stopped;
  const late = connect({ host, port });
  const [error] = await once(late, 'error');
  t.is(error.code, 'ECONNREFUSED');
});

test('one connection full of log-ins leaves room for those of others', async (t) => {
  const { port } = await start(t, {
    passwordHashesAtOnceMax: 1,
    passwordHashQueueMax: 1,
    passwordRequestsPerConnectionMax: 1,
  });
  const greedy = new RawClient(t, port);
  const other = new RawClient(t, port);
  greedy.send(Array.from({ length: 6 }, (_, index) => `LOGIN\t1\t${index + 1}\t-\tnobody\twrong\n`).join(''));
  const first = await greedy.next();
  const answer = await other.ask('LOGIN', 'nobody', 'wrong');
  const answers = [first, ...(await Promise.all(Array.from({ length: 5 }, () => greedy.next())))];
  t.is(answer[3], 'WRONG_CREDENTIALS', 'the queue had room for another connection');
  t.deepEqual(
    answers.map((frame) => [frame?.[2], frame?.[3]]),
    Array.from({ length: 6 }, (_, index) => [`${index + 1}`, 'WRONG_CREDENTIALS']),
  );
});

test('lists by pattern are made one a turn, so that what is asked behind them need not wait for all', async (t) => {
  const { port } = await start(t);
  const client = new RawClient(t, port);
  await client.create('ann');
  const lists = Array.from({ length: 20 }, (_, index) => `LIST\t1\t${index + 10}\t-\ta+n\n`).join('');
  client.send(`${lists}PING\t1\t99\t-\n`);
  const order: (string | undefined)[] = [];
  for (let count = 0; count < 21; count += 1) order.push((await client.next())?.[2]);
  t.deepEqual(order.slice(0, 2), ['10', '99']);
  t.deepEqual(
    order.slice(2),
    Array.from({ length: 19 }, (_, index) => `${index + 11}`),
  );
});

test('a connection that takes what is written to it is not silent, though it cannot be read meanwhile', async (t) => {
  const { port, environment } = await start(t, { outputBytesMax: 65_536 });
  const reader = new RawClient(t, port);
  const token = await reader.create('ann');
  const writer = new RawClient(t, port);
  await writer.create('bob');
  await writer.ask('SEND', 'ann', 'x'.repeat(1_000_000));
  const fetch = (id: number): string => `FETCH\t1\t${id}\t${token}\t0\t1\t${ledgerId}\n`;
  // More answers than fit on the way: the server stops reading before it sees the PING behind them.
  reader.send(`${Array.from({ length: 30 }, (_, index) => fetch(index + 1)).join('')}PING\t1\t99\t-\n`);
  for (let count = 0; count < 30; count += 1) {
    t.is((await reader.next())?.[0], 'OK');
    environment.advance(defaultLimits.heartbeatMs / 2);
    t.is((await writer.ask('PING'))[0], 'OK');
  }
  t.deepEqual(await reader.next(), pingAnswer(99));
});
