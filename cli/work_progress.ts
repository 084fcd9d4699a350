/** How far a long piece of work is: a bar on a terminal, a line now and then elsewhere. On standard error. */

import { SingleBar } from 'cli-progress';
import type { OnProgress } from '../shared/ledger/sqlite/progress.ts';

export interface WorkProgressDisplay {
  readonly update: OnProgress;
  /** Leaves nothing of the bar. */
  stop(): void;
}

/** Without a terminal nothing is written about work that is done sooner than this, and then not more often. */
const lineEveryMs = 10_000;

export function workProgress(command: string): WorkProgressDisplay {
  return process.stderr.isTTY ? barProgress() : lineProgress(command);
}

/** What a bar leaves of a line for words. */
const besideBar = 38;

/** For a command that has something else to write where it would be shown. */
export const noProgress: WorkProgressDisplay = { update: () => {}, stop: () => {} };

function barProgress(): WorkProgressDisplay {
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {what}',
    barsize: 30,
    // A signal may end the process in the middle of it: a hidden cursor would stay hidden.
    hideCursor: false,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  let started = false;
  return {
    update({ done, total, what }) {
      // A line that wraps could not be taken back.
      const payload = { what: what.slice(0, Math.max(0, (process.stderr.columns ?? 80) - besideBar)) };
      if (!started) bar.start(total, done, payload);
      started = true;
      bar.setTotal(total);
      bar.update(done, payload);
    },
    stop: () => bar.stop(),
  };
}

function lineProgress(command: string): WorkProgressDisplay {
  let lineMs = performance.now();
  return {
    update({ done, total, what }) {
      const nowMs = performance.now();
      if (nowMs - lineMs < lineEveryMs) return;
      lineMs = nowMs;
      console.error(`${command}: ${Math.floor((done / total) * 100)} %, ${what}`);
    },
    stop: () => {},
  };
}
