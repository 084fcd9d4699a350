/** Whether, and how far, the rest of an analysis is to be believed: each line with a fact, and whether it is as it should be. */

import type { Results } from '../results/results.ts';
import { isMissing, type Missing, type OpenLoopResult } from '../run/run.ts';
import { halfWidth } from '../statistics/ratios.ts';
import { sum } from '../statistics/sum.ts';
import { equivalenceMarginMax, marginMin, reachOf } from '../statistics/verdict.ts';
import type { Analysis, ValidityLine } from './analysis.ts';
import { deliveryFaults, isWithoutLoads } from './deliveries.ts';
import { isProbeLate } from './held_back.ts';
import { headlineMetrics, metrics } from './metrics.ts';
import { contenderLabel, list, percent, pointLabel } from './texts.ts';

/** Of one CPU: others who use more than this make figures that are theirs. */
const loadAverageMax = 0.5;
/** Of the time of all CPUs, taken by whoever runs the machine itself. */
const stolenShareMax = 0.01;
const achievedShareMin = 0.99;
/** A run ends with a few requests on their way, and may have begun with none. */
const onTheirWayMax = 5;

type Sums = Omit<Analysis, 'validity' | 'grpcWins' | 'deliveries'>;

export function validityOf(results: Results, sums: Sums): readonly ValidityLine[] {
  return [
    ...(isWithoutLoads(results) ? [partsLine(results)] : loadLines(results, sums)),
    ...deliveryLines(results),
    ...machineLines(results),
    ...missingLines(results),
  ];
}

function loadLines(results: Results, sums: Sums): readonly ValidityLine[] {
  return [
    blocksLine(results, sums),
    ...selfLines(sums),
    ...precisionLine(results, sums),
    ...coverageLines(results, sums),
    unsettledLine(results),
    ...overloadLines(results, sums),
    ...generatorLines(results, sums),
    ...probeLines(results, sums),
  ];
}

/** Of a bench that was asked for fan-out or backlog, and for no load: all that is said of loads would be of nothing. */
function partsLine({ interrupted, error, configuration, fanout = [], backlog = [] }: Results): ValidityLine {
  const rounds = Math.min(...[...fanout, ...backlog].map((costs) => costs.rounds.length));
  const texts = [`${rounds} rounds, every contender in each; order shuffled by seed ${configuration.seed}`];
  if (rounds < 2) texts.push('an interval takes 2');
  if (interrupted) texts.push(`stopped before its end${error === undefined ? '' : `, by an error: ${error}`}`);
  return { ok: rounds >= 2 && !interrupted, text: texts.join('; ') };
}

function blocksLine({ interrupted, error, configuration }: Results, { blocks, headline }: Sums): ValidityLine {
  const preliminary = headline.some((comparison) => comparison.preliminary);
  const texts = [`${blocks} ${blocks === 1 ? 'block' : 'blocks'}, every contender twice at every point of each`];
  texts.push(`order shuffled by seed ${configuration.seed}`);
  if (blocks < 2) texts.push('an interval takes 2');
  else if (preliminary) texts.push('too few for any difference to pass its correction: verdicts are preliminary');
  if (interrupted) texts.push(`stopped before its end${error === undefined ? '' : `, by an error: ${error}`}`);
  return { ok: blocks >= 2 && !preliminary && !interrupted, text: texts.join('; ') };
}

/** A/A: the floor under every difference. */
function selfLines({ selfComparisons, headline }: Sums): readonly ValidityLine[] {
  const points = new Set(headline.map(({ point }) => point));
  const own = selfComparisons.filter(({ metric, point }) => points.has(point) && headlineMetrics.includes(metric));
  const reaches = headlineMetrics
    .filter((metric) => own.some((self) => self.metric === metric))
    .map((metric) => ({
      metric,
      reach: reachOf(own.filter((self) => self.metric === metric).map(({ ratio }) => ratio)),
    }));
  const [worst] = reaches.toSorted((left, right) => right.reach - left.reach);
  if (worst === undefined) return [{ ok: false, text: 'nothing was compared with itself' }];
  const found = own.filter(({ ratio }) => ratio.low > 1 || ratio.high < 1).length;
  // Binomial: more than three times as many as chance makes come by chance about once in a hundred times.
  const foundMax = Math.max(2, Math.ceil(own.length * 0.05 * 3));
  return [
    {
      ok: worst.reach <= equivalenceMarginMax,
      text: `A/A: the same, compared with itself, may seem to differ by ${percent(worst.reach)} in ${metrics[worst.metric].label}, by less in the others; what is within that, or within ${percent(marginMin)}, is not told apart`,
    },
    {
      ok: found <= foundMax,
      text: `A/A: ${found} of ${own.length} comparisons of the same with itself find a difference; chance alone makes about ${Math.round(own.length * 0.05)}`,
    },
  ];
}

function precisionLine({ configuration: { precision } }: Results, { headline }: Sums): readonly ValidityLine[] {
  if (headline.length === 0) return [];
  const precise = headline.filter(({ advantage }) => halfWidth(advantage) <= precision).length;
  return [
    {
      ok: precise === headline.length,
      text: `${precise} of ${headline.length} headline intervals are as narrow as ± ${percent(precision)}`,
    },
  ];
}

/** Headline metrics that are not there, and why. */
function coverageLines({ points, runs }: Results, { headline }: Sums): readonly ValidityLine[] {
  const point = points.find((candidate) => candidate.headline);
  if (point === undefined || !runs.some((run) => run.point === point.id)) return [];
  const absent = headlineMetrics.filter((metric) => !headline.some((comparison) => comparison.metric === metric));
  if (absent.length === 0) return [];
  const labels = absent.map((metric) => metrics[metric].label);
  return [{ ok: false, text: `not compared, for want of samples, blocks or sources: ${list(labels)}` }];
}

