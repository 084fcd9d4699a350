/**
 * The two files that github-action-benchmark draws over time (its tools customBiggerIsBetter and customSmallerIsBetter):
 * the headline metrics of each contender.
 */

import type { MeasuredRun } from '../analysis/blocks.ts';
import { headlineMetrics, type Metric, metrics } from '../analysis/metrics.ts';
import { contenderLabel, pointLabel } from '../analysis/texts.ts';
import { contenderNames } from '../plan/contenders.ts';
import { spreadOf } from '../statistics/median.ts';
import type { ExportedFile } from './exported_file.ts';
import type { Results } from './results.ts';

interface Entry {
  /** By which it is known from one bench to the next. */
  readonly name: string;
  readonly unit: string;
  /** The median over runs. */
  readonly value: number;
  readonly range: string;
  readonly extra: string;
}

const units: Readonly<Record<Metric['unit'], string>> = {
  us: 'µs',
  usPerMessage: 'µs/message',
  messagesPerSecond: 'messages/s',
  bytesPerMessage: 'B/message',
};

export function dashboardFiles(results: Results, runs: readonly MeasuredRun[]): readonly ExportedFile[] {
  return [
    { name: 'customBiggerIsBetter.json', text: jsonOf(entriesOf(results, runs, 'higher')) },
    { name: 'customSmallerIsBetter.json', text: jsonOf(entriesOf(results, runs, 'lower')) },
  ];
}

function entriesOf(results: Results, runs: readonly MeasuredRun[], better: Metric['better']): readonly Entry[] {
  const { machine, points } = results;
  const names = headlineMetrics.filter((name) => metrics[name].better === better);
  return points
    .filter(({ headline }) => headline)
    .flatMap((point) =>
      contenderNames.flatMap((contender) => {
        const own = runs.filter((run) => run.point === point.id && run.contender === contender);
        return names.flatMap((name) => {
          const values = own.flatMap((run) => run.values[name] ?? []);
          if (values.length === 0) return [];
          const { median, min, max } = spreadOf(values);
          return {
            name: `${contenderLabel(contender)}: ${metrics[name].label} (${point.workload.name})`,
            unit: units[metrics[name].unit],
            value: rounded(median),
            range: `${rounded(min)} to ${rounded(max)}`,
            extra: `${values.length} runs, ${pointLabel(point)}\n${machine.cpu}, ${machine.cores} cores, Node.js ${machine.node}`,
          };
        });
      }),
    );
}

/** Five digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

function jsonOf(entries: readonly Entry[]): string {
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}
