/**
 * The search for the highest rate that is kept: doubling, then bisection, then confirmation by repeated tries. Knows
 * rates and whether they were kept; nothing of what a try is.
 *
 * On a machine that others use, a try now and then is bad for no reason of the rate's: so none is believed by itself. A
 * rate has failed when it has failed twice, and is confirmed when it was kept so often before that.
 */

import type { Capacity, CapacityStep } from '../results/results.ts';

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
  /** How often a rate has to be kept again to count. */
  readonly confirmations: number;
  /** Of doubling and bisection together, in rates: one that fails is tried again. */
  readonly ratesMax: number;
  /** How many rates are tried to be confirmed, each lower than the one before, by ever more. */
  readonly candidatesMax: number;
}

/** As many failing tries make a rate that failed. */
const failuresMax = 2;

/** No search takes more tries than this. */
export function triesMax({ ratesMax, candidatesMax, confirmations }: SearchBounds): number {
  return ratesMax * failuresMax + candidatesMax * (confirmations + failuresMax - 1);
}

export interface Found extends Pick<Capacity, 'ratePerSecond' | 'failedPerSecond' | 'endedBy' | 'steps'> {}

type Attempt = (ratePerSecond: number, phase: CapacityStep['phase']) => Promise<Try>;

export async function searchCapacity(attempt: Attempt, bounds: SearchBounds): Promise<Found> {
  const search = new Search(attempt, bounds);
  await search.double();
  await search.bisect();
  const ratePerSecond = await search.confirm();
  return { ratePerSecond, ...search.over(ratePerSecond), steps: search.steps };
}

class Search {
  readonly #attempt: Attempt;
  readonly #bounds: SearchBounds;
  readonly steps: CapacityStep[] = [];
  /** The highest kept, and the lowest that failed, whatever the reason. */
  #kept = 0;
  #lost = Number.POSITIVE_INFINITY;
  /** Those that failed, and whether that was the load generator's doing each time. */
  readonly #failed: { readonly ratePerSecond: number; readonly generatorLimited: boolean }[] = [];
  #rates = 0;

  constructor(attempt: Attempt, bounds: SearchBounds) {
    this.#attempt = attempt;
    this.#bounds = bounds;
  }

  /** Up while it is kept; or down until it is, where even the first is not. */
  async double(): Promise<void> {
    const { startPerSecond, ratePerSecondMin, ratePerSecondMax } = this.#bounds;
    let rate = Math.max(ratePerSecondMin, Math.min(startPerSecond, ratePerSecondMax));
    while (this.#mayGoOn()) {
      const kept = await this.#isKept(rate, 'doubling');
      if (kept && (this.#lost < Number.POSITIVE_INFINITY || rate >= ratePerSecondMax)) return;
      if (!kept && (this.#kept > 0 || rate <= ratePerSecondMin)) return;
      rate = kept ? Math.min(2 * rate, ratePerSecondMax) : Math.max(rate / 2, ratePerSecondMin);
    }
  }

  async bisect(): Promise<void> {
    while (this.#kept > 0 && Number.isFinite(this.#lost) && this.#mayGoOn()) {
      if (this.#lost / this.#kept <= 1 + this.#bounds.precision) return;
      await this.#isKept(Math.sqrt(this.#lost * this.#kept), 'bisection');
    }
  }

  /**
   * The highest rate that is kept again; where none of the candidates is, the highest that was kept twice, and more often
   * than not. 0 where there is none of that either.
   */
  async confirm(): Promise<number> {
    const { candidatesMax, confirmations, precision, ratePerSecondMin } = this.#bounds;
    let candidate = this.#kept;
    for (let tried = 0; tried < candidatesMax && candidate >= ratePerSecondMin; tried += 1) {
      if (await this.#isKept(candidate, 'confirmation', confirmations)) return roundedRate(candidate);
      // Small steps first; yet however far below it a rate lies that is kept, it is reached.
      candidate /= (1 + precision) ** (2 ** tried);
    }
    return this.#keptTwice();
  }

  /** What is known of rates over that one. */
  over(ratePerSecond: number): Pick<Found, 'failedPerSecond' | 'endedBy'> {
    const over = this.#failed.filter((failed) => failed.ratePerSecond > ratePerSecond);
    const own = over.filter(({ generatorLimited }) => !generatorLimited).map((failed) => failed.ratePerSecond);
    if (own.length > 0) return { failedPerSecond: Math.min(...own), endedBy: 'failure' };
    return { failedPerSecond: undefined, endedBy: over.length > 0 ? 'generator' : 'search' };
  }

  /** Tries it until it was kept so often, or has failed. */
  async #isKept(asked: number, phase: CapacityStep['phase'], times = 1): Promise<boolean> {
    const ratePerSecond = roundedRate(asked);
    if (phase !== 'confirmation') this.#rates += 1;
    let keptTimes = 0;
    const failures: Try[] = [];
    while (keptTimes < times && failures.length < failuresMax) {
      const tried = await this.#attempt(ratePerSecond, phase);
      const { p99Us, achieved, kept, reasons } = tried;
      this.steps.push({ ratePerSecond, phase, p99Us, achieved, kept, reasons });
      if (kept) keptTimes += 1;
      else failures.push(tried);
    }
    if (keptTimes === times) {
      this.#kept = Math.max(this.#kept, ratePerSecond);
      return true;
    }
    this.#lost = Math.min(this.#lost, ratePerSecond);
    this.#failed.push({ ratePerSecond, generatorLimited: failures.some(({ generatorLimited }) => generatorLimited) });
    return false;
  }

  #keptTwice(): number {
    const balance = (rate: number, kept: boolean): number =>
      this.steps.filter((step) => step.ratePerSecond === rate && step.kept === kept).length;
    const rates = this.steps.map(({ ratePerSecond }) => ratePerSecond);
    return Math.max(
      0,
      ...rates.filter((rate) => balance(rate, true) >= 2 && balance(rate, true) > balance(rate, false)),
    );
  }

  #mayGoOn(): boolean {
    return this.#rates < this.#bounds.ratesMax;
  }
}

/** Three digits are more than can be told apart. */
export function roundedRate(ratePerSecond: number): number {
  return Number(ratePerSecond.toPrecision(3));
}
