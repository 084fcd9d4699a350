/** Where the CPU of a message goes, where that was measured. */

import { microseconds } from '../../analysis/texts.ts';
import { type AttributedPart, type Attribution, attributedParts } from '../../results/results.ts';
import { isMissing } from '../../run/run.ts';
import { blank, heading, type Line, type Page, paragraph } from './page.ts';
import { contenderSpan, missingReasons, none, type Report } from './report_text.ts';
import { type Cell, table } from './table.ts';

const partTexts: Readonly<Record<AttributedPart, { readonly label: string; readonly letter: string }>> = {
  codec: { label: 'codec', letter: 'c' },
  framing: { label: 'framing, wake-ups, the rest', letter: 'f' },
  systemCalls: { label: 'system calls', letter: 'S' },
  core: { label: 'core', letter: 'k' },
  disk: { label: 'disk', letter: 'd' },
};

export function attributionSection({ results, page }: Report): readonly Line[] {
  const workloads = [...new Set(results.attribution.map(({ workload }) => workload))];
  if (workloads.length === 0) return [];
  return workloads.flatMap((workload) => {
    const own = results.attribution.filter((attribution) => attribution.workload === workload);
    return [
      ...heading(page, `Where the CPU of a message goes: ${workload}`),
      ...partsTable(page, own),
      blank,
      ...bars(page, own),
      ...notes(page, own),
    ];
  });
}

function partsTable(page: Page, attributions: readonly Attribution[]): readonly Line[] {
  const rows = attributedParts.map((part): readonly Cell[] => [
    `${partTexts[part].letter}  ${partTexts[part].label}`,
    ...attributions.map((attribution) => {
      const us = partUs(attribution, part);
      return us === undefined ? none : microseconds(us);
    }),
  ]);
  const sums = attributions.map((attribution) => {
    const whole = attributedParts.every((part) => partUs(attribution, part) !== undefined);
    return `${whole ? '' : '≥ '}${microseconds(sumUs(attribution))}`;
  });
  const head: readonly Cell[] = ['', ...attributions.map(({ contender }) => contenderSpan(contender))];
  return table(page, [head, ...rows, ['   in all', ...sums]], { indent: 2 });
}

/** One bar each on one scale, made of letters, so that parts can be told apart without colours. */
function bars(page: Page, attributions: readonly Attribution[]): readonly Line[] {
  const columns = page.width - 20;
  const most = Math.max(...attributions.map(sumUs));
  if (!(most > 0)) return [];
  const rows = attributions.map((attribution): readonly Cell[] => [
    contenderSpan(attribution.contender),
    bar(attribution, columns / most),
  ]);
  return table(page, rows, { indent: 2, align: ['left'], shrink: 1 });
}

/** Each part ends where the sum so far ends, so that rounding adds nothing up. */
function bar(attribution: Attribution, columnsPerUs: number): string {
  const drawn = attributedParts.reduce(
    ({ text, us }, part) => {
      const end = us + Math.max(0, partUs(attribution, part) ?? 0);
      return { text: text.padEnd(Math.round(end * columnsPerUs), partTexts[part].letter), us: end };
    },
    { text: '', us: 0 },
  );
  return drawn.text;
}

function notes(page: Page, attributions: readonly Attribution[]): readonly Line[] {
  const values = attributions.flatMap(({ parts }) => parts.map(({ usPerMessage }) => usPerMessage));
  const said = [
    'Microseconds of one core, server and client together.',
    ...new Set(attributions.flatMap((attribution) => attribution.notes)),
    ...missingReasons(values).map((reason) => `${none}: not measured: ${reason}`),
  ];
  return said.flatMap((text) => paragraph(page, text, { indent: 2, hanging: 2, style: 'faint' }));
}

function partUs({ parts }: Attribution, name: AttributedPart): number | undefined {
  const us = parts.find((part) => part.name === name)?.usPerMessage;
  return us === undefined || (typeof us === 'object' && isMissing(us)) ? undefined : us;
}

function sumUs(attribution: Attribution): number {
  return attributedParts.reduce((sum, part) => sum + (partUs(attribution, part) ?? 0), 0);
}
