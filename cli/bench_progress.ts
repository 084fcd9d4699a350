/** How far a bench is: one line that is rewritten on a terminal, lines now and then elsewhere. On standard error. */

import type { WriteStream } from 'node:tty';
import type { ExperimentProgress, OnProgress } from '../bench/experiment/progress.ts';
import { progressLine } from '../bench/report/terminal/progress_line.ts';
import { terminalOptions } from '../bench/report/terminal/terminal_options.ts';

export interface BenchProgress {
  readonly update: OnProgress;
  /** Leaves nothing of the line. */
  stop(): void;
}

/** Without a terminal there is a line for each phase and block, and within them not more often than this. */
const lineEveryMs = 30_000;
/** Back to the line's beginning, and nothing of what was there. */
const rewritten = '\r\u001b[K';

export function benchProgress(): BenchProgress {
  const { stderr } = process;
  const widths = widthsOfBlocks();
  if (!stderr.isTTY) return lineProgress(widths);
  return {
    // A line that fills the terminal could wrap, and then could not be taken back.
    update: (progress) =>
      void stderr.write(`${rewritten}${progressLine(page(stderr, -1), progress, widths(progress))}`),
    stop: () => void stderr.write(rewritten),
  };
}

function lineProgress(widths: ReturnType<typeof widthsOfBlocks>): BenchProgress {
  let place = '';
  let lineMs = Number.NEGATIVE_INFINITY;
  return {
    update(progress) {
      const before = widths(progress);
      const here = placeOf(progress);
      const nowMs = performance.now();
      if (here === place && nowMs - lineMs < lineEveryMs) return;
      place = here;
      lineMs = nowMs;
      console.error(`bench: ${progressLine({ ...page(process.stderr), width: 110 }, progress, before)}`);
    },
    stop: () => {},
  };
}

function page(stream: WriteStream, more = 0) {
  const options = terminalOptions(stream, process.env);
  // A narrow terminal is as narrow as it is: a report may be wider, a line that is rewritten may not.
  return { ...options, width: Math.min(options.width, stream.columns ?? options.width) + more };
}

function placeOf(progress: ExperimentProgress): string {
  return progress.phase === 'blocks' ? `block ${progress.block}` : progress.phase;
}

/** How wide the widest interval was a block before, to see it narrow. */
function widthsOfBlocks(): (progress: ExperimentProgress) => number | undefined {
  let block = 0;
  let now: number | undefined;
  let before: number | undefined;
  return (progress) => {
    if (progress.phase !== 'blocks') return undefined;
    if (progress.block !== block) {
      before = now;
      now = progress.widest?.halfWidth;
      block = progress.block;
    }
    return before;
  };
}
