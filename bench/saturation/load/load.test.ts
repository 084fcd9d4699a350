/** The load generator notices what must not be counted, and the processes of a bench measure each contender. */

import test from 'ava';
import { cellsOf, contenderNames } from '../plan.ts';
import { runBench } from '../run.ts';
import { Bodies } from './bodies.ts';
import { runClosedLoop } from './closed_loop.ts';
import { StartTimes } from './start_times.ts';
import type { Target } from './target.ts';

test('a body that is lost, doubled or changed is noticed by the next one', (t) => {
  const bodies = new Bodies(100);
  const [first, second, third] = [bodies.next(), bodies.next(), bodies.next()];
  t.is(Buffer.byteLength(first), 100);
  bodies.receive(first);
  t.throws(() => bodies.receive(first), { message: /message 1 should be/ });
  t.throws(() => bodies.receive(third), { message: /message 1 should be/ });
  bodies.receive(second);
});

test('a message that comes back without having been sent is noticed', (t) => {
  const started = new StartTimes();
  started.push(5);
  t.is(started.shift(), 5);
  t.throws(() => started.shift(), { message: /not sent/ });
});

test('a run whose target fails is no result', async (t) => {
  const failing: Target = {
    lane: (_scenario, _completed, failed) => ({
      send: () => failed(new Error('a reply was wrong')),
      settle: async () => {},
    }),
  };
  await t.throwsAsync(runClosedLoop(failing, { scenario: 'send', window: 4, durationMs: 1 }), {
    message: 'a reply was wrong',
  });
});

test('a run keeps as many messages under way as its window has room for, and waits for the last', async (t) => {
  let underWay = 0;
  let most = 0;
  let settled = false;
  const counting: Target = {
    lane: (_scenario, completed) => ({
      send: (startedMs) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setImmediate(() => {
          underWay -= 1;
          completed(startedMs);
        });
      },
      settle: async () => {
        settled = true;
      },
    }),
  };
  const result = await runClosedLoop(counting, { scenario: 'send', window: 7, durationMs: 5 });
  t.is(most, 7);
  t.is(underWay, 0);
  t.true(settled);
  t.true(result.messages >= 7);
});

test('every contender is measured in every scenario it takes part in, in processes of their own', async (t) => {
  const cells = cellsOf(['send', 'deliver'], [8], ['memory-ledger']);
  const seen: number[] = [];
  const plan = { cells, rounds: 1, cellMs: 50, bodyBytes: 100, data: '.' };
  const { measurements, place, diskUses } = await runBench(plan, ({ done }) => seen.push(done));
  const measured = new Set(measurements.map(({ contender }) => contender));
  t.deepEqual([...measured].sort(), [...contenderNames].sort());
  t.is(measurements.length, cells.length);
  for (const { contender, messages, messagesPerSecond, serverCpuUsPerMessage } of measurements) {
    t.true(messages >= 8 && messagesPerSecond > 0 && serverCpuUsPerMessage >= 0, contender);
  }
  t.is(seen.at(-1), cells.length * 2);
  t.deepEqual([place, diskUses], [undefined, []], 'the memory ledger touches no disk');
});
