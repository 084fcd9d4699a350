/**
 * What a bench leaves: everything that was measured, from which every table and figure is drawn. Versioned, by
 * results.schema.json. Pure data; what follows from it is for analysis/.
 */

import type { Contender } from '../plan/contenders.ts';
import type { LedgerName } from '../plan/ledgers.ts';
import type { Workload } from '../plan/workload.ts';
import type { EncodedHistogram, Missing, ProcessUse, RunResult, Traffic } from '../run/run.ts';

export const resultsFormat = 'duet-bench';
export const resultsVersion = 1;

export interface Results {
  readonly format: typeof resultsFormat;
  readonly version: typeof resultsVersion;
  readonly startedAt: string;
  readonly endedAt: string;
  /** Whether it was stopped before its end; what was finished by then is here. */
  readonly interrupted: boolean;
  /** The error that stopped it, where it was one. */
  readonly error?: string | undefined;
  /** Parts that failed without stopping it, and why. */
  readonly unmeasured?: readonly UnmeasuredPart[] | undefined;
  readonly machine: MachineFacts;
  readonly configuration: Configuration;
  /** What was the same for all, what was not, and what was checked. */
  readonly fairness: readonly FairnessFact[];
  readonly ceilings: readonly Ceiling[];
  readonly capacities: readonly Capacity[];
  readonly points: readonly Point[];
  /** In the order in which they were run. */
  readonly runs: readonly RecordedRun[];
  /** What loads put on the network; without it, nobody asked. */
  readonly counted?: readonly CountedTraffic[] | undefined;
  readonly attribution: readonly Attribution[];
  readonly connections: readonly ConnectionCosts[];
  /** Of each contender, by size of the group; without it, nobody asked. */
  readonly fanout?: readonly FanoutCosts[] | undefined;
  readonly backlog?: readonly BacklogCosts[] | undefined;
}

export interface UnmeasuredPart extends Missing {
  readonly what: string;
}

export interface MachineFacts {
  readonly duet: string;
  readonly commit: string | Missing;
  readonly node: string;
  readonly libraries: Readonly<Record<string, string>>;
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly governor: string | Missing;
  readonly memoryGib: number;
  readonly loadAverage: number;
}

export interface Configuration {
  readonly command: string;
  readonly seed: number;
  readonly scenarios: readonly string[];
  readonly blocksMin: number;
  readonly blocksMax: number;
  /** It goes on until the interval of each headline ratio is as narrow as this: half its width, as a share. */
  readonly precision: number;
  readonly budgetMs: number;
  readonly sloMs: number;
  readonly generators: number;
  readonly probePerSecond: number;
  readonly warmUpMsMax: number;
  readonly openMs: number;
  readonly closed: { readonly window: number; readonly durationMs: number };
  readonly pinned: boolean;
}

export interface FairnessFact {
  readonly what: string;
  /** The same for all, or by contender. */
  readonly is: string | Readonly<Partial<Record<Contender, string>>>;
}

/** What the load generator can do against a peer with canned replies. */
export interface Ceiling {
  readonly contender: Contender;
  readonly workload: string;
  /** The highest that it reached in a closed loop. */
  readonly closedPerSecond: number;
  /** `peer`: that had nothing left before the load generator, whose ceiling is higher than this, and not known. */
  readonly limitedBy: 'generator' | 'peer';
}

/** The highest rate that a contender keeps within the bound. */
export interface Capacity {
  readonly contender: Contender;
  readonly workload: string;
  readonly sloMs: number;
  /** The highest confirmed; 0 if none was. */
  readonly ratePerSecond: number;
  /** The lowest that failed for a reason of the server's or the machine's; undefined where none did. */
  readonly failedPerSecond: number | undefined;
  /** What is over it: a rate that failed; one that only the load generator failed at; or no rate that was tried. */
  readonly endedBy: 'failure' | 'generator' | 'search';
  readonly steps: readonly CapacityStep[];
}

export interface CapacityStep {
  readonly ratePerSecond: number;
  readonly phase: 'doubling' | 'bisection' | 'confirmation';
  readonly p99Us: number | undefined;
  /** Answered, as a share of offered. */
  readonly achieved: number;
  readonly kept: boolean;
  /** Why not; of the load generator too. */
  readonly reasons: readonly string[];
}

