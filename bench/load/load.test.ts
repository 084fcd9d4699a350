/** The load generator against real servers: it asks for what a workload says, and believes nothing that is wrong. */

import { once } from 'node:events';
import { createServer, type ServerHttp2Session, type Settings } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { startDuetServer } from '../../cli/duet_server.ts';
import { systemEnvironment } from '../../cli/system_environment.ts';
import type { Channel, SubscriptionListener } from '../../shared/contract/channel_port.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Message } from '../../shared/contract/contract.generated.ts';
import { defaultLimits } from '../../shared/contract/limits.ts';
import { type Contender, contenderNames } from '../plan/contenders.ts';
import { defaultWorkload, type Workload } from '../plan/workload.ts';
import { RunRefused } from '../run/run.ts';
import { decodeHistogram } from './histograms.ts';
import type { LoadSetup, OpenLoopPart } from './load_duties.ts';
import { LoadProcess, type OpenLoadChannel } from './load_process.ts';
import { openLoadChannel } from './open_channel.ts';

interface Wrapping {
  /** What becomes of a message that is delivered. */
  readonly deliver?: (message: Message, listener: SubscriptionListener) => void;
  /** What becomes of the replies to sends. */
  readonly reply?: (reply: object) => object;
  /** Resolves before a call is passed on. */
  readonly held?: () => Promise<void> | undefined;
  /** Whether a call is answered with a refusal, as by a server that is too busy. */
  readonly refuses?: () => boolean;
}

/** Real channels, whose messages and replies go through what a test does to them. */
function wrapped({ deliver, reply, held, refuses }: Wrapping): OpenLoadChannel {
  return async (setup, onClosed) => {
    const channel = await openLoadChannel(setup, onClosed);
    const wrapping: Channel = {
      call: (name, request, done, token) => {
        const pass = (): void => {
          if (refuses?.()) setImmediate(done, new ChatError('RESOURCE_EXHAUSTED', 'too busy'), undefined);
          else if (name !== 'send' || reply === undefined) channel.call(name, request, done, token);
          else channel.call(name, request, (error, said) => done(error, said && (reply(said) as never)), token);
        };
        const wait = held?.();
        if (wait === undefined) pass();
        else void wait.then(pass);
      },
      subscribe: (request, listener) =>
        channel.subscribe(request, {
          message: (message) => (deliver === undefined ? listener.message(message) : deliver(message, listener)),
          signal: (signal) => listener.signal(signal),
          closed: (closed) => listener.closed(closed),
          refused: (error) => listener.refused(error),
        }),
      close: () => channel.close(),
    };
    return wrapping;
  };
}

async function startLoad(
  t: ExecutionContext,
  contender: Contender,
  over: Partial<Workload> = {},
  open: OpenLoadChannel = openLoadChannel,
  index: LoadSetup['index'] = 0,
): Promise<LoadProcess> {
  const server = await startDuetServer({
    ledger: { kind: 'memory' },
    host: '127.0.0.1',
    wirePort: contender === 'wire' ? 0 : undefined,
    grpcPort: contender === 'wire' ? undefined : 0,
    limits: defaultLimits,
    environment: systemEnvironment((line) => t.fail(line)),
  });
  t.teardown(() => server.close());
  const workload = { ...defaultWorkload, connections: 2, ...over };
  const ports = { wire: server.wirePort ?? 0, grpc: server.grpcPort ?? 0 };
  const load = await LoadProcess.setup({ contender, workload, host: '127.0.0.1', ports, seed: 9, index }, open);
  t.teardown(() => load[Symbol.asyncDispose]());
  return load;
}

function measured(
  load: LoadProcess,
  ratePerSecond: number,
  openMs: number,
  drainMsMax = 60_000,
): Promise<OpenLoopPart> {
  load.openStart({ ratePerSecond, startAtEpochMs: Date.now() });
  return load.openMeasure({ startAtEpochMs: Date.now() + 30, openMs, drainMsMax });
}

