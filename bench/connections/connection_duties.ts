/** What the processes that measure connections can be asked for. Pure types. */

import type { Contender } from '../plan/contenders.ts';
import type { ProcessUse } from '../run/run.ts';

/** How a server hashes passwords: as the product does, or so that making thousands of accounts takes no time. */
export type Hashing = 'product' | 'cheap';

export interface ConnectionServerSetup {
  readonly contender: Contender;
  readonly hashing: Hashing;
  readonly connectionsMax: number;
}

export interface ConnectionServerReady {
  readonly port: number;
}

export interface Resident {
  readonly bytes: number;
  /** Whether garbage was collected before; else the figure holds what nobody needs any more, too. */
  readonly collected: boolean;
}

export type ConnectionServerDuties = {
  /** What it holds in memory once that no longer shrinks. */
  readonly resident: (request: undefined) => Promise<Resident>;
  /** Ends every connection, and listens no more. Accounts and sessions stay. */
  readonly goAway: (request: undefined) => Promise<void>;
  /** Listens again, on the same port. */
  readonly comeBack: (request: undefined) => Promise<void>;
  readonly gaugeStart: (request: undefined) => Promise<void>;
  readonly gaugeStop: (request: undefined) => Promise<ProcessUse>;
};

export interface ConnectionClientSetup {
  readonly contender: Contender;
  readonly port: number;
  /** Begins the names of its accounts. */
  readonly name: string;
}

/** When the first of them began, and when the last had ended. */
export interface Done {
  readonly startedAtEpochMs: number;
  readonly endedAtEpochMs: number;
}

export type ConnectionClientDuties = {
  readonly setup: (request: ConnectionClientSetup) => Promise<void>;
  /** So many more connections that stay, each with an account, a session and a subscriber of its own. */
  readonly open: (request: { readonly connections: number }) => Promise<void>;
  /** One message to each of them. Rejects where it does not arrive. */
  readonly deliver: (request: undefined) => Promise<void>;
  /** Ends those that stayed. */
  readonly close: (request: undefined) => Promise<void>;
  /** Resolves when all of those that stayed have been lost. */
  readonly lost: (request: undefined) => Promise<void>;
  /** All of them, `atOnce` at a time, until the last has its session and its subscriber again. */
  readonly reconnect: (request: { readonly atOnce: number }) => Promise<Done>;
  /** So many connections, one after another, `atOnce` at a time: each resumes a session, and ends. */
  readonly storm: (request: { readonly connects: number; readonly atOnce: number }) => Promise<Done>;
  /** So many logins over connections that are open already, one of them `atOnce` at a time on each. */
  readonly login: (request: { readonly logins: number; readonly atOnce: number }) => Promise<Done>;
};
