/** Kills servers under load at random moments, again and again, and judges after each what they left behind. */

import { AuditedRun, type OnProgress, type RunResult } from './audited_run.ts';
import { Chance } from './chance.ts';

/**
 * How long a server lives: every other one from the moment that its process is started, the rest from when it is ready.
 * Else, where a start takes long, hardly one would be killed under load.
 */
const lifeMsMin = 50;
const lifeMsMax = 3_000;

export interface CrashResult extends RunResult {
  /** As many as there were until something was found. */
  readonly kills: number;
  readonly killedBeforeReady: number;
}

export async function crashAudit(rounds: number, seed: number, onProgress: OnProgress): Promise<CrashResult> {
  const chance = new Chance(seed);
  let kills = 0;
  let killedBeforeReady = 0;
  const result = await AuditedRun.of(seed, onProgress, async (run, server) => {
    server.signal('SIGTERM');
    await run.ended(server, 0);
    for (const [round, lifeMs] of lives(rounds, chance).entries()) {
      if (run.found) return;
      onProgress(round, rounds, 'kills');
      const next = run.start();
      if (round % 2 === 1) await next.shows(/^ready\n/m);
      await new Promise((resolve) => setTimeout(resolve, lifeMs));
      if (!/^ready$/m.test(next.stdout)) killedBeforeReady += 1;
      next.signal('SIGKILL');
      await run.ended(next, null);
      await run.judge();
      kills += 1;
    }
  });
  return { ...result, kills, killedBeforeReady };
}

/**
 * Spread over the whole range whatever the chance, since few rounds would else say little; and more of them short, where
 * the server is starting or its clients are coming back: half of them below half a second.
 */
function lives(rounds: number, chance: Chance): readonly number[] {
  return chance.shuffled(rounds).map((place) => {
    const part = (place + chance.next()) / rounds;
    return Math.round(lifeMsMin + (lifeMsMax - lifeMsMin) * part ** 3);
  });
}
