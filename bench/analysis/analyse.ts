/** From everything that was measured to what follows from it. Pure: the same results always give the same analysis. */

import { moreGeneratorsId } from '../experiment/more_generators.ts';
import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { Point, Results } from '../results/results.ts';
import type { Analysis, Comparison, MetricName } from './analysis.ts';
import { type MeasuredRun, measured } from './blocks.ts';
import { exploratoryComparisons, headlineComparisons, selfComparisonsAt } from './comparisons.ts';
import { deliveryComparisons } from './deliveries.ts';
import { heldBackOf } from './held_back.ts';
import { summaryOf } from './summaries.ts';
import { validityOf } from './validity.ts';

export function analyse(results: Results): Analysis {
  const points = results.points.map((point) => analysePoint(results, point));
  const sums = {
    selfComparisons: points.flatMap(({ selfComparisons }) => selfComparisons),
    headline: points.flatMap(({ headline }) => headline),
    exploratory: points.flatMap(({ exploratory }) => exploratory),
    summaries: points.flatMap(({ summaries }) => summaries),
    blocks: Math.max(0, ...points.map(({ blocks }) => blocks)),
  };
  const grpcWins = [...sums.headline, ...sums.exploratory].filter(isWonByGrpc);
  return { validity: validityOf(results, sums), ...sums, grpcWins, deliveries: deliveryComparisons(results) };
}

/** The headline alone, without all the rest: to see after each block whether it is precise enough. */
export function analyseHeadline(results: Results): readonly Comparison[] {
  return results.points
    .filter(({ headline }) => headline)
    .flatMap((point) => {
      const runs = runsAt(results, point);
      return headlineComparisons(point, runs, selfComparisonsAt(point, runs), () => []);
    });
}

function analysePoint(results: Results, point: Point) {
  const runs = runsAt(results, point);
  const summaries = contenderNames.flatMap((contender) => summaryOf(results, point, contender, runs) ?? []);
  const selfComparisons = selfComparisonsAt(point, runs);
  const limitedBy = (metric: MetricName, to: Contender): readonly Contender[] =>
    heldBackOf(
      summaries.filter(({ contender }) => contender === 'wire' || contender === to),
      metric,
    );
  return {
    selfComparisons,
    summaries,
    headline: point.headline ? headlineComparisons(point, runs, selfComparisons, limitedBy) : [],
    exploratory: isCheck(results, point) ? [] : exploratoryComparisons(point, runs, selfComparisons, limitedBy),
    blocks: wholeBlocks(point, runs),
  };
}

function runsAt(results: Results, point: Point): readonly MeasuredRun[] {
  return results.runs.filter((run) => run.point === point.id).map(measured);
}

/** Of the load generators: the same load again, by one more. A second answer to the same question is no finding. */
function isCheck({ points }: Results, { id }: Point): boolean {
  return points.some((point) => moreGeneratorsId(point.id) === id);
}

/** Every contender that is run there twice. */
function wholeBlocks({ ratePerSecond }: Point, runs: readonly MeasuredRun[]): number {
  const whole = 2 * contenderNames.filter((contender) => ratePerSecond[contender] > 0).length;
  const counts = new Map<number, number>();
  for (const { block } of runs) counts.set(block, (counts.get(block) ?? 0) + 1);
  return [...counts.values()].filter((count) => count === whole).length;
}

function isWonByGrpc({ verdict }: Comparison): boolean {
  return (verdict.kind === 'better' || verdict.kind === 'realSmall') && verdict.who === 'grpc';
}
