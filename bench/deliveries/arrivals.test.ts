/** What is noticed of wrong deliveries, by the receivers of a group and by the record of a backlog. */

import test from 'ava';
import { Arrivals, DeliveryFault } from './arrivals.ts';
import { BacklogRecord } from './backlog_record.ts';

test('messages count as reached once every subscriber has them, whoever is first', (t) => {
  const reached: number[] = [];
  const arrivals = new Arrivals(3, (messages) => reached.push(messages));
  for (const [subscriber, position] of [
    [1, 4],
    [1, 9],
    [0, 4],
    [2, 4],
    [2, 9],
    [0, 9],
  ] as const) {
    arrivals.take(subscriber, position);
  }
  t.deepEqual(reached, [1, 2]);
  t.notThrows(() => arrivals.require([9, 4]));
});

const wrongs: readonly (readonly [what: string, arrivals: readonly (readonly [number, number])[], text: RegExp])[] = [
  [
    'twice',
    [
      [0, 4],
      [0, 4],
    ],
    /subscriber 1: position 4 came twice/,
  ],
  [
    'twice, after another',
    [
      [0, 4],
      [0, 9],
      [1, 4],
      [1, 4],
    ],
    /subscriber 2: position 4 came twice/,
  ],
  [
    'without the one before it',
    [
      [0, 4],
      [0, 9],
      [1, 9],
    ],
    /subscriber 2: position 4 is missing, and 9 came/,
  ],
  [
    'out of order',
    [
      [0, 9],
      [0, 4],
    ],
    /subscriber 1: position 4 came out of order/,
  ],
];

for (const [what, taken, text] of wrongs) {
  test(`a message that comes ${what} is a fault`, (t) => {
    const arrivals = new Arrivals(2, () => {});
    const all = (): void => {
      for (const [subscriber, position] of taken) arrivals.take(subscriber, position);
    };
    t.throws(all, { instanceOf: DeliveryFault, message: text });
  });
}

test('a message that nobody got, and one that nobody sent, is a fault', (t) => {
  const arrivals = new Arrivals(1, () => {});
  arrivals.take(0, 4);
  t.throws(() => arrivals.require([4, 5]), { message: /subscriber 1 had 1 of 2 messages: one is missing/ });
  t.throws(() => arrivals.require([5]), { message: /message 1 came as position 4, and is 5/ });
});

test('what is caught up is held against what was sent', (t) => {
  const record = new BacklogRecord(Float64Array.of(2, 3, 5));
  record.add(Float64Array.of(9, 7));
  t.is(record.newest, 9);
  t.is(record.positionBefore(3), 3);
  t.is(record.positionBefore(5), 1);
  const fault = (...came: number[]): string | undefined => record.faultOf(Float64Array.from(came), 3, 'whole');
  t.is(fault(5, 7, 9), undefined);
  t.is(fault(5, 7), '1 of 3 messages are missing');
  t.is(record.faultOf(Float64Array.of(5, 7), 3, 'beginning'), undefined);
  t.is(fault(5, 9), 'position 7 is missing, and 9 came');
  t.is(fault(5, 7, 7, 9), 'position 7 came twice');
  t.is(fault(7, 5, 9), 'position 5 is missing, and 7 came');
  t.is(fault(5, 4, 9), 'position 4 came out of order');
});
