/** A plan for tests of a bench: as little as there can be of everything. */

import { tmpdir } from 'node:os';
import { shortConnections } from '../../connections/connections_options.ts';
import { shortBacklog, shortFanout } from '../../deliveries/deliveries_options.ts';
import { scenarios } from '../../plan/scenarios.ts';
import type { Configuration } from '../../results/results.ts';
import { type ExperimentPlan, quick } from '../experiment_plan.ts';

export type PlanChanges = Partial<Omit<ExperimentPlan, 'configuration'>> & {
  readonly configuration?: Partial<Configuration>;
};

export function shortPlan({ configuration, ...changes }: PlanChanges = {}): ExperimentPlan {
  return {
    ...quick,
    attribution: undefined,
    connections: shortConnections,
    fanout: shortFanout,
    backlog: shortBacklog,
    data: tmpdir(),
    scenarios: [scenarios.deliver],
    ratePerSecond: undefined,
    ...changes,
    configuration: {
      ...quick.configuration,
      command: 'duet bench',
      seed: 1,
      scenarios: ['deliver'],
      sloMs: 10,
      generators: 1,
      pinned: false,
      ...configuration,
    },
  };
}
