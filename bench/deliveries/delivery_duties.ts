/** What the processes that measure fan-out and backlog can be asked for. Pure types. */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import type { Contender } from '../plan/contenders.ts';
import type { Fault, ProcessUse } from '../run/run.ts';

export interface DeliveryServerReady {
  readonly ports: { readonly wire: number; readonly grpc: number };
}

export interface DeliveryServerSetup {
  readonly ledger: LedgerOptions;
  /** That it is to have. */
  readonly fault?: Fault | undefined;
}

/** Messages that are sent within the server, without a transport. */
export interface Fill {
  readonly token: string;
  readonly chat: string;
  readonly messages: number;
  readonly bodyBytes: number;
}

export type DeliveryServerDuties = {
  /** Their positions. */
  readonly fill: (request: Fill) => Promise<Float64Array>;
  readonly gaugeStart: (request: undefined) => Promise<void>;
  readonly gaugeStop: (request: undefined) => Promise<ProcessUse>;
  /** Ends what it runs, and leaves its files whole. */
  readonly close: (request: undefined) => Promise<void>;
};

/** What every client process is told first. */
export interface ClientSetup {
  readonly contender: Contender;
  readonly port: number;
}

export interface FanoutClientSetup extends ClientSetup {
  /** How many subscribers each group has; a subscriber is in every group that is large enough. */
  readonly groups: readonly number[];
  readonly bodyBytes: number;
  readonly deliveryMsMax: number;
}

/** How long each part goes on; the first also ends after so many messages. */
export interface FanoutAsked {
  readonly group: number;
  readonly oneAtATime: { readonly messagesMax: number; readonly ms: number };
  readonly saturate: { readonly ms: number; readonly window: number };
}

export interface FanoutMeasured {
  /** In milliseconds from the sending of each, sent one at a time. */
  readonly firstMs: readonly number[];
  readonly medianMs: readonly number[];
  readonly lastMs: readonly number[];
  /** Of the other part. */
  readonly deliveries: number;
  readonly elapsedMs: number;
  readonly use: ProcessUse;
}

export type FanoutClientDuties = {
  readonly setup: (request: FanoutClientSetup) => Promise<void>;
  /** A fault of the deliveries is an answer, too: the text of it. */
  readonly measure: (request: FanoutAsked) => Promise<FanoutMeasured | string>;
};

export interface BacklogReceiverReady {
  readonly name: string;
  readonly ledgerId: string;
}

export interface CatchUpAsked {
  readonly after: number;
  /** It cannot be live before it has so many. */
  readonly backlog: number;
  /** Again and again, for so long. */
  readonly ms: number;
}

export interface CaughtUp {
  /** All that came, in the order in which it came. */
  readonly positions: Float64Array;
  /** From asking until it was live. */
  readonly ms: number;
}

export interface CatchUps {
  readonly caughtUp: readonly CaughtUp[];
  readonly startedAtEpochMs: number;
  readonly endedAtEpochMs: number;
  readonly use: ProcessUse;
}

export type BacklogReceiverDuties = {
  readonly setup: (request: ClientSetup) => Promise<BacklogReceiverReady>;
  readonly catchUp: (request: CatchUpAsked) => Promise<CatchUps>;
  /** Subscribes, and stays. */
  readonly follow: (request: { readonly after: number }) => Promise<void>;
  /** What came since, at least up to that position. */
  readonly unfollow: (request: { readonly upTo: number }) => Promise<Float64Array>;
};

export interface LiveSenderSetup extends ClientSetup {
  /** So many accounts, each on a connection of its own, and the receiver in one chat with them. */
  readonly senders: number;
  readonly receiver: string;
  readonly bodyBytes: number;
}

/** What was sent: by order of intention, in milliseconds of the clock that all processes share. */
export interface LivePart {
  readonly positions: Float64Array;
  readonly intendedAtEpochMs: Float64Array;
  /** From when it was intended until it was acknowledged. */
  readonly responseMs: Float64Array;
}

export type LiveSenderDuties = {
  readonly setup: (request: LiveSenderSetup) => Promise<{ readonly token: string; readonly chat: string }>;
  readonly begin: (request: { readonly perSecond: number }) => Promise<void>;
  /** Sends no more, and waits for what is under way. */
  readonly end: (request: undefined) => Promise<LivePart>;
};
