/** Runs that are as short as they can be, for tests that ask what a run does and not how fast. */

import { defaultWorkload, type Workload } from '../../plan/workload.ts';
import type { RunSpec } from '../run.ts';

export function shortRun(spec: Partial<RunSpec> = {}, workload: Partial<Workload> = {}): RunSpec {
  return {
    contender: 'wire',
    workload: { ...defaultWorkload, connections: 2, ...workload },
    seed: 1,
    ratePerSecond: 200,
    generators: 1,
    probePerSecond: 50,
    warmUpMsMax: 100,
    openMs: 300,
    closed: undefined,
    peer: 'duet',
    ...spec,
  };
}