/** One load, at which every contender is run in every block. */
export interface Point {
  readonly id: string;
  readonly scenario: string;
  readonly workload: Workload;
  /** All at one rate, or each at the same share of its own capacity. */
  readonly basis: { readonly kind: 'equalRate' } | { readonly kind: 'ownCapacity'; readonly fraction: number };
  /** 0 where one kept no rate to have a share of: it is not run there. */
  readonly ratePerSecond: Readonly<Record<Contender, number>>;
  /** The one whose metrics are the headline; the others are exploratory. */
  readonly headline: boolean;
}

export interface RecordedRun {
  readonly point: string;
  /** From 1. */
  readonly block: number;
  /** Within the block, from 0. */
  readonly order: number;
  readonly contender: Contender;
  /** Each contender runs twice in a block: A against B is a comparison of it with itself. */
  readonly twin: 'A' | 'B';
  readonly seed: number;
  readonly generators: number;
  readonly result: RunResult;
}

/** Counted in a run of its own, on a network of its own: such a run takes its time, and counts for nothing else. */
export interface CountedTraffic {
  readonly point: string;
  readonly contender: Contender;
  readonly traffic: Traffic | Missing;
}

/** Where the CPU of a message goes, in microseconds of one core, server side and client side together. */
export interface Attribution {
  readonly contender: Contender;
  readonly workload: string;
  readonly parts: readonly { readonly name: AttributedPart; readonly usPerMessage: number | Missing }[];
  /** How each part was had: measured, or the difference of which two. */
  readonly notes: readonly string[];
}

export const attributedParts = ['codec', 'framing', 'systemCalls', 'core', 'disk'] as const;
/** `framing`: all the rest of the user time: frames or HTTP/2, the transport's library, wake-ups, code and data that are cold. */
export type AttributedPart = (typeof attributedParts)[number];

/** What connections cost that do nothing, and what it takes to open them. */
export interface ConnectionCosts {
  readonly contender: Contender;
  readonly samples: readonly { readonly connections: number; readonly serverResidentBytes: number }[];
  /** The slope through the samples. */
  readonly bytesPerConnection: number;
  readonly connectsPerSecond: number;
  readonly loginsPerSecond: number;
  /** All come back after the server was away, as many at a time as it lets wait: until the last is served. */
  readonly reconnectMs: number;
  /** Of the server, while connections were opened as fast as they could be. */
  readonly server: ProcessUse | Missing;
  /** What the connections were, and what could not be done as it was meant to be. */
  readonly notes: readonly string[];
}

/** What it takes to bring one sender's messages to all subscribers of a group, who are there. */
export interface FanoutCosts {
  readonly contender: Contender;
  readonly ledger: LedgerName;
  readonly subscribers: number;
  /** Whole ones, without a fault. */
  readonly rounds: readonly FanoutRound[];
  /** Deliveries that were missing, came twice or out of order: after the first, nothing more was measured. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

export interface FanoutRound {
  /** From 1: all contenders and groups have their turn in each. */
  readonly round: number;
  /** Sent one at a time. */
  readonly messages: number;
  /** From sending until the first, the median and the last subscriber had it: medians over those messages. */
  readonly firstUs: number;
  readonly medianUs: number;
  readonly lastUs: number;
  /** As many as could be: messages times subscribers, all of which were reached. */
  readonly deliveries: number;
  readonly deliveriesPerSecond: number;
  /** Of their event loops, meanwhile: from 0 to 1. */
  readonly serverUtilisation: number;
  readonly receiverUtilisation: number;
}

/** What it takes a subscriber to catch up while more comes in, and what that costs who sends it. */
export interface BacklogCosts {
  readonly contender: Contender;
  readonly ledger: LedgerName;
  /** That wait when it subscribes. */
  readonly messages: number;
  readonly livePerSecond: number;
  readonly rounds: readonly BacklogRound[];
  /** Responses to the live senders in all rounds: while a subscriber catches up, and while none does. */
  readonly catchingUp: EncodedHistogram;
  readonly alone: EncodedHistogram;
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

export interface BacklogRound {
  readonly round: number;
  readonly catchUps: number;
  /** Until it was live: the median of those. */
  readonly messagesPerSecond: number;
  /** Of the live senders' responses. */
  readonly catchingUpP50Us: number;
  readonly catchingUpP99Us: number;
  readonly aloneP50Us: number;
  readonly aloneP99Us: number;
  /** While it catches up. */
  readonly serverUtilisation: number;
  readonly receiverUtilisation: number;
}
