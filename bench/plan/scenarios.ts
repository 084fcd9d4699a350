/** What can be asked of the bench, by name: loads, or series of loads, and how their rates are found. Pure data. */

import { type LedgerName, ledgers } from './ledgers.ts';
import { defaultWorkload, type Http2Windows, type PayloadText, payloadTexts, type Workload } from './workload.ts';

export type Scenario = LoadScenario | PartScenario;

export interface LoadScenario {
  readonly kind: 'load';
  readonly name: string;
  /** In a line. */
  readonly meaning: string;
  /** One, or a series. Their names are unique over all scenarios of one bench. */
  readonly workloads: readonly Workload[];
  readonly rates: Rates;
}

/** Measured by a part of the bench of its own, and no load: bench/connections/, bench/deliveries/. */
export interface PartScenario {
  readonly kind: 'connections' | 'fanout' | 'backlog';
  readonly name: string;
  readonly meaning: string;
}

export type Rates =
  /** Each contender's capacity is searched for: half of the smallest for all, then shares of each one's own. */
  | { readonly kind: 'capacity' }
  /** For series, where a search each would take hours: a share of what the slowest did in a short closed loop. */
  | { readonly kind: 'closedLoop' }
  /** For all contenders alike. */
  | { readonly kind: 'fixed'; readonly perSecond: readonly number[] };

const series = { kind: 'closedLoop' } as const;
const searched = { kind: 'capacity' } as const;

/** Spans what chats are made of, from an "ok" to a picture. */
const payloadBytes = [16, 256, 4_096, 65_536, 1_048_576] as const;
const payloadTextMeaning: Readonly<Record<PayloadText, string>> = {
  ascii: 'ASCII',
  multibyte: 'multi-byte text',
  incompressible: 'incompressible',
  delimiters: "the wire's own delimiters",
};

const durable = ['memory-ledger', 'sqlite-written', 'sqlite-synced'] as const satisfies readonly LedgerName[];
const roundTripsMs = [0, 20, 80, 200] as const;

/** Slow links are seen with bodies that fill them: a small one fits any window. */
const wanBytes = 4_096;

function workload(name: string, differs: Partial<Workload> = {}): Workload {
  return { ...defaultWorkload, ...differs, name };
}

function bytesText(bytes: number): string {
  if (bytes >= 1_048_576) return `${bytes / 1_048_576} MiB`;
  return bytes >= 1_024 ? `${bytes / 1_024} KiB` : `${bytes} B`;
}

function payload(bytes: number, text: PayloadText): Workload {
  const name = `payload ${bytesText(bytes)} ${payloadTextMeaning[text]}`;
  return workload(name, { payload: { bytesMin: bytes, bytesMax: bytes, text } });
}

function wan(roundTripMs: number, http2Windows: Http2Windows): Workload {
  return workload(`wan ${roundTripMs} ms${http2Windows === 'tuned' ? ' tuned' : ''}`, {
    payload: { bytesMin: wanBytes, bytesMax: wanBytes, text: 'ascii' },
    roundTripMs,
    http2Windows,
  });
}

function load(name: string, meaning: string, workloads: readonly Workload[], rates: Rates): LoadScenario {
  return { kind: 'load', name, meaning, workloads, rates };
}

export const scenarios = {
  deliver: load('deliver', 'a message, sent until another client has it', [workload('deliver')], searched),
  send: load(
    'send',
    'a message, sent until acknowledged by the server',
    [workload('send', { mix: { send: 1 } })],
    searched,
  ),
  ping: load(
    'ping',
    'a request that changes nothing: what the transport costs alone',
    [workload('ping', { mix: { ping: 1 } })],
    searched,
  ),
  mix: load(
    'mix',
    'deliveries, sends, pages of history and logins, some chats far busier than others',
    [
      workload('mix', {
        // A login costs a password's hash, a thousand times what a message does: more of them, and nothing else is seen.
        mix: { deliver: 700, send: 200, history: 99, login: 1 },
        payload: { bytesMin: 16, bytesMax: 400, text: 'multibyte' },
        chats: 8,
        zipfExponent: 1,
      }),
    ],
    searched,
  ),
  payload: load(
    'payload',
    'deliveries of 16 B to 1 MiB, of four kinds of text',
    payloadBytes.flatMap((bytes) => payloadTexts.map((text) => payload(bytes, text))),
    series,
  ),
  durability: load(
    'durability',
    'sends to a ledger in memory, written, and synced to the disk',
    durable.map((ledger) => workload(`durability ${ledgers[ledger].label}`, { mix: { send: 1 }, ledger })),
    series,
  ),
  wan: load(
    'wan',
    'deliveries over round trips of 0 to 200 ms, without loss; HTTP/2 windows default and tuned',
    roundTripsMs.flatMap((roundTripMs) => [wan(roundTripMs, 'default'), wan(roundTripMs, 'tuned')]),
    series,
  ),
  slow: load(
    'slow',
    'deliveries, while other subscribers have stopped reading',
    [workload('slow 0 stalled'), workload('slow 4 stalled', { stalledReaders: 4 })],
    series,
  ),
  connections: {
    kind: 'connections',
    name: 'connections',
    meaning: 'memory of idle connections, and how fast they connect, log in and come back',
  },
  fanout: {
    kind: 'fanout',
    name: 'fanout',
    meaning: 'messages to groups of 10, 100 and 1,000 subscribers: until all have them, and how many a second',
  },
  backlog: {
    kind: 'backlog',
    name: 'backlog',
    meaning: 'a subscriber that catches up 100,000 messages, while 1,000 a second come in',
  },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];

/** What one may look for and not find, with why. */
export const absentScenarios: Readonly<Record<string, string>> = {
  tls: 'both transports are plain text on the network: there is no TLS yet to switch on',
};