const everything: Partial<Workload> = {
  mix: { ping: 4, send: 4, deliver: 4, history: 4, login: 0.2 },
  chats: 3,
  zipfExponent: 1,
  payload: { bytesMin: 16, bytesMax: 2_000, text: 'multibyte' },
};

for (const contender of contenderNames) {
  test.serial(
    `${contender}: every request of every operation is made and answered, in the open loop and in the closed`,
    async (t) => {
      const load = await startLoad(t, contender, { ...everything, stalledReaders: 1 });
      t.is(load.sockets, 7, 'two that ask, two that receive, two that log in, and one that stalls');
      const part = await measured(load, 400, 300);
      t.true(part.offered > 60, `${part.offered}`);
      t.is(part.completed, part.offered);
      t.is(part.refused, 0);
      t.true(part.socket.writtenBytes > 0 && part.use.elapsedMs > 0);
      const [response, service, lag] = (['response', 'service', 'lag'] as const).map((name) =>
        decodeHistogram(part.latencies[name]),
      );
      for (const histogram of [response, service, lag]) t.is(histogram?.totalCount, part.completed);
      const slack = 1.01;
      t.true((response?.mean ?? 0) * slack + 3 >= (service?.mean ?? 0) + (lag?.mean ?? 0), 'response is the sum');
      const closed = await load.closed({ window: 8, startAtEpochMs: Date.now() + 20, durationMs: 300 });
      t.true(closed.completed > 0);
      t.is(closed.elapsedMs, 300);
      t.is(closed.refused, 0);
      t.is(closed.window, 8);
    },
  );

  test.serial(`${contender}: a probe is one client, whatever the load is`, async (t) => {
    const load = await startLoad(t, contender, { connections: 50, stalledReaders: 3 }, openLoadChannel, 'probe');
    t.is(load.sockets, 2);
    const part = await measured(load, 100, 100);
    t.is(part.completed, part.offered);
  });

  const wrong: readonly (readonly [what: string, says: RegExp, wrapping: () => Wrapping])[] = [
    ['a delivery that is lost', /were not answered/, () => ({ deliver: nth(9, () => {}) })],
    [
      'a delivery that is doubled',
      /delivered after/,
      () => ({
        deliver: nth(9, (message, listener) => {
          listener.message(message);
          listener.message(message);
        }),
      }),
    ],
    [
      'a delivery that is doubled, as another message',
      /delivered/,
      () => ({
        deliver: nth(9, (message, listener) => {
          listener.message(message);
          listener.message({ ...message, position: message.position + 1 });
        }),
      }),
    ],
    [
      'a delivery with another text',
      /nobody had sent/,
      () => ({ deliver: nth(9, (message, listener) => listener.message({ ...message, body: `${message.body}.` })) }),
    ],
    [
      'a delivery of somebody else',
      /somebody else/,
      () => ({ deliver: nth(9, (message, listener) => listener.message({ ...message, sender: 'nobody' })) }),
    ],
    ['deliveries in another order', /delivered after/, () => ({ deliver: swapping(9) })],
    ['a delivery at another position than was said', /was said to be at/, () => ({ reply: shifted(9, 0.5) })],
    ['a reply with a position that was before', /was said to be at/, () => ({ reply: shifted(9, -1_000) })],
  ];
  for (const [what, says, wrapping] of wrong) {
    test.serial(`${contender}: ${what} is refused`, async (t) => {
      const load = await startLoad(t, contender, { connections: 1 }, wrapped(wrapping()));
      const failure = await t.throwsAsync(measured(load, 500, 200, 300), { instanceOf: RunRefused });
      t.regex(failure.message, says);
    });
  }
}

/** The n-th message is treated so, the others as they are. */
function nth(n: number, treat: NonNullable<Wrapping['deliver']>): NonNullable<Wrapping['deliver']> {
  let count = 0;
  return (message, listener) => {
    count += 1;
    if (count === n) treat(message, listener);
    else listener.message(message);
  };
}

/** The n-th message comes after the one that follows it. */
function swapping(n: number): NonNullable<Wrapping['deliver']> {
  const held: Message[] = [];
  return (message, listener) => {
    n -= 1;
    if (n === 0) {
      held.push(message);
      return;
    }
    listener.message(message);
    for (const late of held.splice(0)) listener.message(late);
  };
}

