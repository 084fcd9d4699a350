/** How many connections are measured, and how. Pure data. */

import { type Contender, contenderNames } from '../plan/contenders.ts';

export interface ConnectionsOptions {
  readonly contenders: readonly Contender[];
  /** Idle ones, at the most; memory is looked at after each of so many steps, and before the first. */
  readonly connections: number;
  readonly steps: number;
  /** One client process holds so many at most. */
  readonly connectionsPerClientMax: number;
  /** So many times, so that it is seen how much that differs. */
  readonly storm: { readonly connects: number; readonly atOnce: number; readonly rounds: number };
  readonly login: { readonly logins: number; readonly atOnce: number };
}

export const defaultConnections: ConnectionsOptions = {
  contenders: contenderNames,
  connections: 5_000,
  steps: 5,
  connectionsPerClientMax: 1_250,
  storm: { connects: 2_000, atOnce: 64, rounds: 3 },
  login: { logins: 200, atOnce: 8 },
};

/** Shows that it works, and nothing else. */
export const shortConnections: ConnectionsOptions = {
  contenders: contenderNames,
  connections: 20,
  steps: 2,
  connectionsPerClientMax: 20,
  storm: { connects: 20, atOnce: 4, rounds: 2 },
  login: { logins: 4, atOnce: 2 },
};

/** After each step, and before the first: what has been done of what is to be done, over all contenders. */
export interface ConnectionsProgress {
  readonly contender: Contender;
  readonly done: number;
  readonly of: number;
  /** What comes next, or what could not be done as it was meant to be. */
  readonly text: string;
}
