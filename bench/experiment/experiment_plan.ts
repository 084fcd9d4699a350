/** What a bench is to do: its scenarios, and how long, how often and how surely. Pure data and its defaults. */

import type { InProcessOptions } from '../attribution/measure_in_process.ts';
import { type ConnectionsOptions, defaultConnections } from '../connections/connections_options.ts';
import {
  type BacklogOptions,
  defaultBacklog,
  defaultFanout,
  type FanoutOptions,
  quickBacklog,
  quickFanout,
} from '../deliveries/deliveries_options.ts';
import type { Scenario } from '../plan/scenarios.ts';
import type { Configuration } from '../results/results.ts';

export interface ExperimentPlan {
  /** `pinned` and `generators` are what the runner was made for. */
  readonly configuration: Configuration;
  readonly scenarios: readonly Scenario[];
  /** Offered to all, whatever the scenarios say: then no capacity is searched for. */
  readonly ratePerSecond: number | undefined;
  /** Of each contender's own capacity, where that is searched for. */
  readonly fractions: readonly number[];
  /** How near the highest rate that is kept and the lowest that is not have to come: 0.05 is 5 %. */
  readonly capacityPrecision: number;
  /** Whether the load generator's ceiling is measured: without, fewer limits can be told. */
  readonly ceilings: boolean;
  /** Whether the headline point is run with one load generator more, too: if that changes it, it was limited by those. */
  readonly moreGenerators: boolean;
  /** What the measured part of the headline's runs may be extended to, so that each has requests enough for its p99. */
  readonly headlineOpenMsMax: number;
  /** How it is measured where the CPU of a message goes; undefined: not at all. */
  readonly attribution: Pick<InProcessOptions, 'warmUpRounds' | 'rounds' | 'messagesPerRound'> | undefined;
  /** What the scenarios of these names do. */
  readonly connections: ConnectionsOptions;
  readonly fanout: FanoutOptions;
  readonly backlog: BacklogOptions;
  /** Where folders are made for ledgers that are on a disk, and removed. */
  readonly data: string;
}

/** What differs between a bench, a quick one, and a first look. */
export interface Thoroughness
  extends Pick<
    ExperimentPlan,
    | 'fractions'
    | 'capacityPrecision'
    | 'ceilings'
    | 'moreGenerators'
    | 'headlineOpenMsMax'
    | 'attribution'
    | 'connections'
    | 'fanout'
    | 'backlog'
  > {
  readonly configuration: Pick<
    Configuration,
    'blocksMin' | 'blocksMax' | 'precision' | 'budgetMs' | 'probePerSecond' | 'warmUpMsMax' | 'openMs' | 'closed'
  >;
}

const window = 64;

export const full: Thoroughness = {
  configuration: {
    blocksMin: 12,
    blocksMax: 48,
    precision: 0.03,
    budgetMs: 60 * 60_000,
    probePerSecond: 100,
    warmUpMsMax: 4_000,
    openMs: 2_000,
    closed: { window, durationMs: 1_000 },
  },
  fractions: [0.3, 0.5, 0.7, 0.9],
  capacityPrecision: 0.05,
  ceilings: true,
  moreGenerators: true,
  headlineOpenMsMax: 10_000,
  attribution: { warmUpRounds: 2, rounds: 9, messagesPerRound: 4_000 },
  connections: defaultConnections,
  fanout: defaultFanout,
  backlog: defaultBacklog,
};

export const quick: Thoroughness = {
  configuration: {
    blocksMin: 6,
    blocksMax: 12,
    precision: 0.03,
    budgetMs: 10 * 60_000,
    probePerSecond: 100,
    warmUpMsMax: 3_000,
    openMs: 1_000,
    closed: { window, durationMs: 500 },
  },
  fractions: [0.5, 0.9],
  capacityPrecision: 0.1,
  ceilings: true,
  moreGenerators: false,
  headlineOpenMsMax: 4_000,
  attribution: { warmUpRounds: 2, rounds: 5, messagesPerRound: 2_000 },
  connections: {
    ...defaultConnections,
    connections: 1_000,
    steps: 4,
    storm: { connects: 500, atOnce: 64, rounds: 3 },
    login: { logins: 60, atOnce: 8 },
  },
  fanout: quickFanout,
  backlog: quickBacklog,
};

/** In well under a minute, on two slow cores: no search, no ceiling, as many blocks as time allows. */
export const firstLook: Thoroughness = {
  configuration: {
    blocksMin: 2,
    blocksMax: 12,
    precision: 0.03,
    budgetMs: 47_000,
    // So many that even a short run has enough of them for a median.
    probePerSecond: 200,
    warmUpMsMax: 750,
    openMs: 500,
    closed: { window, durationMs: 200 },
  },
  fractions: [],
  capacityPrecision: 0.1,
  ceilings: false,
  moreGenerators: false,
  headlineOpenMsMax: 500,
  attribution: undefined,
  connections: defaultConnections,
  fanout: defaultFanout,
  backlog: defaultBacklog,
};
