/**
 * How fast a subscriber catches up a backlog while more comes in, and what that costs those who send it: each contender
 * in fresh processes, in rounds in which all take their turn. Knows the order of things; no transport.
 */

import { encodeHistogram, newHistogram, recordMs } from '../load/histograms.ts';
import type { Contender } from '../plan/contenders.ts';
import type { BenchProcess } from '../process/bench_process.ts';
import type { BacklogCosts, BacklogRound } from '../results/results.ts';
import { median } from '../statistics/median.ts';
import { shuffled } from '../statistics/shuffled.ts';
import { BacklogRecord } from './backlog_record.ts';
import type { BacklogOptions } from './deliveries_options.ts';
import type { BacklogReceiverDuties, LiveSenderDuties } from './delivery_duties.ts';
import { DeliveryProcesses, type DeliveryServer } from './delivery_processes.ts';
import type { DeliveriesContext } from './measure_fanout.ts';

const fillMsMax = 120_000;
/** For the last catch-up of a part. */
const lateMsMax = 60_000;
const usPerMs = 1_000;

interface Entrant {
  readonly contender: Contender;
  readonly server: DeliveryServer;
  readonly receiver: BenchProcess<BacklogReceiverDuties>;
  readonly sender: BenchProcess<LiveSenderDuties>;
  readonly record: BacklogRecord;
  readonly rounds: BacklogRound[];
  readonly catchingUp: ReturnType<typeof newHistogram>;
  readonly alone: ReturnType<typeof newHistogram>;
  readonly faults: string[];
}

/** By contender, as the options have them. All processes have ended when this resolves or rejects. */
export async function measureBacklog(
  options: BacklogOptions,
  context: DeliveriesContext,
): Promise<readonly BacklogCosts[]> {
  const { data, signal, fault, random, onProgress } = context;
  const of = options.contenders.length * (options.rounds + 2);
  const entrants: Entrant[] = [];
  await DeliveryProcesses.during({ ledger: options.ledger, data, signal, fault }, async (processes) => {
    let done = 0;
    const step = (contender: Contender, text: string): void => {
      onProgress({ contender, done, of, text });
      done += 1;
    };
    for (const contender of options.contenders) {
      step(contender, `${options.messages.toLocaleString('en-US')} messages are sent`);
      entrants.push(await enter(processes, contender, options));
    }
    // Round 0 warms up, and does not count.
    for (let round = 0; round <= options.rounds; round += 1) {
      for (const entrant of shuffled(entrants, random.fork(`backlog, round ${round}`))) {
        step(entrant.contender, round === 0 ? 'warming up' : `round ${round} of ${options.rounds}`);
        if (entrant.faults.length === 0) await measureRound(entrant, options, round);
      }
    }
  });
  return entrants.map(({ contender, rounds, faults, catchingUp, alone }) => ({
    contender,
    ledger: options.ledger,
    messages: options.messages,
    livePerSecond: options.livePerSecond,
    rounds,
    catchingUp: encodeHistogram(catchingUp),
    alone: encodeHistogram(alone),
    faults,
    notes: notesOf(options),
  }));
}

async function enter(
  processes: DeliveryProcesses,
  contender: Contender,
  { messages, bodyBytes, senders }: BacklogOptions,
): Promise<Entrant> {
  const { server, port } = await processes.server(contender);
  const receiver = processes.start<BacklogReceiverDuties>('deliveries/backlog_receiver_main');
  const sender = processes.start<LiveSenderDuties>('deliveries/live_sender_main');
  const { name } = await receiver.ask('setup', { contender, port });
  const { token, chat } = await sender.ask('setup', { contender, port, senders, receiver: name, bodyBytes });
  const filled = await server.ask('fill', { token, chat, messages, bodyBytes }, fillMsMax);
  const histograms = { catchingUp: newHistogram(), alone: newHistogram() };
  return {
    contender,
    server,
    receiver,
    sender,
    record: new BacklogRecord(filled),
    rounds: [],
    faults: [],
    ...histograms,
  };
}

