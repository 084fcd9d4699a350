/** How far a bench is. Pure data: whoever shows it decides how. */

import type { MetricName } from '../analysis/analysis.ts';
import type { Contender, GrpcContender } from '../plan/contenders.ts';

export type ExperimentProgress =
  | { readonly phase: 'facts' }
  | {
      readonly phase: 'ceilings';
      readonly done: number;
      readonly total: number;
      readonly contender: Contender;
      readonly workload: string;
    }
  /** How many steps it takes is not known beforehand. */
  | {
      readonly phase: 'capacity';
      readonly contender: Contender;
      readonly workload: string;
      readonly ratePerSecond: number;
      readonly step: number;
    }
  | { readonly phase: 'rates'; readonly done: number; readonly total: number }
  | BlocksProgress
  | { readonly phase: 'attribution'; readonly workload: string }
  /** `text`: what comes next, or what could not be done as it was meant to be. */
  | {
      readonly phase: 'connections' | 'fanout' | 'backlog';
      readonly contender: Contender;
      readonly done: number;
      readonly of: number;
      readonly text: string;
    };

export interface BlocksProgress {
  readonly phase: 'blocks';
  /** From 1. */
  readonly block: number;
  readonly blocksMin: number;
  readonly blocksMax: number;
  /** Of this block. */
  readonly runsDone: number;
  readonly runs: number;
  /** Until `blocksMin` blocks or the budget's end, whichever comes first; undefined before the first run is done. */
  readonly leftMs: number | undefined;
  /** The headline ratio that is known worst, after the blocks so far; undefined before the second. */
  readonly widest: WidestInterval | undefined;
  /** What `widest.halfWidth` is to come down to. */
  readonly precision: number;
}

/** `halfWidth` as a share: 0.03 is 3 %. */
export interface WidestInterval {
  readonly metric: MetricName;
  readonly to: GrpcContender;
  readonly halfWidth: number;
}

export type OnProgress = (progress: ExperimentProgress) => void;
