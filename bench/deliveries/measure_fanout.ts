/**
 * How fast one sender's messages reach the subscribers of its group, all of them there: groups of several sizes, each
 * contender in fresh processes, in rounds in which all take their turn. Knows the order of things; no transport.
 */

import type { Contender } from '../plan/contenders.ts';
import type { BenchProcess } from '../process/bench_process.ts';
import type { FanoutCosts, FanoutRound } from '../results/results.ts';
import type { Fault } from '../run/run.ts';
import { median } from '../statistics/median.ts';
import type { SeededRandom } from '../statistics/random.ts';
import { shuffled } from '../statistics/shuffled.ts';
import type { DeliveriesProgress, FanoutOptions } from './deliveries_options.ts';
import type { FanoutClientDuties, FanoutMeasured } from './delivery_duties.ts';
import { DeliveryProcesses, type DeliveryServer } from './delivery_processes.ts';

/** A thousand accounts, connections and subscribers. */
const setupMsMax = 180_000;
/** Beyond the parts' own length: for the last deliveries. */
const lateMsMax = 60_000;
const usPerMs = 1_000;

export interface DeliveriesContext {
  readonly data: string;
  /** Of the order within rounds. */
  readonly random: SeededRandom;
  readonly onProgress: (progress: DeliveriesProgress) => void;
  readonly signal: AbortSignal | undefined;
  /** That the servers are to have: to see that it is noticed. */
  readonly fault?: Fault | undefined;
}

interface Entrant {
  readonly contender: Contender;
  readonly server: DeliveryServer;
  readonly client: BenchProcess<FanoutClientDuties>;
  /** What went wrong; then it is measured no further. */
  fault: string | undefined;
}

/** By contender, then by group, as the options have them. All processes have ended when this resolves or rejects. */
export async function measureFanout(
  options: FanoutOptions,
  context: DeliveriesContext,
): Promise<readonly FanoutCosts[]> {
  const { data, signal, fault, random, onProgress } = context;
  const cells = options.contenders.flatMap((contender) => options.groups.map((group) => ({ contender, group })));
  const of = options.contenders.length + cells.length * (options.rounds + 1);
  const costs = cells.map(({ contender, group }): Cell => ({ contender, group, rounds: [], faults: [] }));
  await DeliveryProcesses.during({ ledger: options.ledger, data, signal, fault }, async (processes) => {
    let done = 0;
    const step = (contender: Contender, text: string): void => {
      onProgress({ contender, done, of, text });
      done += 1;
    };
    const entrants = new Map<Contender, Entrant>();
    for (const contender of options.contenders) {
      step(contender, `${Math.max(...options.groups)} subscribers connect`);
      entrants.set(contender, await enter(processes, contender, options));
    }
    // Round 0 warms up, and does not count.
    for (let round = 0; round <= options.rounds; round += 1) {
      for (const cell of shuffled(costs, random.fork(`fan-out, round ${round}`))) {
        const { contender, group } = cell;
        step(contender, `to ${group}, ${round === 0 ? 'warming up' : `round ${round} of ${options.rounds}`}`);
        await measureCell(cell, entrants.get(contender) as Entrant, options, round);
      }
    }
  });
  return costs.map(({ contender, group, rounds, faults }) => {
    return { contender, ledger: options.ledger, subscribers: group, rounds, faults, notes: notesOf(options) };
  });
}

interface Cell {
  readonly contender: Contender;
  readonly group: number;
  readonly rounds: FanoutRound[];
  readonly faults: string[];
}

async function enter(
  processes: DeliveryProcesses,
  contender: Contender,
  { groups, bodyBytes, deliveryMsMax }: FanoutOptions,
): Promise<Entrant> {
  const { server, port } = await processes.server(contender);
  const client = processes.start<FanoutClientDuties>('deliveries/fanout_client_main');
  await client.ask('setup', { contender, port, groups, bodyBytes, deliveryMsMax }, setupMsMax);
  return { contender, server, client, fault: undefined };
}

async function measureCell(cell: Cell, entrant: Entrant, options: FanoutOptions, round: number): Promise<void> {
  if (entrant.fault !== undefined) {
    if (cell.faults.length === 0) cell.faults.push(`not measured after a fault: ${entrant.fault}`);
    return;
  }
  const { oneAtATime, saturate } = options;
  const window = Math.max(1, Math.round(saturate.deliveriesUnderWay / cell.group));
  const asked = { group: cell.group, oneAtATime, saturate: { ms: saturate.ms, window: Math.min(window, windowMax) } };
  await entrant.server.ask('gaugeStart', undefined);
  const measured = await entrant.client.ask('measure', asked, oneAtATime.ms + saturate.ms + lateMsMax);
  const server = await entrant.server.ask('gaugeStop', undefined);
  if (typeof measured === 'string') {
    entrant.fault = measured;
    cell.faults.push(`round ${round}: ${measured}`);
  } else if (round > 0) cell.rounds.push(roundOf(round, measured, server.eventLoopUtilisation));
}

/** What a connection may have under way, less a little. */
const windowMax = 1_000;

function roundOf(round: number, measured: FanoutMeasured, serverUtilisation: number): FanoutRound {
  const { firstMs, medianMs, lastMs, deliveries, elapsedMs, use } = measured;
  return {
    round,
    messages: lastMs.length,
    firstUs: median(firstMs) * usPerMs,
    medianUs: median(medianMs) * usPerMs,
    lastUs: median(lastMs) * usPerMs,
    deliveries,
    deliveriesPerSecond: (deliveries / elapsedMs) * 1_000,
    serverUtilisation,
    receiverUtilisation: use.eventLoopUtilisation,
  };
}

function notesOf({ bodyBytes, oneAtATime, saturate }: FanoutOptions): readonly string[] {
  return [
    `every subscriber has an account and a connection of its own, all in one process with the sender; bodies of ${bodyBytes} bytes`,
    `first, median and last: messages sent one at a time, each when all had the one before, ${oneAtATime.messagesMax} a round at most`,
    `deliveries: ${saturate.deliveriesUnderWay.toLocaleString('en-US')} under way at most, until all that was sent had reached everybody`,
    'receivers read positions alone, the same for every contender: their frames or messages are not decoded; gRPC’s are real streams of grpc-js',
    'each receiver checked every position: none missing, none twice, all in order',
    'passwords of their accounts were hashed cheaply',
  ];
}