/** The senders with a subscriber that is live, then with one that catches up: which comes first changes each round. */
async function measureRound(entrant: Entrant, options: BacklogOptions, round: number): Promise<void> {
  const parts = round % 2 === 0 ? [catchUpPart, alonePart] : [alonePart, catchUpPart];
  const found: Partial<BacklogRound> = {};
  for (const part of parts) {
    const fault = await part(entrant, options, round > 0, found);
    if (fault === undefined) continue;
    entrant.faults.push(`round ${round}: ${fault}`);
    return;
  }
  if (round > 0) entrant.rounds.push({ round, ...(found as Omit<BacklogRound, 'round'>) });
}

type Part = (
  entrant: Entrant,
  options: BacklogOptions,
  counts: boolean,
  found: { -readonly [Key in keyof BacklogRound]?: BacklogRound[Key] },
) => Promise<string | undefined>;

const alonePart: Part = async ({ receiver, sender, record, alone }, { livePerSecond, partMs }, counts, found) => {
  const after = record.newest;
  await receiver.ask('follow', { after });
  await sender.ask('begin', { perSecond: livePerSecond });
  await passed(partMs);
  const live = await sender.ask('end', undefined);
  record.add(live.positions);
  const came = await receiver.ask('unfollow', { upTo: record.newest }, lateMsMax);
  if (counts) for (const ms of live.responseMs) recordMs(alone, ms);
  found.aloneP50Us = percentile(live.responseMs, 0.5) * usPerMs;
  found.aloneP99Us = percentile(live.responseMs, 0.99) * usPerMs;
  return record.faultOf(came, after, 'whole');
};

const catchUpPart: Part = async (entrant, { livePerSecond, partMs, messages }, counts, found) => {
  const { server, receiver, sender, record, catchingUp } = entrant;
  const after = record.positionBefore(messages);
  await sender.ask('begin', { perSecond: livePerSecond });
  await server.ask('gaugeStart', undefined);
  const asked = { after, backlog: messages, ms: partMs };
  const { caughtUp, startedAtEpochMs, endedAtEpochMs, use } = await receiver.ask('catchUp', asked, partMs + lateMsMax);
  const { eventLoopUtilisation } = await server.ask('gaugeStop', undefined);
  const live = await sender.ask('end', undefined);
  record.add(live.positions);
  const meanwhile = live.responseMs.filter((_, index) => {
    const intendedMs = live.intendedAtEpochMs[index] ?? 0;
    return intendedMs >= startedAtEpochMs && intendedMs <= endedAtEpochMs;
  });
  if (counts) for (const ms of meanwhile) recordMs(catchingUp, ms);
  found.catchUps = caughtUp.length;
  found.messagesPerSecond = median(caughtUp.map(({ positions, ms }) => (positions.length / ms) * 1_000));
  found.catchingUpP50Us = percentile(meanwhile, 0.5) * usPerMs;
  found.catchingUpP99Us = percentile(meanwhile, 0.99) * usPerMs;
  found.serverUtilisation = eventLoopUtilisation;
  found.receiverUtilisation = use.eventLoopUtilisation;
  return caughtUp.map(({ positions }) => record.faultOf(positions, after, 'beginning')).find((fault) => fault);
};

/** How long a part goes on is what is asked for, and not waiting for something. */
function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function percentile(values: Float64Array, share: number): number {
  return values.toSorted()[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}

function notesOf({ messages, bodyBytes, livePerSecond, senders, partMs }: BacklogOptions): readonly string[] {
  const [backlog, live] = [messages, livePerSecond].map((value) => value.toLocaleString('en-US'));
  return [
    `${backlog} messages of ${bodyBytes} bytes wait in a chat, to which ${senders} others send ${live} more a second, at even intervals`,
    'caught up: from asking for the inbox until a message comes that was sent at most 10 ms ago; again and again, ' +
      `each time from the beginning, for ${partMs / 1_000} s a round`,
    'p50 and p99 are of the live senders’ responses, from when each was to be sent: alone, with a subscriber that is live; ' +
      'and meanwhile, with one that catches up; the ratio is of the two p99, round by round',
    'the receiver reads positions alone, the same for every contender: frames or messages are not decoded; gRPC’s is a real stream of grpc-js',
    'every position was checked: none missing, none twice, all in order',
  ];
}
