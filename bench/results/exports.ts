/** Results for other programs: percentile files, tables and the lines of a dashboard. Knows their formats; writes no file. */

import type { Analysis } from '../analysis/analysis.ts';
import { metricNames } from '../analysis/analysis.ts';
import { type MeasuredRun, measured } from '../analysis/blocks.ts';
import { metrics } from '../analysis/metrics.ts';
import { contenderNames } from '../plan/contenders.ts';
import { csv } from './csv.ts';
import { dashboardFiles } from './dashboard_export.ts';
import type { ExportedFile } from './exported_file.ts';
import { percentileFiles } from './percentile_export.ts';
import type { Results } from './results.ts';

export type { ExportedFile } from './exported_file.ts';

export function exportsOf(results: Results, analysis: Analysis): readonly ExportedFile[] {
  const runs = results.runs.map(measured);
  return [
    { name: 'runs.csv', text: csv(runColumns, runs.map(runRow)) },
    { name: 'comparisons.csv', text: csv(comparisonColumns, comparisonRows(analysis)) },
    { name: 'metrics.csv', text: csv(['metric', 'label', 'unit', 'better', 'meaning'], metricRows()) },
    ...dashboardFiles(results, runs),
    ...percentileFiles(results),
  ];
}

const runColumns = [
  ...['point', 'block', 'order', 'contender', 'twin', 'seed', 'startedAt', 'warmUpMs', 'settled'],
  ...[
    'offered',
    'completed',
    'refused',
    'answeredInPart',
    'heldBack',
    'backlogAtStart',
    'backlogAtEnd',
    'generators',
    'sockets',
  ],
  ...metricNames,
];

function runRow({ point, block, order, contender, twin, seed, generators, result, values }: MeasuredRun) {
  const { warmUp, open } = result;
  return [
    ...[point, block, order, contender, twin, seed, result.startedAt, warmUp.ms, warmUp.settled],
    ...[open.offered, open.completed, open.refused, open.answeredInPart, open.heldBack],
    ...[open.backlogAtStart, open.backlogAtEnd, generators, result.sockets],
    ...metricNames.map((metric) => values[metric]),
  ];
}

const comparisonColumns = [
  ...['family', 'point', 'metric', 'to', 'wire', 'grpc', 'advantage', 'low', 'high', 'blocks', 'p', 'pHolm', 'margin'],
  ...['verdict', 'who', 'moreBlocks', 'preliminary', ...contenderNames.map((name) => `${name}GeneratorLimited`)],
];

function comparisonRows({ headline, exploratory }: Analysis) {
  const families = [
    ['headline', headline],
    ['exploratory', exploratory],
  ] as const;
  return families.flatMap(([family, comparisons]) =>
    comparisons.map(({ point, metric, to, wire, grpc, advantage, blocks, p, pHolm, margin, verdict, ...rest }) => [
      ...[
        family,
        point,
        metric,
        to,
        wire,
        grpc,
        advantage.mean,
        advantage.low,
        advantage.high,
        blocks,
        p,
        pHolm,
        margin,
      ],
      ...[verdict.kind, 'who' in verdict ? verdict.who : undefined],
      ...['moreBlocks' in verdict ? verdict.moreBlocks : undefined, rest.preliminary],
      ...contenderNames.map((name) => rest.generatorLimited.includes(name)),
    ]),
  );
}

function metricRows() {
  return metricNames.map((name) => {
    const { label, unit, better, meaning } = metrics[name];
    return [name, label, unit, better, meaning];
  });
}
