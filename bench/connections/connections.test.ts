/** What connections cost: the line through samples, the bounds of the system, and a short form of it, for real. */

import test from 'ava';
import { contenderNames } from '../plan/contenders.ts';
import { isMissing } from '../run/run.ts';
import { forEachAtOnce } from './at_once.ts';
import { type ConnectionsProgress, defaultConnections, shortConnections } from './connections_options.ts';
import { stepsOf } from './contender_costs.ts';
import { measureConnections, withinBounds } from './measure_connections.ts';
import { connectionsAllowed } from './open_files.ts';
import { slopeThrough } from './slope.ts';

test('the slope is that of the line of least squares, by hand', (t) => {
  // Means 2 and 4; deviations (-2, -1, 0, 3) and (-3, -1, 0, 4): (6 + 1 + 0 + 12) / (4 + 1 + 0 + 9).
  const points = [
    { x: 0, y: 1 },
    { x: 1, y: 3 },
    { x: 2, y: 4 },
    { x: 5, y: 8 },
  ];
  t.is(slopeThrough(points), 19 / 14);
});

test('what the server holds anyway is no part of the slope', (t) => {
  const points = [0, 1_000, 2_000].map((x) => ({ x, y: 80_000_000 + 9_000 * x }));
  t.is(slopeThrough(points), 9_000);
});

test('there is no slope at one place', (t) => {
  t.throws(() => slopeThrough([{ x: 3, y: 1 }]), { message: /two places/ });
  t.throws(() => slopeThrough([]), { message: /two places/ });
});

test('where the system allows fewer connections, there are fewer, and it is said', (t) => {
  const { bounded, notes } = withinBounds(defaultConnections, 768);
  t.is(bounded.connections, 768);
  t.is(notes.length, 1);
  t.regex(notes[0] ?? '', /768 connections instead of 5000.*ulimit -n/);
  t.deepEqual(withinBounds(defaultConnections, 5_000), { bounded: defaultConnections, notes: [] });
  t.throws(() => withinBounds(defaultConnections, 3), { message: /ulimit -n/ });
  t.true(connectionsAllowed() > 0);
});

test('work is done once each, no more at a time than may be, and none is begun after a failure', async (t) => {
  const began: number[] = [];
  let underWay = 0;
  let most = 0;
  const work = async (index: number): Promise<void> => {
    began.push(index);
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    if (index === 8) throw new Error('the ninth failed');
  };
  await forEachAtOnce(7, 3, work);
  t.deepEqual(began, [0, 1, 2, 3, 4, 5, 6]);
  t.is(most, 3);
  await t.throwsAsync(
    forEachAtOnce(1_000, 2, (index) => work(index + 7)),
    { message: 'the ninth failed' },
  );
  t.true(began.length < 12, `${began.length}`);
});

for (const contender of contenderNames) {
  test(`${contender}: idle connections, a storm, logins and a way back are measured, and each gets its message`, async (t) => {
    const told: ConnectionsProgress[] = [];
    // For one of them, the clients are more than one process holds.
    const connectionsPerClientMax = contender === 'wire' ? 12 : shortConnections.connectionsPerClientMax;
    const options = { ...shortConnections, contenders: [contender], connectionsPerClientMax };
    const [costs, ...others] = await measureConnections(options, (progress) => told.push(progress));
    t.deepEqual(others, []);
    if (costs === undefined) return t.fail();
    t.is(costs.contender, contender);
    t.deepEqual(
      costs.samples.map(({ connections }) => connections),
      [0, 10, 20],
    );
    t.true(costs.samples.every(({ serverResidentBytes }) => serverResidentBytes > 1_000_000));
    t.true(Number.isFinite(costs.bytesPerConnection));
    t.true(costs.connectsPerSecond > 0 && costs.loginsPerSecond > 0 && costs.reconnectMs > 0);
    t.true(!isMissing(costs.server) && costs.server.userUs > 0);
    t.true(costs.notes.some((note) => /^connect rate of .*: the median of 2 rounds, [\d,]+ to [\d,]+\/s$/.test(note)));
    t.true(costs.notes.some((note) => note.includes('measured once')));
    t.true(costs.notes.includes('garbage was collected before memory was looked at'));
    t.deepEqual(
      told.map(({ done }) => done),
      Array.from({ length: stepsOf(options) }, (_, index) => index),
    );
  });
}

test('a measurement that is given up ends with the reason', async (t) => {
  const stop = new AbortController();
  const given = new Error('given up');
  const onProgress = ({ text }: ConnectionsProgress): void => {
    if (text.startsWith('memory of')) stop.abort(given);
  };
  const error = await t.throwsAsync(measureConnections(shortConnections, onProgress, stop.signal));
  t.is(error, given);
});
