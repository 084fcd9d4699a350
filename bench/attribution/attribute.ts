/**
 * Divides the CPU of a message, server side and client side together, into its parts: what was measured by itself, and
 * the rest of a whole run. Pure. Invariant: the parts add up to what the run used, unless one of them cannot be told.
 */

import { type Contender, contenders } from '../plan/contenders.ts';
import type { CpuUse } from '../process/cpu_use.ts';
import type { AttributedPart, Attribution } from '../results/results.ts';
import type { Missing, RunResult } from '../run/run.ts';
import { median } from '../statistics/median.ts';
import { sum } from '../statistics/sum.ts';

/** What one message uses of one part, a figure for each round. */
export type PerMessage = readonly CpuUse[];

/** What was measured without sockets. */
export interface InProcessCosts {
  readonly codec: Readonly<Record<Contender, PerMessage>>;
  /** Over the ledger in memory. */
  readonly core: PerMessage;
  /** The same over the workload's ledger, in the same rounds; undefined where that is the one in memory. */
  readonly durableCore: PerMessage | undefined;
  /** The load generator with a core in its own process: its own work, and once more the core's. */
  readonly load: CpuUse;
}

/**
 * What a message of each run used: the server's share of one, and the generators' of one of theirs. The probe is left
 * out, which is idle nearly always. Runs without an answered request count for nothing.
 */
export function runsPerMessage(runs: readonly RunResult[]): PerMessage {
  return runs
    .filter(({ traffic, open }) => traffic.requests > 0 && open.answeredInPart > 0)
    .map(({ server, generators, traffic, open }) => ({
      userUs: server.userUs / traffic.requests + sum(generators.map(({ userUs }) => userUs)) / open.answeredInPart,
      systemUs:
        server.systemUs / traffic.requests + sum(generators.map(({ systemUs }) => systemUs)) / open.answeredInPart,
    }));
}

export interface Attributed {
  readonly contender: Contender;
  /** The workload's name. */
  readonly workload: string;
  readonly costs: InProcessCosts;
  /** See runsPerMessage. */
  readonly runs: PerMessage;
  /** At which those runs were, with all their load generators. */
  readonly ratePerSecond: number;
  /** Whether the load generator's own work is taken off, or is left in the rest. */
  readonly withoutLoad: boolean;
}

export function attribute({ contender, workload, costs, runs, ratePerSecond, withoutLoad }: Attributed): Attribution {
  const load = loadOf(costs);
  const whole = medianUse(runs);
  const run = withoutLoad ? difference(whole, load) : whole;
  const codec = medianUse(costs.codec[contender]);
  const core = medianUse(costs.core);
  const disk = diskOf(costs);
  const alone = [codec, core, disk.use];
  const systemUs = run.systemUs - alone.reduce((sum, part) => sum + part.systemUs, 0);
  const framingUs = run.userUs - alone.reduce((sum, part) => sum + part.userUs, 0);
  const usPerMessage: Readonly<Record<AttributedPart, number | Missing>> = {
    codec: codec.userUs + codec.systemUs,
    framing: runs.length === 0 ? noRun : restOf(framingUs, run.userUs, 'user'),
    systemCalls: runs.length === 0 ? noRun : restOf(systemUs, run.systemUs, 'system'),
    core: core.userUs + core.systemUs,
    disk: disk.use.userUs + disk.use.systemUs,
  };
  const parts = (Object.keys(usPerMessage) as AttributedPart[]).map((name) => ({
    name,
    usPerMessage: usPerMessage[name],
  }));
  return {
    contender,
    workload,
    parts,
    notes: [...notesOf(contender, runs.length, ratePerSecond), loadNote(load, withoutLoad), ...disk.notes],
  };
}

const noRun: Missing = { missing: 'there is no whole run to take the other parts from' };

/** What is left of a run is never less than nothing: else the parts were dearer alone than in it, and cannot be told. */
function restOf(us: number, wholeUs: number, mode: 'user' | 'system'): number | Missing {
  if (us >= 0) return us;
  const [alone, whole] = [(wholeUs - us).toFixed(2), wholeUs.toFixed(2)];
  return {
    missing: `the parts measured alone used ${alone} µs of ${mode} time, and the whole run ${whole} µs: too little to tell`,
  };
}

/** The generator's own work alone; it can be lost in the noise of the core's. */
function loadOf({ load, core }: InProcessCosts): CpuUse {
  const { userUs, systemUs } = difference(load, medianUse(core));
  return { userUs: Math.max(0, userUs), systemUs: Math.max(0, systemUs) };
}

function loadNote({ userUs, systemUs }: CpuUse, withoutLoad: boolean): string {
  const own = `the load generator's own work, ${userUs.toFixed(2)} µs of user and ${systemUs.toFixed(2)} µs of system time`;
  const how = 'measured at the same rate without a transport, less the core';
  if (withoutLoad) return `left out: ${own}, ${how}`;
  return `${own}, ${how}, is in framing and system calls: it is more than what was left for them`;
}

/** The difference of the two ledgers, round by round, so that what disturbed a round disturbed both. */
function diskOf({ core, durableCore }: InProcessCosts): { readonly use: CpuUse; readonly notes: readonly string[] } {
  const nothing = { userUs: 0, systemUs: 0 };
  if (durableCore === undefined) return { use: nothing, notes: ['disk: none, the ledger was in memory'] };
  const differences = durableCore.flatMap((durable, round) => {
    const memory = core[round];
    return memory === undefined ? [] : [difference(durable, memory)];
  });
  const use = medianUse(differences);
  const totals = differences.map(({ userUs, systemUs }) => userUs + systemUs);
  const range = `${Math.min(...totals).toFixed(2)} to ${Math.max(...totals).toFixed(2)} µs in ${totals.length} rounds`;
  const source = 'disk: the core over the ledger of the workload, less the core over the one in memory, all threads';
  if (use.userUs + use.systemUs > 0) return { use, notes: [`${source}; ${range}`] };
  return { use: nothing, notes: [`${source}; lost in the noise (${range}), and so 0`] };
}

function notesOf(contender: Contender, runs: number, ratePerSecond: number): readonly string[] {
  const rate = `${Math.round(ratePerSecond).toLocaleString('en-US')}/s`;
  const framing = contenders[contender].transport === 'wire' ? 'sockets and timers' : 'HTTP/2 and its library';
  return [
    'codec: encoding and decoding of request, reply and delivery, measured without sockets, one message at a time',
    'core: the operations over the ledger in memory, with what both transports share around them, measured without a transport',
    `framing, wake-ups and the rest: what is left of the user time of whole runs at ${rate} (${runs}, medians): ${framing}, and waking up for each few messages, which costs the more the less there is to do`,
    'system calls: the system time of those runs, less what the other parts used of it',
    'measured alone, codec and core are hot, run one message after the other, and have the caches to themselves: what more they cost in a run is in that rest too',
  ];
}

/** Each of the two times by itself. Zero where there is none. */
function medianUse(uses: PerMessage): CpuUse {
  if (uses.length === 0) return { userUs: 0, systemUs: 0 };
  return {
    userUs: median(uses.map(({ userUs }) => userUs)),
    systemUs: median(uses.map(({ systemUs }) => systemUs)),
  };
}

function difference(left: CpuUse, right: CpuUse): CpuUse {
  return { userUs: left.userUs - right.userUs, systemUs: left.systemUs - right.systemUs };
}
