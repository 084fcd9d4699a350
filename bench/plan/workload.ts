/** What is asked of a server: which requests, of what size, over how many connections. Pure data. */

import type { LedgerName } from './ledgers.ts';

/** What one request does, and when it counts as received. */
export const operationMeaning = {
  ping: 'asked until answered, with nothing done in between',
  send: 'sent until acknowledged by the server',
  deliver: 'sent until another client has it',
  history: 'a page of 50 messages, asked until it is there',
  login: 'a name and a password, until there is a session',
} as const;

export type Operation = keyof typeof operationMeaning;

export const operations = Object.keys(operationMeaning) as readonly Operation[];

/** What a body is made of. `delimiters`: nothing but what wire has to escape, its worst case. */
export const payloadTexts = ['ascii', 'multibyte', 'incompressible', 'delimiters'] as const;
export type PayloadText = (typeof payloadTexts)[number];

export const arrivalProcesses = ['poisson', 'constant'] as const;
/** How the intended times of requests lie: at random, as those of many independent users do, or evenly. */
export type Arrivals = (typeof arrivalProcesses)[number];

/** The windows of HTTP/2 flow control: what the library does by itself, or large ones, for long round trips. */
export const http2Windows = ['default', 'tuned'] as const;
export type Http2Windows = (typeof http2Windows)[number];

export interface Workload {
  readonly name: string;
  /** How often each operation is chosen, relative to the others; more than 0 in all. */
  readonly mix: Readonly<Partial<Record<Operation, number>>>;
  /** Of bodies, in UTF-8; each length from min to max is as likely. */
  readonly payload: { readonly bytesMin: number; readonly bytesMax: number; readonly text: PayloadText };
  /** Of each load generator; requests are spread over them. A `deliver` needs a second one for each, which receives. */
  readonly connections: number;
  /** How many accounts each connection writes to; which one is drawn from Zipf's law with this exponent, 0 for none. */
  readonly chats: number;
  readonly zipfExponent: number;
  readonly arrivals: Arrivals;
  readonly ledger: LedgerName;
  /** Round trip that a proxy of the bench's own puts between client and server; 0: no proxy. Loss is not emulated. */
  readonly roundTripMs: number;
  readonly http2Windows: Http2Windows;
  /** Subscribers beside those that count, that stop reading. */
  readonly stalledReaders: number;
}

/** What is not said of a workload. */
export const defaultWorkload: Workload = {
  name: 'deliver',
  mix: { deliver: 1 },
  payload: { bytesMin: 100, bytesMax: 100, text: 'ascii' },
  connections: 4,
  chats: 1,
  zipfExponent: 0,
  arrivals: 'poisson',
  ledger: 'memory-ledger',
  roundTripMs: 0,
  http2Windows: 'default',
  stalledReaders: 0,
};
