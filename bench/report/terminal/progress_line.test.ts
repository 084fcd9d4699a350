/** Progress fits in its line, and says first what matters most. */

import test from 'ava';
import { textWidth } from '../../../cli/chat/text_width.ts';
import type { BlocksProgress, ExperimentProgress } from '../../experiment/progress.ts';
import type { Page } from './page.ts';
import { progressLine } from './progress_line.ts';

const page: Page = { width: 120, color: false, unicode: true };

const blocks: BlocksProgress = {
  phase: 'blocks',
  block: 3,
  blocksMin: 12,
  blocksMax: 36,
  runsDone: 4,
  runs: 30,
  leftMs: 254_000,
  widest: { metric: 'responseP99', to: 'grpcSession', halfWidth: 0.052 },
  precision: 0.03,
};

test('a block, the time left, and the interval as it narrows', (t) => {
  t.is(
    progressLine(page, blocks, 0.081),
    'block 3 of 12 at least, about 5 min left, widest interval ±8.1 % → ±5.2 % (until ±3 %), run 5 of 30',
  );
  t.is(
    progressLine({ ...page, width: 200 }, blocks),
    'block 3 of 12 at least, about 5 min left, widest interval ±5.2 % (until ±3 %), run 5 of 30, response p99 vs gRPC session',
  );
});

test('on a narrow terminal what matters less is left out', (t) => {
  t.is(
    progressLine({ ...page, width: 80 }, blocks),
    'block 3 of 12 at least, about 5 min left, widest interval ±5.2 % (until ±3 %)',
  );
  t.is(progressLine({ ...page, width: 40 }, blocks), 'block 3 of 12 at least, about 5 min left');
  t.is(progressLine({ ...page, width: 10 }, blocks), 'block 3 o…');
});

test('nothing is said of what is not known yet, and nothing of an end that nobody knows', (t) => {
  const first = { ...blocks, block: 1, leftMs: undefined, widest: undefined, runsDone: 0 };
  t.is(progressLine(page, first), 'block 1 of 12 at least, run 1 of 30');
  t.is(progressLine(page, { ...first, blocksMax: 12 }), 'block 1 of 12, run 1 of 30');
  t.is(progressLine(page, { ...first, block: 13, runsDone: 30 }), 'block 13 of 36 at most, run 30 of 30');
});

const all: readonly ExperimentProgress[] = [
  { phase: 'facts' },
  { phase: 'ceilings', done: 0, total: 3, contender: 'wire', workload: 'deliver' },
  { phase: 'capacity', contender: 'grpcUnary', workload: 'deliver', ratePerSecond: 12_800, step: 4 },
  { phase: 'rates', done: 1, total: 9 },
  blocks,
  { phase: 'attribution', workload: 'deliver' },
  { phase: 'connections', contender: 'wire', done: 1, of: 9, text: `a text of its own ${'and on '.repeat(30)}` },
];

for (const progress of all) {
  test(`the line of ${progress.phase} fits whatever the terminal, in ASCII too`, (t) => {
    for (const width of [10, 20, 40, 80, 120]) {
      const line = progressLine({ ...page, width }, progress, 0.1);
      t.true(textWidth(line) <= width && line !== '', line);
      t.notRegex(line, /undefined|NaN|\n/);
      t.regex(progressLine({ ...page, width, unicode: false }, progress, 0.1), /^[\x20-\x7e]+$/);
    }
  });
}
