/** The highest rate that each contender keeps within the bound, and how it was searched. */

import { capacityText, ceilingText, count, peerLimitedText } from '../../analysis/texts.ts';
import { type Contender, contenders } from '../../plan/contenders.ts';
import type { Capacity, CapacityStep, Ceiling } from '../../results/results.ts';
import { heading, type Line, type Page, paragraph } from './page.ts';
import { contenderSpan, none, type Report } from './report_text.ts';
import { type Cell, table } from './table.ts';

const phases = ['doubling', 'bisection', 'confirmation'] as const satisfies readonly CapacityStep['phase'][];

export function capacitySection({ results, page }: Report): readonly Line[] {
  const workloads = [...new Set(results.capacities.map(({ workload }) => workload))];
  return workloads.flatMap((workload) => {
    const own = results.capacities.filter((capacity) => capacity.workload === workload);
    const ceilings = results.ceilings.filter((ceiling) => ceiling.workload === workload);
    return [
      ...heading(page, `Capacity: ${workload}, response p99 within ${own[0]?.sloMs ?? 0}\u00a0ms`),
      ...capacityTable(page, own, ceilings),
      ...own.flatMap((capacity) => searchLines(page, capacity)),
      ...paragraph(
        page,
        [
          'Kept: p99 within the bound, at least 99 % answered, nothing refused, and no growing backlog. ✓ kept, ✗ not. ' +
            'Ceiling: what the load generator itself does in a closed loop against a peer with canned replies.',
          ...(ceilings.some(({ limitedBy }) => limitedBy === 'peer') ? [peerLimitedText] : []),
        ].join(' '),
        { indent: 2, style: 'faint' },
      ),
    ];
  });
}

function capacityTable(page: Page, capacities: readonly Capacity[], ceilings: readonly Ceiling[]): readonly Line[] {
  const rows = capacities.map((capacity): readonly Cell[] => [
    contenderSpan(capacity.contender),
    capacityText(capacity),
    capacity.failedPerSecond === undefined ? none : `${count(capacity.failedPerSecond)}/s`,
    ceilingOf(ceilings, capacity.contender),
  ]);
  return table(page, [['', 'capacity', 'failed at', 'ceiling'], ...rows], { indent: 2 });
}

function ceilingOf(ceilings: readonly Ceiling[], contender: Contender): string {
  const ceiling = ceilings.find((candidate) => candidate.contender === contender);
  return ceiling === undefined ? none : ceilingText(ceiling);
}

function searchLines(page: Page, { contender, ratePerSecond, steps }: Capacity): readonly Line[] {
  const said = phases.flatMap((phase) => {
    const own = steps.filter((step) => step.phase === phase);
    return own.length === 0 ? [] : [`${phase} ${own.map(stepText).join(' ')}`];
  });
  if (said.length === 0) return [];
  const over = steps.filter((step) => !step.kept && step.ratePerSecond > ratePerSecond);
  const why = over.reduce<CapacityStep | undefined>(lowest, undefined);
  const reason = why === undefined ? '' : `. At ${count(why.ratePerSecond)}/s: ${why.reasons.join('; ') || 'not kept'}`;
  return paragraph(page, `${contenders[contender].label}: ${said.join(', ')}${reason}.`, { indent: 2, hanging: 2 });
}

function stepText({ ratePerSecond, kept }: CapacityStep): string {
  return `${count(ratePerSecond)}\u00a0${kept ? '✓' : '✗'}`;
}

function lowest(least: CapacityStep | undefined, step: CapacityStep): CapacityStep {
  return least !== undefined && least.ratePerSecond <= step.ratePerSecond ? least : step;
}
