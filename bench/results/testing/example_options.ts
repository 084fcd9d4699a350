/** What an example of results can be made to be. Pure data. */

import type { Contender } from '../../plan/contenders.ts';

export interface ExampleOptions {
  readonly seed?: number;
  /** Of every point. */
  readonly blocks?: number;
  /** `headline`: that point only, and neither attribution nor connections, as after a quick bench. */
  readonly extent?: 'everything' | 'headline';
  /** By how much each contender's latencies and CPU times are made larger, 1 being the model's: for tests of what is found. */
  readonly cost?: Readonly<Partial<Record<Contender, number>>>;
  /** Whether every contender has wire's costs, so that nothing is to be found. */
  readonly allAlike?: boolean;
  /** Standard deviation of the logarithm of what a run measures. */
  readonly noise?: number;
  /** Whether the sources are missing that some machines do not have. */
  readonly sourcesMissing?: boolean;
  readonly interrupted?: boolean;
}

export const exampleDefaults = {
  seed: 1,
  blocks: 6,
  extent: 'everything',
  cost: {},
  allAlike: false,
  noise: 0.03,
  sourcesMissing: false,
  interrupted: false,
} as const satisfies Required<ExampleOptions>;
