/** A short form of fan-out and backlog, for real: in processes of their own, over every contender. */

import { tmpdir } from 'node:os';
import test from 'ava';
import { decodeHistogram } from '../load/histograms.ts';
import { contenderNames } from '../plan/contenders.ts';
import { SeededRandom } from '../statistics/random.ts';
import { type DeliveriesProgress, shortBacklog, shortFanout } from './deliveries_options.ts';
import { measureBacklog } from './measure_backlog.ts';
import { type DeliveriesContext, measureFanout } from './measure_fanout.ts';

function context(onProgress: (progress: DeliveriesProgress) => void, signal?: AbortSignal): DeliveriesContext {
  return { data: tmpdir(), random: new SeededRandom(1), onProgress, signal };
}

test.serial('fan-out: every subscriber of every group has every message, over each contender', async (t) => {
  const told: DeliveriesProgress[] = [];
  const costs = await measureFanout(
    shortFanout,
    context((progress) => told.push(progress)),
  );
  t.deepEqual(
    costs.map(({ contender, subscribers, faults }) => [contender, subscribers, faults]),
    contenderNames.flatMap((contender) => shortFanout.groups.map((group) => [contender, group, []])),
  );
  for (const { subscribers, rounds } of costs) {
    t.deepEqual(
      rounds.map(({ round }) => round),
      [1, 2],
    );
    for (const { messages, firstUs, medianUs, lastUs, deliveries, deliveriesPerSecond } of rounds) {
      t.true(messages > 0 && firstUs > 0 && firstUs <= medianUs && medianUs <= lastUs);
      t.true(deliveries > 0 && deliveries % subscribers === 0 && deliveriesPerSecond > 0);
    }
  }
  t.deepEqual([...new Set(told.map(({ of }) => of))], [told.length]);
  t.deepEqual(
    told.map(({ done }) => done),
    told.map((_, index) => index),
  );
});

test.serial(
  'backlog: a subscriber catches up all that waits, over each contender, on a ledger on the disk',
  async (t) => {
    const options = { ...shortBacklog, ledger: 'sqlite-written' } as const;
    const costs = await measureBacklog(
      options,
      context(() => {}),
    );
    t.deepEqual(
      costs.map(({ contender, faults, rounds }) => [contender, faults, rounds.length]),
      contenderNames.map((contender) => [contender, [], options.rounds]),
    );
    for (const { rounds, alone, catchingUp } of costs) {
      t.true(decodeHistogram(alone).totalCount > 0);
      t.true(decodeHistogram(catchingUp).totalCount > 0);
      for (const { catchUps, messagesPerSecond } of rounds) t.true(catchUps > 0 && messagesPerSecond > 0);
    }
  },
);

test.serial('a server that loses a delivery is found out, and what it did after that is no figure', async (t) => {
  const fault = { kind: 'lostDelivery', every: 7 } as const;
  const lossy = { ...context(() => {}), fault };
  const [fanout] = await measureFanout(
    { ...shortFanout, contenders: ['wire'], groups: [3], deliveryMsMax: 500 },
    lossy,
  );
  t.regex(fanout?.faults[0] ?? '', /round \d: .* missing/);
  t.is(fanout?.faults.length, 1);
  const [backlog] = await measureBacklog({ ...shortBacklog, contenders: ['wire'] }, lossy);
  t.regex(backlog?.faults[0] ?? '', /round \d: .* missing/);
  t.deepEqual(backlog?.rounds, []);
});

test.serial('what is aborted ends its processes, and rejects with the reason', async (t) => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const work = measureFanout(
    shortFanout,
    context(({ done }) => {
      if (done === 4) controller.abort(reason);
    }, controller.signal),
  );
  t.is(await t.throwsAsync(work), reason);
});
