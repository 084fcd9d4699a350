/** The loads of a bench: at one rate for all, and at shares of each contender's own capacity. */

import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { LoadScenario, Rates } from '../plan/scenarios.ts';
import type { Workload } from '../plan/workload.ts';
import type { Capacity, Ceiling, Point } from '../results/results.ts';
import { type BenchContext, runSpec, scheduleSeed } from './bench_context.ts';
import { measureCapacities } from './capacities.ts';
import { roundedRate } from './capacity_search.ts';
import { closedRate } from './ceilings.ts';
import type { ExperimentPlan } from './experiment_plan.ts';
import { moreGeneratorsId } from './more_generators.ts';

/** What everybody sustains comfortably, so that latency compares like with like: so much of the smallest capacity. */
const equalShare = 0.5;
/** Of what the slowest does in a closed loop, which is more than it does within a bound. */
const equalShareOfClosed = 0.3;
/** Some more than a 99th percentile takes, since arrivals are at random: 3,000, of which 30 are beyond it. */
const requestsForP99 = 3_500;
const estimatePerSecond = 20;
const estimateMs = 500;

export interface Load extends Point {
  /** Undefined: as many as in the configuration. */
  readonly generators?: number;
  /** Undefined: as in the configuration. */
  readonly openMs?: number;
  readonly closed: boolean;
}

/** The first of the first scenario is the headline. `onCapacities` hears of what is known before all of it is. */
export async function findLoads(
  context: BenchContext,
  scenarios: readonly LoadScenario[],
  ceilings: readonly Ceiling[],
  onCapacities: (capacities: readonly Capacity[]) => void,
): Promise<readonly Load[]> {
  const { plan } = context;
  const loads: Load[] = [];
  for (const scenario of scenarios) {
    const rates = ratesOf(plan.ratePerSecond, scenario.rates);
    for (const [index, workload] of scenario.workloads.entries()) {
      const draft: Draft = { scenario: scenario.name, workload, headline: loads.length === 0 };
      switch (rates.kind) {
        case 'fixed':
          loads.push(
            ...rates.perSecond.map((rate, at) => equalRate(draft, rate, rates.perSecond.length > 1, at === 0)),
          );
          break;
        case 'closedLoop':
          context.onProgress({ phase: 'rates', done: index, total: scenario.workloads.length });
          loads.push(equalRate(draft, await closedShare(context, workload)));
          break;
        case 'capacity': {
          const capacities = await measureCapacities(context, workload, ceilings);
          onCapacities(capacities);
          loads.push(...(await ofCapacities(context, draft, capacities)));
          break;
        }
        default:
          throw new Error(`no such rates: ${rates satisfies never}`);
      }
    }
  }
  const [headline, ...others] = loads;
  if (headline === undefined) return [];
  const long = { ...headline, openMs: headlineOpenMs(plan, Math.min(...Object.values(headline.ratePerSecond))) };
  return [long, ...others, ...(plan.moreGenerators ? [oneGeneratorMore(context, long)] : [])];
}

/** So long that every run has its p99, not only those that by chance have requests enough; or as long as all others. */
function headlineOpenMs({ configuration, headlineOpenMsMax }: ExperimentPlan, ratePerSecond: number): number {
  const enough = Math.ceil((requestsForP99 / ratePerSecond) * 1_000);
  return enough > headlineOpenMsMax ? configuration.openMs : Math.max(configuration.openMs, enough);
}

function ratesOf(asked: number | undefined, rates: Rates): Rates {
  return asked === undefined ? rates : { kind: 'fixed', perSecond: [asked] };
}

interface Draft extends Pick<Point, 'scenario' | 'workload' | 'headline'> {}

function equalRate(draft: Draft, rate: number, named = false, first = true): Load {
  const ratePerSecond = roundedRate(rate);
  return {
    ...draft,
    id: `${draft.workload.name}, equal rate${named ? ` ${ratePerSecond}` : ''}`,
    headline: draft.headline && first,
    basis: { kind: 'equalRate' },
    ratePerSecond: forEach(() => ratePerSecond),
    closed: true,
  };
}

async function ofCapacities(
  context: BenchContext,
  draft: Draft,
  capacities: readonly Capacity[],
): Promise<readonly Load[]> {
  const own = (contender: Contender): number =>
    capacities.find((capacity) => capacity.contender === contender)?.ratePerSecond ?? 0;
  const smallest = Math.min(...contenderNames.map(own));
  // Of one that never kept the bound there is no share: it is left out there, and at the equal rate it is not.
  const equal = smallest === 0 ? await closedShare(context, draft.workload) : equalShare * smallest;
  if (contenderNames.every((contender) => own(contender) === 0)) return [equalRate(draft, equal)];
  return [
    equalRate(draft, equal),
    ...context.plan.fractions.map((fraction): Load => {
      return {
        ...draft,
        id: `${draft.workload.name}, ${Math.round(fraction * 100)} % of capacity`,
        headline: false,
        basis: { kind: 'ownCapacity', fraction },
        ratePerSecond: forEach((contender) => roundedRate(fraction * own(contender))),
        closed: false,
      };
    }),
  ];
}

/** A short closed loop of each, and a share of what the slowest did. */
async function closedShare({ plan, runner, signal, random }: BenchContext, workload: Workload): Promise<number> {
  const rates: number[] = [];
  for (const contender of contenderNames) {
    const { closed } = plan.configuration;
    const asked = { contender, workload, ratePerSecond: estimatePerSecond, openMs: estimateMs, closed };
    const result = await runner.run(runSpec(plan, { ...asked, seed: scheduleSeed(random) }), signal);
    rates.push(closedRate(result));
  }
  return Math.max(1, equalShareOfClosed * Math.min(...rates));
}

/**
 * A load like that one, by one load generator more: where it gives other figures, they were the load generator's. Over as
 * many connections in all, as near as can be: the server is to see no difference.
 */
function oneGeneratorMore({ plan }: BenchContext, load: Load): Load {
  const { generators } = plan.configuration;
  const connections = Math.max(1, Math.round((load.workload.connections * generators) / (generators + 1)));
  return {
    ...load,
    id: moreGeneratorsId(load.id),
    workload: { ...load.workload, name: `${load.workload.name}, one generator more`, connections },
    headline: false,
    generators: generators + 1,
    closed: false,
  };
}

/** As results keep it. */
export function pointOf({ generators: _, openMs: __, closed: ___, ...point }: Load): Point {
  return point;
}

function forEach(rate: (contender: Contender) => number): Readonly<Record<Contender, number>> {
  return Object.fromEntries(contenderNames.map((contender) => [contender, rate(contender)])) as Record<
    Contender,
    number
  >;
}
