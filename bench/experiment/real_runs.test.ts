/** A bench of real runs: what the simulated runner cannot show, that the parts fit together. */

import test from 'ava';
import { analyse } from '../analysis/analyse.ts';
import { readResults, resultsText } from '../results/read_results.ts';
import { ProcessRunner } from '../run/runner.ts';
import { runExperiment } from './experiment.ts';
import { shortPlan } from './testing/short_plan.ts';

test('a block of real runs makes results that can be kept, read again and analysed', async (t) => {
  const closed = { window: 4, durationMs: 50 };
  const configuration = { openMs: 100, warmUpMsMax: 100, probePerSecond: 20, closed };
  const plan = shortPlan({ ratePerSecond: 20, ceilings: false, configuration });
  const aborted = new AbortController();
  const stopAfterOneBlock = (progress: { phase: string; block?: number }): void => {
    if (progress.phase === 'blocks' && progress.block === 2) aborted.abort();
  };
  const results = await runExperiment(plan, new ProcessRunner(), stopAfterOneBlock, aborted.signal);
  t.deepEqual(results.runs.map(({ contender, twin }) => `${contender} ${twin}`).sort(), [
    'grpcSession A',
    'grpcSession B',
    'grpcUnary A',
    'grpcUnary B',
    'wire A',
    'wire B',
  ]);
  for (const { result } of results.runs) {
    t.true(result.open.completed > 0 && (result.closed?.completed ?? 0) > 0);
  }
  t.deepEqual(readResults(resultsText(results)), JSON.parse(JSON.stringify(results)));
  const { blocks, summaries } = analyse(results);
  t.is(blocks, 1);
  t.is(summaries.length, 3);
});
