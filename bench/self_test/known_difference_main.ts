/**
 * The bench's test of itself with whole runs, in its long form: is a difference of CPU that is known found, and is none
 * found where there is none? Wire against wire, one of them with a server that burns a tenth more for each request.
 * `npm run test:bench [blocks]`; the short forms are in the ordinary tests.
 */

import { parseArgs } from 'node:util';
import type { Interval } from '../analysis/analysis.ts';
import { metrics } from '../analysis/metrics.ts';
import { ratioWithIntervalText } from '../analysis/texts.ts';
import { defaultWorkload } from '../plan/workload.ts';
import type { RunSpec } from '../run/run.ts';
import { ProcessRunner } from '../run/runner.ts';
import { median } from '../statistics/median.ts';
import { SeededRandom } from '../statistics/random.ts';
import { geometricMeanRatio } from '../statistics/ratios.ts';
import { shuffled } from '../statistics/shuffled.ts';

const known = 1.1;
const calibrations = 3;
const { positionals } = parseArgs({ allowPositionals: true });
const blocks = Number(positionals[0] ?? 12);
if (!Number.isInteger(blocks) || blocks < 2 || blocks > 100) throw new Error('blocks: a whole number from 2 to 100');

const runner = new ProcessRunner();
const random = new SeededRandom(1);

/** CPU of the server for each request, in microseconds. Every server has the fault's place, so that only the burn differs. */
async function serverCpuUs(usPerRequest: number, seed: number): Promise<number> {
  const spec: RunSpec = {
    contender: 'wire',
    workload: defaultWorkload,
    seed,
    ratePerSecond: 2_000,
    generators: 1,
    probePerSecond: 50,
    warmUpMsMax: 2_500,
    openMs: 2_000,
    closed: undefined,
    peer: 'duet',
    fault: { kind: 'burn', usPerRequest },
  };
  const us = metrics.serverCpu.of(await runner.run(spec));
  if (us === undefined) throw new Error('a run answered nothing');
  return us;
}

const base: number[] = [];
for (let run = 0; run < calibrations; run += 1) base.push(await serverCpuUs(0, run));
const burnUs = median(base) * (known - 1);
console.log(`${median(base).toFixed(1)} µs of CPU for each request; ${burnUs.toFixed(1)} µs are burnt on top`);

const same: number[] = [];
const more: number[] = [];
for (let block = 1; block <= blocks; block += 1) {
  const cpu = { plain: 0, twin: 0, burning: 0 };
  for (const name of shuffled(['plain', 'twin', 'burning'] as const, random)) {
    cpu[name] = await serverCpuUs(name === 'burning' ? burnUs : 0, 1_000 + block);
  }
  same.push(Math.log(cpu.twin / cpu.plain));
  more.push(Math.log(cpu.burning / Math.sqrt(cpu.plain * cpu.twin)));
  console.log(
    `block ${block} of ${blocks}: twin ${(cpu.twin / cpu.plain).toFixed(3)}×, burning ${Math.exp(more.at(-1) ?? 0).toFixed(3)}×`,
  );
}

const [twin, burning] = [geometricMeanRatio(same), geometricMeanRatio(more)] as [Interval, Interval];
const found = burning.low > 1;
const right = burning.low <= known && known <= burning.high;
const quiet = twin.low <= 1 && 1 <= twin.high;
console.log(
  `the same against itself: ${ratioWithIntervalText(twin)}: ${quiet ? 'no difference found' : 'A DIFFERENCE FOUND'}`,
);
console.log(
  `${known}× as much CPU:      ${ratioWithIntervalText(burning)}: ${found ? 'found' : 'NOT FOUND'}, and what it is ${right ? 'is in' : 'IS NOT IN'} the interval`,
);
if (!found || !quiet) process.exitCode = 1;
