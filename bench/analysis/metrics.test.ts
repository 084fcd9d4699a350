/** A metric is what it says: what is divided, by how many, and when it is withheld. */

import test from 'ava';
import { exampleResults } from '../results/testing/example_results.ts';
import { openLoopResult, trafficOf } from '../run/open_loop_result.ts';
import type { ProcessUse, RunResult } from '../run/run.ts';
import { metrics } from './metrics.ts';

const [recorded] = exampleResults({ blocks: 1, extent: 'headline' }).runs;

function changed(change: (run: RunResult) => Partial<RunResult>): RunResult {
  if (recorded === undefined) throw new Error('the example has no run');
  return { ...recorded.result, ...change(recorded.result) };
}

test("the clients' CPU is of the load generators alone, by what they were answered meanwhile", (t) => {
  const used = (userUs: number) => (use: ProcessUse) => ({ ...use, userUs, systemUs: 0 });
  const run = changed(({ open, generators, probe }) => ({
    open: { ...open, completed: 4_000, answeredInPart: 1_000 },
    generators: [...generators, ...generators].map(used(30_000)),
    probe: used(900_000)(probe),
  }));
  t.is(metrics.clientCpu.of(run), 60);
});

test('what is shared by requests is shared by those that were answered while it was counted', (t) => {
  const run = changed(({ open, server, traffic }) => {
    const { load: latencies } = open;
    const socket = { writtenBytes: 500, readBytes: 500 };
    const part = { ...open, latencies, use: server, socket };
    // Most of what was offered came back while the rest drained; of the warm-up, the probe's came back in the part.
    const parts = [{ ...part, offered: 9_000, completed: 9_000, answeredInPart: 90 }];
    const probe = { ...part, offered: 2, completed: 2, answeredInPart: 10 };
    return {
      open: openLoopResult(parts, probe),
      traffic: trafficOf([...parts, probe], traffic.network),
      server: { ...server, userUs: 4_000, systemUs: 1_000 },
    };
  });
  t.is(metrics.serverCpu.of(run), 50);
  t.is(metrics.socketBytes.of(run), 20);
  t.is(run.open.answeredInPart, 90);
});

test('throughput is withheld where the server refused some of it', (t) => {
  const closed = { window: 64, completed: 500, elapsedMs: 250, generatorUtilisation: 0.5, serverUtilisation: 0.99 };
  t.is(metrics.throughput.of(changed(() => ({ closed: { ...closed, refused: 0 } }))), 2_000);
  t.is(metrics.throughput.of(changed(() => ({ closed: { ...closed, refused: 1 } }))), undefined);
});
