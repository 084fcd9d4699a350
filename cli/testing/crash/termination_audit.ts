/** Tells servers under load to stop, again and again: each has to end well, in time, and its clients to come back. */

import type { DuetProcess } from '../duet_process.ts';
import { AuditedRun, type OnProgress, type RunResult } from './audited_run.ts';
import { Chance } from './chance.ts';

/** A server that was told to stop has ended by then. */
const endMsMax = 15_000;
/** How long the load goes on, at most, once every client is back. */
const loadMsMax = 500;

export interface TerminationResult extends RunResult {
  /** As many as there were until something was found. */
  readonly terminations: number;
  /** The longest time that a server took to end. */
  readonly endMs: number;
}

export async function terminationAudit(
  rounds: number,
  seed: number,
  onProgress: OnProgress,
): Promise<TerminationResult> {
  const chance = new Chance(seed);
  let terminations = 0;
  let endMs = 0;
  const result = await AuditedRun.of(seed, onProgress, async (run, first) => {
    for (let round = 0; round < rounds && !run.found; round += 1) {
      onProgress(round, rounds, 'terminations');
      const server = round === 0 ? first : run.start();
      // Each sender has a new send acknowledged: so all have found the server, and their session, again by themselves.
      await run.load.ask({ type: 'round' });
      await new Promise((resolve) => setTimeout(resolve, chance.below(loadMsMax)));
      endMs = Math.max(endMs, await terminated(run, server));
      terminations += 1;
    }
  });
  return { ...result, terminations, endMs };
}

/** How long it took. */
async function terminated(run: AuditedRun, server: DuetProcess): Promise<number> {
  const startMs = performance.now();
  server.signal('SIGTERM');
  const late = setTimeout(() => {
    run.find('process', `the server had not ended ${endMsMax} ms after it was told to stop`);
    server.signal('SIGKILL');
  }, endMsMax);
  await run.ended(server, 0);
  clearTimeout(late);
  const endMs = performance.now() - startMs;
  await run.judge();
  return endMs;
}
