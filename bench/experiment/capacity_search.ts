/**
 * The search for the highest rate that is kept: doubling, then bisection, then confirmation by repeated tries. Knows
 * rates and whether they were kept; nothing of what a try is.
 */

import type { CapacityStep } from '../results/results.ts';

/** What came of one rate. */
export interface Try extends Omit<CapacityStep, 'phase' | 'ratePerSecond'> {
  /** Of a rate that was not kept: whether that says nothing of the server. */
  readonly generatorLimited: boolean;
}

export interface SearchBounds {
  readonly startPerSecond: number;
  /** Nothing under it is tried, and nothing over it: beyond, only the load generator would be measured. */
  readonly ratePerSecondMin: number;
  readonly ratePerSecondMax: number;
  /** 0.05: until the lowest that was not kept is at most 5 % over the highest that was. */
  readonly precision: number;
  /** How often a rate has to be kept again, each time, to count. */
  readonly confirmations: number;
  /** Of doubling and bisection together. */
  readonly stepsMax: number;
  /** How many rates are tried to be confirmed, each lower than the one before. */
  readonly candidatesMax: number;
}

export interface Found {
  readonly ratePerSecond: number;
  readonly failedPerSecond: number | undefined;
  readonly steps: readonly CapacityStep[];
}

export async function searchCapacity(
  attempt: (ratePerSecond: number, phase: CapacityStep['phase']) => Promise<Try>,
  bounds: SearchBounds,
): Promise<Found> {
  const search = new Search(attempt, bounds);
  await search.double();
  await search.bisect();
  return { ratePerSecond: await search.confirm(), failedPerSecond: search.failedPerSecond, steps: search.steps };
}

class Search {
  readonly #attempt: (ratePerSecond: number, phase: CapacityStep['phase']) => Promise<Try>;
  readonly #bounds: SearchBounds;
  readonly steps: CapacityStep[] = [];
  /** The highest kept, and the lowest not kept, whatever the reason. */
  #kept = 0;
  #lost = Number.POSITIVE_INFINITY;
  /** The lowest not kept for a reason of the server's. */
  failedPerSecond: number | undefined;

  constructor(attempt: Search['try'], bounds: SearchBounds) {
    this.#attempt = attempt;
    this.#bounds = bounds;
  }

  /** Up while it is kept; or down until it is, where even the first is not. */
  async double(): Promise<void> {
    const { startPerSecond, ratePerSecondMin, ratePerSecondMax } = this.#bounds;
    let rate = Math.max(ratePerSecondMin, Math.min(startPerSecond, ratePerSecondMax));
    while (this.#mayGoOn()) {
      const { kept } = await this.try(rate, 'doubling');
      if (kept && (this.#lost < Number.POSITIVE_INFINITY || rate >= ratePerSecondMax)) return;
      if (!kept && (this.#kept > 0 || rate <= ratePerSecondMin)) return;
      rate = kept ? Math.min(2 * rate, ratePerSecondMax) : Math.max(rate / 2, ratePerSecondMin);
    }
  }

  async bisect(): Promise<void> {
    while (this.#kept > 0 && Number.isFinite(this.#lost) && this.#mayGoOn()) {
      if (this.#lost / this.#kept <= 1 + this.#bounds.precision) return;
      await this.try(Math.sqrt(this.#lost * this.#kept), 'bisection');
    }
  }

  /** The highest rate that is kept again each time; 0 where none is, or none was kept at all. */
  async confirm(): Promise<number> {
    const { candidatesMax, precision, ratePerSecondMin } = this.#bounds;
    let candidate = this.#kept;
    for (let tried = 0; tried < candidatesMax && candidate >= ratePerSecondMin; tried += 1) {
      if (await this.#confirmed(candidate)) return roundedRate(candidate);
      candidate /= 1 + precision;
    }
    return 0;
  }

  async #confirmed(ratePerSecond: number): Promise<boolean> {
    for (let again = 0; again < this.#bounds.confirmations; again += 1) {
      const { kept } = await this.try(ratePerSecond, 'confirmation');
      if (!kept) return false;
    }
    return true;
  }

  async try(asked: number, phase: CapacityStep['phase']): Promise<Try> {
    const ratePerSecond = roundedRate(asked);
    const tried = await this.#attempt(ratePerSecond, phase);
    const { p99Us, achieved, kept, reasons, generatorLimited } = tried;
    this.steps.push({ ratePerSecond, phase, p99Us, achieved, kept, reasons });
    if (kept) {
      this.#kept = Math.max(this.#kept, ratePerSecond);
      return tried;
    }
    this.#lost = Math.min(this.#lost, ratePerSecond);
    if (!generatorLimited) this.failedPerSecond = Math.min(this.failedPerSecond ?? ratePerSecond, ratePerSecond);
    return tried;
  }

  #mayGoOn(): boolean {
    return this.steps.length < this.#bounds.stepsMax;
  }
}

/** Three digits are more than can be told apart. */
export function roundedRate(ratePerSecond: number): number {
  return Number(ratePerSecond.toPrecision(3));
}
