/**
 * Results as a bench could have left them, from a seed and a simple model of queues, for whatever reads results. Nothing
 * was measured: no figure here says anything of wire or of gRPC. One seed gives the same bytes everywhere.
 */

import { contenderNames } from '../../plan/contenders.ts';
import { SeededRandom } from '../../statistics/random.ts';
import type { RecordedRun, Results } from '../results.ts';
import { resultsFormat, resultsVersion } from '../results.ts';
import { exampleBacklog, exampleFanout } from './example_deliveries.ts';
import {
  exampleAttribution,
  exampleCapacities,
  exampleCeilings,
  exampleConfiguration,
  exampleConnections,
  exampleFairness,
  exampleMachine,
} from './example_facts.ts';
import { type ExampleOptions, exampleDefaults } from './example_options.ts';
import { examplePoints } from './example_points.ts';
import { exampleRun } from './example_run.ts';

export { type ExampleOptions, exampleDefaults } from './example_options.ts';

/** Sound results of one bench: whole blocks, each contender twice at every point. */
export function exampleResults(options: ExampleOptions = {}): Results {
  const settings: Required<ExampleOptions> = { ...exampleDefaults, ...options };
  const everything = settings.extent === 'everything';
  return {
    format: resultsFormat,
    version: resultsVersion,
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: '2026-01-02T03:34:05.000Z',
    interrupted: settings.interrupted,
    machine: exampleMachine(settings.sourcesMissing),
    configuration: exampleConfiguration(settings.seed, settings.blocks, everything),
    fairness: exampleFairness,
    ceilings: exampleCeilings,
    capacities: everything ? exampleCapacities : [],
    points: examplePoints(everything),
    runs: exampleRuns(settings),
    attribution: everything ? exampleAttribution(settings.sourcesMissing) : [],
    connections: everything ? exampleConnections(settings.sourcesMissing) : [],
    ...(everything && { fanout: exampleFanout(settings.seed), backlog: exampleBacklog(settings.seed) }),
  };
}

function exampleRuns(settings: Required<ExampleOptions>): readonly RecordedRun[] {
  const random = new SeededRandom(settings.seed);
  const points = examplePoints(settings.extent === 'everything');
  const runs: RecordedRun[] = [];
  for (let block = 1; block <= settings.blocks; block += 1) {
    const planned = points.flatMap((point) =>
      contenderNames.flatMap((contender) => (['A', 'B'] as const).map((twin) => ({ point, contender, twin }))),
    );
    for (const [order, { point, contender, twin }] of shuffled(planned, random).entries()) {
      runs.push({
        point: point.id,
        block,
        order,
        contender,
        twin,
        seed: settings.seed + block - 1,
        generators: 1,
        result: exampleRun({ point, contender, settings, number: runs.length, random }),
      });
    }
  }
  return runs;
}

function shuffled<T>(values: readonly T[], random: SeededRandom): readonly T[] {
  return values
    .map((value) => ({ value, key: random.next() }))
    .sort((left, right) => left.key - right.key)
    .map(({ value }) => value);
}
