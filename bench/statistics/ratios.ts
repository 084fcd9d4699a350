/**
 * How many times one thing is another, over blocks, and how sure that is. Knows logarithms of ratios, one for each block;
 * nothing of what was measured.
 */

import type { Interval } from '../analysis/analysis.ts';
import { SeededRandom } from './random.ts';

/**
 * From so many blocks on, the interval is studentised by the bootstrap. With fewer, those resamples decide that repeat a
 * block or two, whose spread is chance: the interval comes out wide and lopsided, and covers no better than Student's own
 * (at 6 blocks: 94 % at a width of 1.13 of it), which is taken instead.
 */
export const bootstrapBlocksMin = 8;
/** An interval takes two. */
const intervalBlocksMin = 2;

const resamples = 4_000;
const alpha = 0.05;
const defaultSeed = 20_260_102;
/** Student's own, for two values, is 13. */
const quotientMax = 1_000;

/**
 * The geometric mean of ratios, from their natural logarithms, with a 95 % interval: bootstrap-t (Efron and Tibshirani,
 * "An Introduction to the Bootstrap", 1993, §12.5), seeded, so that the same blocks always give the same interval. Of
 * fewer than `intervalBlocksMin`: undefined. Where all are the same, all three are.
 */
export function geometricMeanRatio(logRatios: readonly number[], seed = defaultSeed): Interval | undefined {
  const count = logRatios.length;
  if (count < intervalBlocksMin) return undefined;
  const { mean, error } = momentsOf(logRatios);
  // What is left of a spread of 0 is rounding.
  if (error <= Number.EPSILON * 16 * Math.max(1, Math.abs(mean))) return interval(mean, mean, mean);
  const t = studentT(count - 1);
  const [low, high] =
    count < bootstrapBlocksMin ? [-t, t] : (studentisedQuantiles(logRatios, new SeededRandom(seed)) ?? [-t, t]);
  // Quantiles change sides: what the resamples' means were above theirs by, the truth is below this one by.
  return interval(mean, mean - high * error, mean - low * error);
}

/** Half of the interval's width, as a share of the ratio: 0.03 is ± 3 %. */
export function halfWidth({ low, high }: Interval): number {
  return Math.sqrt(high / low) - 1;
}

/**
 * Of (resample's mean - mean) / resample's own standard error: at α/2 and 1 - α/2. Undefined where so many resamples have
 * no spread, since nearly all blocks are the same, that a quantile is not finite.
 */
function studentisedQuantiles(values: readonly number[], random: SeededRandom): readonly [number, number] | undefined {
  const count = values.length;
  const { mean } = momentsOf(values);
  const deviations = values.map((value) => value - mean);
  const quotients = new Float64Array(resamples);
  for (let index = 0; index < resamples; index += 1) {
    let sum = 0;
    let squares = 0;
    for (let drawn = 0; drawn < count; drawn += 1) {
      const deviation = deviations[random.integer(count)] ?? 0;
      sum += deviation;
      squares += deviation * deviation;
    }
    const variance = Math.max(0, squares - (sum * sum) / count) / (count - 1);
    quotients[index] = sum === 0 ? 0 : sum / Math.sqrt(variance * count);
  }
  quotients.sort();
  const at = (share: number): number => quotients[Math.round(share * (resamples + 1)) - 1] ?? Number.NaN;
  const low = at(alpha / 2);
  const high = at(1 - alpha / 2);
  // Rounding leaves a little of a spread that is none.
  return Math.max(-low, high) < quotientMax ? [low, high] : undefined;
}

/**
 * As `geometricMeanRatio`, of two samples that have no pairs: `after` to `before`, both natural logarithms. Welch, "The
 * generalization of Student's problem when several different population variances are involved", Biometrika 34, 1947.
 */
export function unpairedRatio(before: readonly number[], after: readonly number[]): Interval | undefined {
  if (Math.min(before.length, after.length) < intervalBlocksMin) return undefined;
  const [first, second] = [momentsOf(before), momentsOf(after)];
  const mean = second.mean - first.mean;
  const variance = first.error ** 2 + second.error ** 2;
  if (variance === 0) return interval(mean, mean, mean);
  const freedom = variance ** 2 / (first.error ** 4 / (before.length - 1) + second.error ** 4 / (after.length - 1));
  const reach = studentT(freedom) * Math.sqrt(variance);
  return interval(mean, mean - reach, mean + reach);
}

/** The mean and its standard error. */
function momentsOf(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (count - 1) / count) };
}

function interval(mean: number, low: number, high: number): Interval {
  return { mean: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
}

/** Student's t, two-sided 5 %, of whole degrees of freedom: of others, the next lower whole one's, which is wider. */
function studentT(freedom: number): number {
  return studentT975[Math.max(1, Math.floor(freedom))] ?? studentT975.at(-1) ?? Number.NaN;
}

/** By degrees of freedom: Fisher and Yates, "Statistical Tables", table III. From 30 on the last. */
const studentT975 = [
  Number.NaN,
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228],
  ...[2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086],
  ...[2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042],
];
