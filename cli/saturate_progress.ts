/** How far a bench of the most that goes through is: a bar on a terminal, a line now and then elsewhere. On standard error, apart from the report. */

import { SingleBar } from 'cli-progress';
import { entrantLabel } from '../bench/saturation/plan.ts';
import type { BenchPlan, Progress } from '../bench/saturation/run.ts';

export interface SaturateProgress {
  update(progress: Progress): void;
  stop(): void;
}

/** Without a terminal a line is written each time another tenth is done. */
const linesCount = 10;

export function saturateProgress(plan: BenchPlan): SaturateProgress {
  return process.stderr.isTTY ? barProgress() : lineProgress(plan);
}

function barProgress(): SaturateProgress {
  const bar = new SingleBar({
    format: '{bar} {percentage}%, {left} left  {what}',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  let started = false;
  const startedMs = performance.now();
  return {
    update(progress) {
      const what = progress.next === undefined ? '' : describe(progress);
      const payload = { what, left: timeLeft(progress, performance.now() - startedMs) };
      if (started) bar.update(progress.done, payload);
      else bar.start(progress.total, progress.done, payload);
      started = true;
    },
    stop: () => bar.stop(),
  };
}

function lineProgress(plan: BenchPlan): SaturateProgress {
  const startedMs = performance.now();
  let lines = 0;
  return {
    update(progress) {
      if (progress.done * linesCount < lines * progress.total) return;
      lines += 1;
      const percent = Math.round((progress.done / progress.total) * 100);
      const left = progress.done === 0 ? '' : `, ${timeLeft(progress, performance.now() - startedMs)} left`;
      console.error(`bench: ${percent} % of ${plan.rounds} rounds${left}`);
    },
    stop: () => {},
  };
}

function describe({ round, next }: Progress): string {
  if (next === undefined) return '';
  const place = round === 0 ? 'warming up' : `round ${round}`;
  return `${place}: ${entrantLabel(next)}, ${next.scenario}, ${next.window} outstanding`;
}

function timeLeft({ done, total }: Progress, elapsedMs: number): string {
  if (done === 0) return '…';
  const seconds = Math.round(((elapsedMs / done) * (total - done)) / 1_000);
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
