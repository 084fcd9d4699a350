/** What is measured of fan-out and of backlog, and for how long. Pure data. */

import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { LedgerName } from '../plan/ledgers.ts';

export interface FanoutOptions {
  readonly contenders: readonly Contender[];
  readonly ledger: LedgerName;
  /** Subscribers of each group. */
  readonly groups: readonly number[];
  readonly bodyBytes: number;
  /** That count; one before them does not. */
  readonly rounds: number;
  /** Messages that are sent one at a time: for so long, and so many at most. */
  readonly oneAtATime: { readonly messagesMax: number; readonly ms: number };
  /** A delivery that has not come by then does not come. */
  readonly deliveryMsMax: number;
  /** As many as can be; so many deliveries under way at most. */
  readonly saturate: { readonly ms: number; readonly deliveriesUnderWay: number };
}

export interface BacklogOptions {
  readonly contenders: readonly Contender[];
  readonly ledger: LedgerName;
  /** What a subscriber catches up. */
  readonly messages: number;
  readonly bodyBytes: number;
  readonly rounds: number;
  /** While so many come in, from so many senders. */
  readonly livePerSecond: number;
  readonly senders: number;
  /** For so long a subscriber catches up, again and again; and for so long the senders are alone with one that is live. */
  readonly partMs: number;
}

export const defaultFanout: FanoutOptions = {
  contenders: contenderNames,
  ledger: 'memory-ledger',
  groups: [10, 100, 1_000],
  bodyBytes: 100,
  rounds: 8,
  oneAtATime: { messagesMax: 200, ms: 1_000 },
  deliveryMsMax: 20_000,
  saturate: { ms: 1_500, deliveriesUnderWay: 50_000 },
};

export const quickFanout: FanoutOptions = {
  ...defaultFanout,
  rounds: 4,
  oneAtATime: { messagesMax: 100, ms: 400 },
  saturate: { ms: 1_000, deliveriesUnderWay: 50_000 },
};

/** Shows that it works, and nothing else. */
export const shortFanout: FanoutOptions = {
  ...defaultFanout,
  groups: [2, 5],
  rounds: 2,
  oneAtATime: { messagesMax: 3, ms: 100 },
  saturate: { ms: 20, deliveriesUnderWay: 100 },
};

export const defaultBacklog: BacklogOptions = {
  contenders: contenderNames,
  ledger: 'memory-ledger',
  messages: 100_000,
  bodyBytes: 100,
  rounds: 8,
  livePerSecond: 1_000,
  senders: 4,
  partMs: 3_000,
};

export const quickBacklog: BacklogOptions = { ...defaultBacklog, rounds: 4 };

/** Shows that it works, and nothing else. */
export const shortBacklog: BacklogOptions = {
  ...defaultBacklog,
  messages: 300,
  rounds: 2,
  livePerSecond: 100,
  senders: 2,
  partMs: 100,
};

/** Before each step, and over all of them: what has been done of what is to be done. */
export interface DeliveriesProgress {
  readonly contender: Contender;
  readonly done: number;
  readonly of: number;
  /** What comes next. */
  readonly text: string;
}
