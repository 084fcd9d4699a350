/** Where the ticks of an axis go, and how far it reaches. Pure. */

/** Around all values that can be on a logarithmic axis, with some air; undefined where there are none. */
export function logDomain(values: readonly number[]): readonly [number, number] | undefined {
  const positive = values.filter((value) => Number.isFinite(value) && value > 0);
  if (positive.length === 0) return undefined;
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  const air = Math.max((high / low) ** 0.08, 1.15);
  return [low / air, high * air];
}

/** From 0 to above all values; undefined where there are none. */
export function linearDomain(values: readonly number[]): readonly [number, number] | undefined {
  const finite = values.filter((value) => Number.isFinite(value) && value >= 0);
  if (finite.length === 0) return undefined;
  return [0, Math.max(...finite) * 1.08 || 1];
}

const fine = [1, 1.5, 2, 3, 5, 7] as const;
const mantissas = [[1, 2, 5], [1, 3], [1]] as const;
/** Up to this high over low the fine ones have room. */
const fineSpanMax = 8;

/** Round numbers within the domain, as many as are allowed: 1, 1.5, 2, 3, 5, 7 where little is spanned; else 1, 2, 5; or 1, 3; or powers of ten. */
export function logTicks([low, high]: readonly [number, number], ticksMax: number): readonly number[] {
  const decades = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)));
  const within = (value: number): boolean => value >= low * 0.999 && value <= high * 1.001;
  for (const steps of high / low <= fineSpanMax ? [fine, ...mantissas] : mantissas) {
    const ticks = decades.flatMap((decade) => steps.map((step) => step * 10 ** decade)).filter(within);
    if (ticks.length <= ticksMax) return ticks.length >= 2 ? ticks : endTicks(low, high);
  }
  const stride = Math.ceil(decades.length / ticksMax);
  return decades.filter((_, index) => index % stride === 0).flatMap((decade) => [10 ** decade].filter(within));
}

const ratios = [
  0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500,
] as const;

/** On an axis of ratios around 1, which always has its tick: as dense as leaves room for `ticksMax` over the whole. */
export function ratioTicks([low, high]: readonly [number, number], ticksMax: number): readonly number[] {
  const gap = Math.log(high / low) / ticksMax;
  const within = ratios.filter((ratio) => ratio >= low && ratio <= high);
  const outwards = (candidates: readonly number[]): readonly number[] => {
    const kept: number[] = [];
    for (const ratio of candidates) if (Math.abs(Math.log(ratio / (kept.at(-1) ?? 1))) >= gap) kept.push(ratio);
    return kept;
  };
  const below = outwards(within.filter((ratio) => ratio < 1).toReversed());
  return [...below.toReversed(), 1, ...outwards(within.filter((ratio) => ratio > 1))];
}

/** Where less than two round numbers lie within: two that are rounded. */
function endTicks(low: number, high: number): readonly number[] {
  const middle = Math.sqrt(low * high);
  return [...new Set([low * 1.02, middle, high * 0.98].map((value) => Number(value.toPrecision(2))))].filter(
    (value) => value >= low && value <= high,
  );
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
