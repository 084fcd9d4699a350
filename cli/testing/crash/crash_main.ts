/** `npm run test:crash`: the long form of the crash audit, with its report. Exit status 1 where something is wrong. */

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { workProgress } from '../../work_progress.ts';
import type { OnProgress, RunResult } from './audited_run.ts';
import { crashAudit } from './crash_audit.ts';
import { crashReport, terminationReport } from './report.ts';
import { terminationAudit } from './termination_audit.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    terminations: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
});
const seed = numberOf('seed');

console.log(`seed ${seed}: --seed ${seed} repeats when servers are killed, and who sends to whom`);
await audited(numberOf('kills'), crashAudit, crashReport);
await audited(numberOf('terminations'), terminationAudit, terminationReport);

async function audited<Result extends RunResult>(
  rounds: number,
  audit: (rounds: number, seed: number, onProgress: OnProgress) => Promise<Result>,
  report: (result: Result) => string,
): Promise<void> {
  if (rounds === 0) return;
  const progress = workProgress('crash audit');
  const result = await audit(rounds, seed, (done, total, what) => {
    progress.update({ done, total, what });
  }).finally(progress.stop);
  console.log(report(result));
  if (result.findings.length > 0) process.exitCode = 1;
}

function numberOf(name: keyof typeof values): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name}: a whole number is expected`);
  process.exit(1);
}
