/** A bench of real servers on SQLite ledgers: it measures the disk beside them, and leaves nothing of them. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { ledgerNames } from '../../plan/ledgers.ts';
import { cellsOf } from '../plan.ts';
import { type BenchPlan, runBench } from '../run.ts';

function planIn(data: string, names = ledgerNames): BenchPlan {
  const cells = cellsOf(['deliver'], [4], names).filter(({ contender }) => contender === 'wire');
  return { cells, rounds: 1, cellMs: 50, bodyBytes: 100, data };
}

test.beforeEach((t) => {
  t.context = mkdtempSync(join(tmpdir(), 'duet-bench-test-'));
});
test.afterEach.always((t) => {
  rmSync(t.context as string, { recursive: true });
});

test('each ledger is measured, the synced one with the disk beside it, and its size in the end', async (t) => {
  const data = t.context as string;
  const { measurements, diskUses, commitRates, place } = await runBench(planIn(data), () => {});
  t.deepEqual(measurements.map(({ ledger }) => ledger).sort(), [...ledgerNames].sort());
  for (const { ledger, diskSyncUs, messages } of measurements) {
    t.is(diskSyncUs !== undefined && diskSyncUs > 0, ledger === 'sqlite-synced', ledger);
    t.true(messages >= 4);
  }
  t.deepEqual(
    diskUses.map(({ ledger }) => ledger),
    ['sqlite-synced', 'sqlite-written', 'sqlite-memory'],
  );
  for (const { bytes, messages } of diskUses) t.true(messages > 0 && bytes > messages * 100);
  t.deepEqual(Object.keys(diskUses[0] ?? {}), ['contender', 'ledger', 'bytes', 'messages']);
  t.deepEqual(
    commitRates.map(({ ledger, window }) => [ledger, window]),
    [
      ['sqlite-synced', 4],
      ['sqlite-written', 4],
    ],
    'where replies wait for nothing there is nothing to wait for',
  );
  t.true(commitRates.every(({ commitsPerSecond }) => commitsPerSecond > 0));
  t.true(place?.folder.includes('duet-bench-'));
  t.deepEqual(readdirSync(data), [], 'the data folders are gone');
});

test('a bench that is stopped rejects with why, and removes its data folders', async (t) => {
  const data = t.context as string;
  const aborted = new AbortController();
  const reason = new Error('stopped by a test');
  let folders = 0;
  const running = runBench(
    { ...planIn(data, ['sqlite-synced']), rounds: 1_000 },
    ({ done }) => {
      if (done !== 1) return;
      folders = readdirSync(data).length;
      aborted.abort(reason);
    },
    aborted.signal,
  );
  t.is(await t.throwsAsync(running), reason);
  t.is(folders, 1);
  t.deepEqual(readdirSync(data), []);
});
