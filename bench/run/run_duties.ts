/** What a runner in a process of its own can be asked for. */

import type { RunResult, RunSpec } from './run.ts';

export type RunDuties = {
  /** Fails as a Runner rejects, in text. */
  readonly run: (spec: RunSpec) => Promise<RunResult>;
};
