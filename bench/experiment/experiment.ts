/**
 * A whole bench: facts, ceilings, capacities, then blocks until the headline is known well enough, or time is up. Knows
 * the order of things and what is kept of a bench that is interrupted; runs and figures are others' work.
 */

import { analyseHeadline } from '../analysis/analyse.ts';
import type { DeliveriesContext } from '../deliveries/measure_fanout.ts';
import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { LoadScenario, Scenario } from '../plan/scenarios.ts';
import { type MachineFacts, type Results, resultsFormat, resultsVersion } from '../results/results.ts';
import { RunRefused, type RunResult } from '../run/run.ts';
import { SeededRandom } from '../statistics/random.ts';
import { shuffled } from '../statistics/shuffled.ts';
import type { BenchContext, BenchRunner } from './bench_context.ts';
import { runBlock, runsPerBlock } from './blocks.ts';
import { measureCeilings } from './ceilings.ts';
import type { ExperimentPlan } from './experiment_plan.ts';
import { planFacts, socketFacts, transportFacts } from './fairness.ts';
import { machineFacts } from './machine_facts.ts';
import { findLoads, type Load, pointOf } from './points.ts';
import type { BlocksProgress, OnProgress, WidestInterval } from './progress.ts';
import { isEnough, widestOf } from './stopping.ts';
import { countTraffic } from './traffic.ts';

/**
 * Rejects with RunRefused where a reply was wrong or a delivery missing: then nothing may be published. Once the signal is
 * aborted, or after any other error, resolves with what is finished by then, whole blocks only, marked as interrupted, and
 * with the error; rejects with that where nothing is.
 */
