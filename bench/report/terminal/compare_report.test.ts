/** Two made-up benches held against each other: what changed is said, and that it fits. */

import test from 'ava';
import { textWidth } from '../../../cli/chat/text_width.ts';
import { compareResults } from '../../results/compare_results.ts';
import type { Results } from '../../results/results.ts';
import { exampleResults } from '../../results/testing/example_results.ts';
import { renderCompareReport } from './compare_report.ts';
import type { Page } from './page.ts';

const page: Page = { width: 80, color: false, unicode: true };
const before = exampleResults({ blocks: 8, extent: 'headline' });
const slower = exampleResults({ blocks: 8, extent: 'headline', seed: 2, cost: { wire: 1.5 } });

function rendered(after: Results, on: Page = page, first = before): string {
  return renderCompareReport(compareResults(first, after), { before: first, after }, on);
}

test('what became worse is called so, and what did not is the same', (t) => {
  const text = rendered(slower);
  t.regex(text, /server CPU\/message\n +wire .* worse\n/);
  t.regex(text, /bytes\/message\n +wire .* same\n/);
  t.snapshot(`\n${text}`);
});

test('what became better has its mark to the right', (t) => {
  const text = rendered(before, { ...page, width: 120 }, slower);
  t.regex(text, /server CPU\/message\n +wire .* better .*│.*●/);
  t.regex(text, /worse ← │ → better/);
});

test('two benches that are not of the same are refused, with the reason', (t) => {
  const other = { ...slower, points: slower.points.map((point) => ({ ...point, id: `${point.id}-other` })) };
  t.regex(rendered(other), /^Not compared$/m);
  t.notRegex(rendered(other), /Headline/);
});

test('another machine is said before any figure', (t) => {
  const text = rendered({ ...slower, machine: { ...slower.machine, cpu: 'Another CPU' } });
  t.true(text.indexOf('Another CPU') > 0 && text.indexOf('Another CPU') < text.indexOf('Headline'));
});

for (const width of [80, 120]) {
  for (const unicode of [true, false]) {
    test(`no line is longer than ${width} columns, ${unicode ? 'with' : 'without'} Unicode`, (t) => {
      const text = rendered(
        exampleResults({ blocks: 3, seed: 3 }),
        { ...page, width, unicode },
        exampleResults({ blocks: 3 }),
      );
      t.deepEqual(
        text.split('\n').filter((line) => textWidth(line) > width),
        [],
      );
      t.notRegex(text, /NaN|undefined|Infinity|null/);
      if (!unicode) t.regex(text, /^[\n\x20-\x7e]*$/);
    });
  }
}