/** The n-th reply tells a position that is further on by so much. */
function shifted(n: number, by: number): NonNullable<Wrapping['reply']> {
  let count = 0;
  return (reply) => {
    count += 1;
    return count === n && 'position' in reply ? { ...reply, position: (reply.position as number) + by } : reply;
  };
}

test.serial(
  'a server that stalls shows in response in full, and in service only as far as requests were under way',
  async (t) => {
    const stallMs = 500;
    let stalling: Promise<void> | undefined;
    let passed = 0;
    const open = wrapped({
      held: () => {
        if (stalling !== undefined) passed += 1;
        return stalling;
      },
    });
    const load = await startLoad(t, 'wire', { mix: { send: 1 }, connections: 2, arrivals: 'constant' }, open);
    load.openStart({ ratePerSecond: 1_000, startAtEpochMs: Date.now() });
    const measuring = load.openMeasure({ startAtEpochMs: Date.now(), openMs: 800, drainMsMax: 60_000 });
    const stall = Promise.withResolvers<void>();
    stalling = stall.promise;
    await setTimeout(stallMs);
    const underWay = passed;
    stalling = undefined;
    stall.resolve();
    const part = await measuring;
    t.is(underWay, 64, '32 for each connection were called, and no more');
    t.true(part.heldBack > 300, 'the others of the 500 that were intended meanwhile waited');
    t.is(part.completed, part.offered);
    const response = decodeHistogram(part.latencies.response);
    const service = decodeHistogram(part.latencies.service);
    t.true(response.maxValue >= stallMs * 950, `${response.maxValue} µs`);
    // Half of those intended during the stall waited for half of it: more than were under way, so service has it not.
    t.true(response.getValueAtPercentile(75) >= (stallMs / 2) * 900, `${response.getValueAtPercentile(75)} µs`);
    t.true(response.mean > service.mean, `${response.mean} and ${service.mean} µs`);
  },
);

test.serial('what is answered after the measured part is answered, and not in that part', async (t) => {
  const held = Promise.withResolvers<void>();
  let holding: Promise<void> | undefined;
  const load = await startLoad(t, 'wire', { mix: { send: 1 } }, wrapped({ held: () => holding }));
  holding = held.promise;
  load.openStart({ ratePerSecond: 200, startAtEpochMs: Date.now() });
  const openMs = 100;
  const measuring = load.openMeasure({ startAtEpochMs: Date.now() + 30, openMs, drainMsMax: 60_000 });
  await setTimeout(3 * openMs);
  held.resolve();
  const part = await measuring;
  t.true(part.offered > 0);
  t.is(part.completed, part.offered);
  t.is(part.answeredInPart, 0);
  t.true(part.backlogAtEnd >= part.offered);
});

test.serial(
  'a load generator that stalls shows it in its lag, whether or not there is room for all of it',
  async (t) => {
    const stallMs = 200;
    const load = await startLoad(t, 'wire', { mix: { send: 1 }, connections: 1, arrivals: 'constant' });
    load.openStart({ ratePerSecond: 2_000, startAtEpochMs: Date.now() });
    const measuring = load.openMeasure({ startAtEpochMs: Date.now(), openMs: 2 * stallMs, drainMsMax: 60_000 });
    await setTimeout(20);
    const fromMs = performance.now();
    while (performance.now() < fromMs + stallMs);
    const part = await measuring;
    t.true(part.heldBack > 300, '32 of the 400 found room');
    const lag = decodeHistogram(part.latencies.lag);
    // Half of all were intended during the stall, and half of those in the first half of it.
    t.true(lag.getValueAtPercentile(80) >= stallMs * 250, `${lag.getValueAtPercentile(80)} µs`);
    const response = decodeHistogram(part.latencies.response);
    const service = decodeHistogram(part.latencies.service);
    t.true(
      response.mean * 1.01 + 3 >= service.mean + lag.mean,
      'response is the sum of them, and of the wait for room',
    );
  },
);