export async function runExperiment(
  plan: ExperimentPlan,
  runner: BenchRunner,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<Results> {
  const startedAt = new Date().toISOString();
  onProgress({ phase: 'facts' });
  const machine = machineFacts();
  const experiment = new Experiment(plan, runner, onProgress, signal, machine, startedAt);
  try {
    await experiment.run();
  } catch (error) {
    // A wrong reply stays one, whoever loses patience meanwhile.
    if (error instanceof RunRefused) throw error;
    if (signal?.aborted === true) return experiment.results(true);
    if (!experiment.hasRuns) throw error;
    return { ...experiment.results(true), error: messageOf(error) };
  }
  return experiment.results(false);
}

/** What has been found so far; whatever is there is finished. */
type Found = { -readonly [Name in 'fairness' | 'ceilings' | 'capacities' | 'points' | 'runs']: Results[Name] } & {
  counted?: Results['counted'];
  unmeasured?: Results['unmeasured'];
  attribution: Results['attribution'];
  connections: Results['connections'];
  fanout?: Results['fanout'];
  backlog?: Results['backlog'];
};

class Experiment {
  readonly #context: BenchContext;
  readonly #machine: MachineFacts;
  readonly #startedAt: string;
  readonly #found: Found = {
    fairness: [],
    ceilings: [],
    capacities: [],
    points: [],
    runs: [],
    attribution: [],
    connections: [],
  };

  constructor(
    plan: ExperimentPlan,
    runner: BenchRunner,
    onProgress: OnProgress,
    signal: AbortSignal | undefined,
    machine: MachineFacts,
    startedAt: string,
  ) {
    const random = new SeededRandom(plan.configuration.seed);
    const deadlineMs = performance.now() + plan.configuration.budgetMs;
    this.#context = { plan, runner, onProgress, signal, random, cores: machine.cores, deadlineMs };
    this.#machine = machine;
    this.#startedAt = startedAt;
  }

  async run(): Promise<void> {
    const { plan, signal } = this.#context;
    const scenarios = plan.scenarios.filter((scenario) => scenario.kind === 'load');
    const seen = await transportFacts();
    // Of loads: a bench that has none has nothing to say of them.
    const planned = scenarios.length === 0 ? [] : planFacts(plan.configuration, this.#machine.cores, scenarios);
    this.#found.fairness = [...planned, ...seen];
    signal?.throwIfAborted();
    await this.#runLoads(scenarios);
    await this.#orMissing('where the CPU of a message goes', () => this.#attribute());
    const asked = (part: Scenario['kind']): boolean => plan.scenarios.some(({ kind }) => kind === part);
    if (asked('connections')) await this.#orMissing('what connections cost', () => this.#connect());
    if (asked('fanout')) await this.#orMissing('how fast groups are reached', () => this.#fanOut());
    if (asked('backlog')) await this.#orMissing('how fast a backlog is caught up', () => this.#catchUp());
  }

  /** Whether there is anything that took long, and tells something. */
  get hasRuns(): boolean {
    const { runs, capacities, fanout, backlog } = this.#found;
    return [runs, capacities, fanout ?? [], backlog ?? []].some(({ length }) => length > 0);
  }

  /** What comes after the blocks takes nothing from them where it fails. */
  async #orMissing(what: string, measure: () => Promise<void>): Promise<void> {
    try {
      await measure();
    } catch (error) {
      if (error instanceof RunRefused || this.#context.signal?.aborted === true) throw error;
      this.#found.unmeasured = [...(this.#found.unmeasured ?? []), { what, missing: messageOf(error) }];
    }
  }

  results(interrupted: boolean): Results {
    const { plan } = this.#context;
    const found = this.#found;
    return {
      format: resultsFormat,
      version: resultsVersion,
      startedAt: this.#startedAt,
      endedAt: new Date().toISOString(),
      interrupted,
      machine: this.#machine,
      configuration: plan.configuration,
      ...found,
      fairness: [...found.fairness, ...socketFacts(found.runs)],
    };
  }

  async #runLoads(scenarios: readonly LoadScenario[]): Promise<void> {
    if (scenarios.length === 0) return;
    const found = this.#found;
    const workloads = scenarios.flatMap((scenario) => scenario.workloads);
    if (this.#context.plan.ceilings) {
      await measureCeilings(this.#context, workloads, (ceilings) => {
        found.ceilings = [...found.ceilings, ...ceilings];
      });
    }
    const loads = await findLoads(this.#context, scenarios, found.ceilings, (capacities) => {
      found.capacities = [...found.capacities, ...capacities];
    });
    found.points = loads.map(pointOf);
    await this.#runBlocks(loads);
    if (this.#context.runner.countTraffic === undefined) return;
    await countTraffic(this.#context, loads, (counted) => {
      found.counted = [...(found.counted ?? []), counted];
    });
  }

  async #runBlocks(loads: readonly Load[]): Promise<void> {
    const { plan, onProgress, deadlineMs } = this.#context;
    const { blocksMin, blocksMax, precision } = plan.configuration;
    const runs = runsPerBlock(loads);
    const beganMs = performance.now();
    let widest: WidestInterval | undefined;
    let blockMs = 0;
    for (let block = 1; ; block += 1) {
      const blockBeganMs = performance.now();
      const tell = (runsDone: number): void => {
        const done = (block - 1) * runs + runsDone;
        const leftMs = this.#leftMs({ done, all: blocksMin * runs, elapsedMs: performance.now() - beganMs });
        const progress: BlocksProgress = {
          phase: 'blocks',
          block,
          blocksMin,
          blocksMax,
          runsDone,
          runs,
          leftMs,
          widest,
          precision,
        };
        onProgress(progress);
      };
      tell(0);
      const done = await runBlock(this.#context, loads, block, tell);
      this.#found.runs = [...this.#found.runs, ...done];
      const nowMs = performance.now();
      blockMs = Math.max(blockMs, nowMs - blockBeganMs);
      widest = widestOf(analyseHeadline(this.results(false)));
      if (isEnough(plan.configuration, { blocks: block, widest, leftMs: deadlineMs - nowMs, blockMs })) return;
    }
  }

  /** Of the headline's load, since it takes whole runs to divide. */
  async #attribute(): Promise<void> {
    const { plan, onProgress, signal } = this.#context;
    const point = this.#found.points.find(({ headline }) => headline);
    if (point === undefined || plan.attribution === undefined) return;
    onProgress({ phase: 'attribution', workload: point.workload.name });
    const { measureAttribution } = await import('../attribution/measure_attribution.ts');
    const runsOf = (contender: Contender): readonly RunResult[] =>
      this.#found.runs
        .filter((run) => run.point === point.id && run.contender === contender)
        .map(({ result }) => result);
    const runs = Object.fromEntries(contenderNames.map((contender) => [contender, runsOf(contender)]));
    const options = { ...plan.attribution, seed: plan.configuration.seed, data: plan.data, signal };
    this.#found.attribution = await measureAttribution(point.workload, runs, options);
  }

  async #connect(): Promise<void> {
    const { plan, onProgress, signal, random } = this.#context;
    const { measureConnections } = await import('../connections/measure_connections.ts');
    const contenders = shuffled(plan.connections.contenders, random.fork('order of connections'));
    const costs = await measureConnections(
      { ...plan.connections, contenders },
      (progress) => onProgress({ phase: 'connections', ...progress }),
      signal,
    );
    this.#found.connections = plan.connections.contenders.flatMap((name) => {
      return costs.filter(({ contender }) => contender === name);
    });
  }

  async #fanOut(): Promise<void> {
    const { measureFanout } = await import('../deliveries/measure_fanout.ts');
    this.#found.fanout = await measureFanout(this.#context.plan.fanout, this.#deliveriesContext('fanout'));
  }

  async #catchUp(): Promise<void> {
    const { measureBacklog } = await import('../deliveries/measure_backlog.ts');
    this.#found.backlog = await measureBacklog(this.#context.plan.backlog, this.#deliveriesContext('backlog'));
  }

  #deliveriesContext(phase: 'fanout' | 'backlog'): DeliveriesContext {
    const { plan, onProgress, signal, random } = this.#context;
    return {
      data: plan.data,
      random: random.fork(`order of ${phase}`),
      onProgress: (progress) => onProgress({ phase, ...progress }),
      signal,
    };
  }

  /** Undefined until there is something to tell it by; after `all` runs it is the budget that is left. */
  #leftMs({ done, all, elapsedMs }: { done: number; all: number; elapsedMs: number }): number | undefined {
    if (done === 0) return undefined;
    const budgetMs = Math.max(0, this.#context.deadlineMs - performance.now());
    return done >= all ? budgetMs : Math.min(budgetMs, (elapsedMs / done) * (all - done));
  }
}

/** Its first line: what went wrong in another process comes with its stack. */
function messageOf(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return first;
}