function unsettledLine({ runs }: Results): ValidityLine {
  const unsettled = runs.filter(({ result }) => !result.warmUp.settled).length;
  if (unsettled === 0) return { ok: true, text: `all ${runs.length} runs settled before they were measured` };
  return { ok: false, text: `${unsettled} of ${runs.length} runs never settled; they are flagged, and kept` };
}

function overloadLines({ points, runs }: Results, { summaries }: Sums): readonly ValidityLine[] {
  const lines: ValidityLine[] = [];
  for (const point of points) {
    const behind = summaries.filter((summary) => {
      const own = runs.filter((run) => run.point === point.id && run.contender === summary.contender);
      return summary.point === point.id && isBehind(own.map(({ result }) => result.open));
    });
    if (behind.length === 0) continue;
    const names = list(behind.map(({ contender }) => contenderLabel(contender)));
    const text = `${pointLabel(point)}: ${names} did not do what was offered, so latencies there are of a growing queue`;
    lines.push({ ok: false, text });
  }
  const refused = sum(runs.map(({ result }) => result.open.refused));
  if (refused > 0) lines.push({ ok: false, text: `${refused} requests were refused by a server` });
  return lines;
}

function isBehind(runs: readonly OpenLoopResult[]): boolean {
  const offered = sum(runs.map((open) => open.offered));
  const behind = offered - sum(runs.map((open) => open.answeredInPart));
  return behind > Math.max((1 - achievedShareMin) * offered, onTheirWayMax * runs.length);
}

function generatorLines({ points, ceilings }: Results, { summaries }: Sums): readonly ValidityLine[] {
  const lines: ValidityLine[] = [];
  if (ceilings.length === 0) {
    lines.push({ ok: false, text: 'what the load generator itself can do was not measured' });
  }
  for (const point of points) {
    const limited = summaries.filter(
      (summary) => summary.point === point.id && summary.limits.some(({ kind }) => kind === 'generator'),
    );
    if (limited.length === 0) continue;
    const names = list(limited.map(({ contender }) => contenderLabel(contender)));
    lines.push({ ok: false, text: `${pointLabel(point)}: the load generator held back ${names}` });
  }
  return lines;
}

/** Of the headline alone, since its latency is the probe's. */
function probeLines({ points }: Results, { summaries }: Sums): readonly ValidityLine[] {
  const ids = points.filter(({ headline }) => headline).map(({ id }) => id);
  const own = summaries.filter(({ point }) => ids.includes(point));
  const late = own.filter(isProbeLate).map(({ contender, probeLagShare = 0 }) => {
    return `${percent(probeLagShare)} with ${contenderLabel(contender)}`;
  });
  const short = own.flatMap(({ contender, probeLimits }) => {
    return probeLimits.map((text) => ({ ok: false, text: `the probe, with ${contenderLabel(contender)}: ${text}` }));
  });
  if (late.length === 0) return short;
  const text = `of the median response of the probe, so much is its own lateness in waking up: ${list(late)}; so a fast contender seems slower than it is`;
  return [...short, { ok: false, text }];
}

/** One that was wrong is a fault of the contender, and not of the bench: what was measured before it stays. */
function deliveryLines(results: Results): readonly ValidityLine[] {
  return deliveryFaults(results).map(({ where, contender, fault }) => {
    return { ok: false, text: `a delivery was wrong: ${where}, ${contenderLabel(contender)}: ${fault}` };
  });
}

function machineLines({ machine, configuration, runs }: Results): readonly ValidityLine[] {
  const lines: ValidityLine[] = [];
  const load = machine.loadAverage;
  lines.push({ ok: load <= loadAverageMax, text: `load average ${load.toFixed(2)} when it began` });
  lines.push(
    configuration.pinned
      ? { ok: true, text: 'server and clients are pinned to different cores, as far as the kernel tells of them' }
      : { ok: false, text: `server, load generators and probe share ${machine.cores} cores` },
  );
  const systems = runs.flatMap(({ result }) => (isMissing(result.system) ? [] : [result.system]));
  const stolen = sum(systems.map(({ stolenUs }) => stolenUs));
  const share = stolen / (sum(systems.map(({ elapsedMs }) => elapsedMs)) * 1_000 * machine.cores);
  if (share > stolenShareMax) {
    lines.push({ ok: false, text: `other machines on the same hardware took ${percent(share)} of the CPU time` });
  }
  return lines;
}

function missingLines({ machine, runs, counted, unmeasured = [] }: Results): readonly ValidityLine[] {
  const reasons = new Map<string, string>();
  const note = (what: string, value: number | object): void => {
    if (typeof value === 'object' && isMissing(value)) reasons.set(what, (value as Missing).missing);
  };
  for (const { result } of runs) {
    note('CPU of the machine', result.system);
    note('bytes on the socket', result.traffic.socket);
    if (counted === undefined) note('bytes and packets with headers', result.traffic.network);
    for (const use of [result.server, ...result.generators, result.probe])
      note('waiting for a CPU', use.runQueueWaitUs);
  }
  for (const { traffic } of counted ?? []) {
    note('bytes and packets with headers', isMissing(traffic) ? traffic : traffic.network);
  }
  const known = machine.governor;
  if (typeof known === 'object') reasons.set('CPU governor', known.missing);
  for (const { what, missing } of unmeasured) reasons.set(what, missing);
  return [...reasons].map(([what, reason]) => ({ ok: false, text: `${what} is not known: ${reason}` }));
}