test.serial('a load is heated up by so many requests, or for so long', async (t) => {
  const load = await startLoad(t, 'wire');
  const { requests } = await load.heat({ window: 8, requests: 50, msMin: 0, msMax: 60_000 });
  t.true(requests >= 50 && requests < 50 + 8, `${requests}`);
  const long = { window: 8, requests: 1e9, msMin: 0, msMax: 50 };
  t.true((await load.heat(long)).requests < 1e9);
  t.true((await load.heat({ window: 8, requests: 1, msMin: 200, msMax: 60_000 })).requests > 8);
  const part = await measured(load, 200, 100);
  t.is(part.completed, part.offered);
});

test.serial('a closed loop counts neither its beginning nor its end', async (t) => {
  const end = Promise.withResolvers<void>();
  const passing = 40;
  let calls = 0;
  const held = (): Promise<void> | undefined => {
    calls += 1;
    return calls > passing ? end.promise : undefined;
  };
  const load = await startLoad(t, 'wire', { mix: { send: 1 } }, wrapped({ held }));
  calls = 0;
  const closing = load.closed({ window: 8, startAtEpochMs: Date.now() + 1_000, durationMs: 50 });
  await setTimeout(1_100);
  end.resolve();
  t.like(await closing, { completed: 0, refused: 0, elapsedMs: 50 });
  t.is(calls, passing + 8);
});

test.serial('a closed loop tells what was refused', async (t) => {
  let refuses = (): boolean => false;
  const load = await startLoad(t, 'wire', { mix: { send: 1 } }, wrapped({ refuses: () => refuses() }));
  refuses = every(2);
  const { completed, refused } = await load.closed({ window: 8, startAtEpochMs: Date.now(), durationMs: 300 });
  t.true(refused > 0);
  t.true(Math.abs(completed - refused) <= 8, `${completed} and ${refused}`);
});

/** True once in so many times. */
function every(n: number): () => boolean {
  let count = 0;
  return () => {
    count += 1;
    return count % n === 0;
  };
}

test.serial('two loads of one seed send the same, over any transport', async (t) => {
  const sent = async (contender: Contender): Promise<readonly unknown[]> => {
    const bodies: unknown[] = [];
    const open: OpenLoadChannel = async (setup, onClosed) => {
      const channel = await openLoadChannel(setup, onClosed);
      return {
        call: (name, request, done, token) => {
          if (name === 'send') bodies.push(request);
          channel.call(name, request, done, token);
        },
        subscribe: (request, listener) => channel.subscribe(request, listener),
        close: () => channel.close(),
      };
    };
    // A connection that is held back would send in another order than the other one.
    const load = await startLoad(t, contender, { connections: 1, mix: { send: 1, deliver: 1 }, chats: 3 }, open);
    // Nothing before it: the body of a request that is still under way then would be passed over.
    const startAtEpochMs = Date.now() + 30;
    load.openStart({ ratePerSecond: 200, startAtEpochMs });
    await load.openMeasure({ startAtEpochMs, openMs: 300, drainMsMax: 60_000 });
    return bodies.slice(-40);
  };
  t.deepEqual(await sent('wire'), await sent('grpcSession'));
});

for (const [http2Windows, bytes] of [
  ['default', 65_535],
  ['tuned', 16_777_216],
] as const) {
  test.serial(`${http2Windows} windows of HTTP/2 are what a server is told of`, async (t) => {
    const server = createServer();
    t.teardown(() => server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const ports = { grpc: (server.address() as AddressInfo).port };
    const workload: Workload = { ...defaultWorkload, http2Windows };
    const setup = { contender: 'grpcUnary', workload, host: '127.0.0.1', ports, seed: 1, index: 0 } as const;
    const opening = openLoadChannel(setup, () => {});
    const [session] = (await once(server, 'session')) as [ServerHttp2Session];
    t.teardown(() => session.destroy());
    const [settings] = (await once(session, 'remoteSettings')) as [Settings];
    t.is(settings.initialWindowSize, bytes);
    (await opening).close();
  });
}
