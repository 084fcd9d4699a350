/** What follows from fan-out and backlog: medians over rounds, and ratios round by round with their intervals. Pure. */

import { decodeHistogram } from '../load/histograms.ts';
import { type Contender, type GrpcContender, grpcContenders } from '../plan/contenders.ts';
import type { BacklogCosts, BacklogRound, FanoutCosts, FanoutRound, Results } from '../results/results.ts';
import { median } from '../statistics/median.ts';
import { percentileUs } from '../statistics/percentiles.ts';
import { geometricMeanRatio } from '../statistics/ratios.ts';
import type { DeliveryComparison, Interval } from './analysis.ts';

export interface DeliveryFigure<Round> {
  readonly label: string;
  readonly better: 'more' | 'less';
  readonly unit: 'us' | 'perSecond';
  readonly of: (round: Round) => number;
}

export const fanoutFigures: readonly DeliveryFigure<FanoutRound>[] = [
  { label: 'first has it', better: 'less', unit: 'us', of: ({ firstUs }) => firstUs },
  { label: 'half have it', better: 'less', unit: 'us', of: ({ medianUs }) => medianUs },
  { label: 'all have it', better: 'less', unit: 'us', of: ({ lastUs }) => lastUs },
  { label: 'deliveries', better: 'more', unit: 'perSecond', of: ({ deliveriesPerSecond }) => deliveriesPerSecond },
];

/** `alone` and `meanwhile`: of the live senders' responses, without the catch-up and with it. */
export const backlogFigures: readonly DeliveryFigure<BacklogRound>[] = [
  { label: 'caught up', better: 'more', unit: 'perSecond', of: ({ messagesPerSecond }) => messagesPerSecond },
  { label: 'p50 alone', better: 'less', unit: 'us', of: ({ aloneP50Us }) => aloneP50Us },
  { label: 'p99 alone', better: 'less', unit: 'us', of: ({ aloneP99Us }) => aloneP99Us },
  { label: 'p50 meanwhile', better: 'less', unit: 'us', of: ({ catchingUpP50Us }) => catchingUpP50Us },
  { label: 'p99 meanwhile', better: 'less', unit: 'us', of: ({ catchingUpP99Us }) => catchingUpP99Us },
];

/** Undefined where no round was whole. */
export function figureOf<Round>(rounds: readonly Round[], { of }: DeliveryFigure<Round>): number | undefined {
  return rounds.length === 0 ? undefined : median(rounds.map(of));
}

export function deliveryComparisons({ fanout = [], backlog = [] }: Results): readonly DeliveryComparison[] {
  const groups = [...new Set(fanout.map(({ subscribers }) => subscribers))];
  return [
    ...groups.flatMap((group) => {
      const costs = fanout.filter(({ subscribers }) => subscribers === group);
      return compared(`fanout to ${group.toLocaleString('en-US')}`, costs, fanoutFigures);
    }),
    ...compared('backlog', backlog, backlogFigures),
  ];
}

/** How many times its own p99 without the catch-up a live sender's is with it; undefined of fewer than two rounds. */
export function catchUpCost({ rounds }: BacklogCosts): Interval | undefined {
  return geometricMeanRatio(rounds.map(({ catchingUpP99Us, aloneP99Us }) => Math.log(catchingUpP99Us / aloneP99Us)));
}

/** Over all rounds together; undefined where there are too few samples to believe it. */
export function pooledP99Us(costs: BacklogCosts, which: 'catchingUp' | 'alone'): number | undefined {
  return percentileUs(decodeHistogram(costs[which]), 99);
}

/** Whether fan-out or backlog was measured, and no load. */
export function isWithoutLoads({ points, runs, fanout = [], backlog = [] }: Results): boolean {
  return points.length + runs.length === 0 && fanout.length + backlog.length > 0;
}

/** Of event loops, from 0 to 1: medians over rounds. Undefined where no round was whole. */
export function utilisationOf(
  rounds: readonly Pick<FanoutRound, 'serverUtilisation' | 'receiverUtilisation'>[],
  which: 'serverUtilisation' | 'receiverUtilisation',
): number | undefined {
  return rounds.length === 0 ? undefined : median(rounds.map((round) => round[which]));
}

/** Every delivery that was wrong, with where it was. */
export function deliveryFaults({ fanout = [], backlog = [] }: Results): readonly {
  readonly where: string;
  readonly contender: Contender;
  readonly fault: string;
}[] {
  const at = (where: string, { contender, faults }: FanoutCosts | BacklogCosts) =>
    faults.map((fault) => ({ where, contender, fault }));
  return [
    ...fanout.flatMap((costs) => at(`fanout to ${costs.subscribers.toLocaleString('en-US')}`, costs)),
    ...backlog.flatMap((costs) => at('backlog', costs)),
  ];
}

function compared<Round extends { readonly round: number }>(
  where: string,
  costs: readonly { readonly contender: Contender; readonly rounds: readonly Round[] }[],
  figures: readonly DeliveryFigure<Round>[],
): readonly DeliveryComparison[] {
  const roundsOf = (contender: Contender): readonly Round[] =>
    costs.find((each) => each.contender === contender)?.rounds ?? [];
  return grpcContenders.flatMap((to) =>
    figures.flatMap((figure) => comparison(where, to, figure, roundsOf('wire'), roundsOf(to))),
  );
}

function comparison<Round extends { readonly round: number }>(
  where: string,
  to: GrpcContender,
  figure: DeliveryFigure<Round>,
  wire: readonly Round[],
  grpc: readonly Round[],
): readonly DeliveryComparison[] {
  const { label, better, unit, of } = figure;
  const logRatios = wire.flatMap((ours) => {
    const theirs = grpc.find(({ round }) => round === ours.round);
    if (theirs === undefined) return [];
    const ratio = of(ours) / of(theirs);
    return [better === 'more' ? Math.log(ratio) : -Math.log(ratio)];
  });
  const advantage = geometricMeanRatio(logRatios);
  const [wireMedian, grpcMedian] = [figureOf(wire, figure), figureOf(grpc, figure)];
  if (advantage === undefined || wireMedian === undefined || grpcMedian === undefined) return [];
  return [{ where, label, unit, to, wire: wireMedian, grpc: grpcMedian, advantage, rounds: logRatios.length }];
}
