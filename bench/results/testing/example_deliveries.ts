/** Fan-out and backlog as a bench could have left them, from a seed. Nothing was measured. */

import { encodeHistogram, newHistogram, recordMs } from '../../load/histograms.ts';
import { type Contender, contenderNames } from '../../plan/contenders.ts';
import { SeededRandom } from '../../statistics/random.ts';
import type { BacklogCosts, FanoutCosts } from '../results.ts';

const rounds = [1, 2, 3, 4];
const perSecond: Readonly<Record<Contender, number>> = { wire: 700_000, grpcUnary: 120_000, grpcSession: 300_000 };
const samples = 4_000;

export function exampleFanout(seed: number): readonly FanoutCosts[] {
  const random = new SeededRandom(seed).fork('example fan-out');
  return contenderNames.flatMap((contender) =>
    [10, 100, 1_000].map(
      (subscribers): FanoutCosts => ({
        contender,
        ledger: 'memory-ledger',
        subscribers,
        rounds: rounds.map((round) => {
          const deliveriesPerSecond = perSecond[contender] * (0.95 + random.next() / 10);
          const lastUs = 100 + (3 * subscribers * 1_000_000) / deliveriesPerSecond;
          return {
            round,
            messages: 100,
            firstUs: lastUs / 2,
            medianUs: lastUs * 0.75,
            lastUs,
            deliveries: Math.round(deliveriesPerSecond),
            deliveriesPerSecond,
            serverUtilisation: 0.96,
            receiverUtilisation: 0.4,
          };
        }),
        faults: [],
        notes: ['receivers read positions alone'],
      }),
    ),
  );
}

export function exampleBacklog(seed: number): readonly BacklogCosts[] {
  const random = new SeededRandom(seed).fork('example backlog');
  const response = (ms: number): string => {
    const histogram = newHistogram();
    for (let sample = 0; sample < samples; sample += 1) recordMs(histogram, ms * (0.5 + random.next()));
    return encodeHistogram(histogram);
  };
  return contenderNames.map((contender): BacklogCosts => {
    const slow = perSecond.wire / perSecond[contender];
    return {
      contender,
      ledger: 'memory-ledger',
      messages: 100_000,
      livePerSecond: 1_000,
      rounds: rounds.map((round) => ({
        round,
        catchUps: 3,
        messagesPerSecond: (400_000 / slow) * (0.95 + random.next() / 10),
        catchingUpP50Us: 400 * slow,
        catchingUpP99Us: 900 * slow * (0.95 + random.next() / 10),
        // One at which gRPC is the better one, so that such a win is seen.
        aloneP50Us: contender === 'grpcSession' ? 200 * (0.95 + random.next() / 20) : 300 * (0.95 + random.next() / 20),
        aloneP99Us: 600 * slow,
        serverUtilisation: 0.8,
        receiverUtilisation: 0.3,
      })),
      catchingUp: response(0.9 * slow),
      alone: response(0.6 * slow),
      faults: [],
      notes: ['every position was checked'],
    };
  });
}
