/** Percentile distributions as HdrHistogram's own text, which its plotters read: in milliseconds, of all runs together. */

import { mergeHistograms } from '../load/histograms.ts';
import { contenderNames } from '../plan/contenders.ts';
import type { RunResult } from '../run/run.ts';
import type { ExportedFile } from './exported_file.ts';
import type { Results } from './results.ts';

const ticksPerHalf = 5;
const usPerMs = 1_000;

/** What is written of each contender and point, by the middle of the file's name. */
const distributions: Readonly<Record<string, (run: RunResult) => string>> = {
  response: ({ open }) => open.load.response,
  service: ({ open }) => open.load.service,
  lag: ({ open }) => open.load.lag,
  'probe-response': ({ open }) => open.probe.response,
};

export function percentileFiles({ points, runs }: Results): readonly ExportedFile[] {
  return points.flatMap(({ id }, index) =>
    contenderNames.flatMap((contender) => {
      const own = runs.filter((run) => run.point === id && run.contender === contender);
      if (own.length === 0) return [];
      return Object.entries(distributions).map(([what, encodedOf]) => ({
        name: `${fileName(id, index)}.${contender}.${what}.hgrm`,
        text: mergeHistograms(own.map(({ result }) => encodedOf(result))).outputPercentileDistribution(
          ticksPerHalf,
          usPerMs,
        ),
      }));
    }),
  );
}

/** Ids of points may come from a user's own file: two that differ only in what no name may have stay apart by their place. */
function fileName(id: string, index: number): string {
  const plain = id.replaceAll(/[^A-Za-z0-9._]+/g, '-').replace(/^[.-]+/, '_');
  return plain === id ? id : `${plain}-${index}`;
}
