/** A small ledger is filled as a large one is, and real servers start on it. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { defaultLimits } from '../../shared/contract/limits.ts';
import { State } from '../../shared/core/state.ts';
import { SqliteLedger } from '../../shared/ledger/sqlite/sqlite_ledger.ts';
import { inboxOf } from '../../shared/ledger/suite_events.ts';
import { ManualEnvironment } from '../../shared/testing/manual_environment.ts';
import { fillLedger, ledgerFill } from './fill_ledger.ts';
import { measureRecovery, startKinds } from './recovery.ts';
import { renderRecovery } from './recovery_report.ts';

const data = mkdtempSync(join(tmpdir(), 'duet-recovery-test-'));
test.after.always(() => rmSync(data, { recursive: true }));

const fill = ledgerFill({ accounts: 30, messages: 400 }, 100);
const never = new AbortController().signal;
const machine = {
  duet: '0',
  node: '0',
  system: 'test',
  cpu: 'test',
  cores: 2,
  memoryGib: 1,
  loadAverage: 0,
  startedAt: '',
};

test.serial('a ledger that was filled has what was asked for, as a server finds it', async (t) => {
  const folder = join(data, 'filled');
  const seen: number[] = [];
  await fillLedger(folder, fill, ({ done, total }) => seen.push(done / total), never);
  t.is(seen.at(-1), 1);
  const { ledger, snapshot } = SqliteLedger.open({
    folder,
    durability: 'synced',
    limits: defaultLimits,
    environment: new ManualEnvironment(),
    onFailure: (error) => {
      throw error;
    },
  });
  const keys = [...snapshot.keys];
  const state = State.recovered({ ...snapshot, keys }, defaultLimits);
  const { messages } = await ledger.readForward(inboxOf(...state.chats.keys()), 0, snapshot.position, {
    messagesMax: 1_000,
    bytesMax: 1_000_000,
  });
  await ledger.close();
  rmSync(folder, { recursive: true });
  t.deepEqual([state.accounts.size, state.sessions.size, state.chats.size, keys.length], [30, 30, 150, 100]);
  t.is(messages.length, 400);
  t.true(messages.every(({ body }) => Buffer.byteLength(body) === 100));
  t.is(snapshot.position, 30 + 30 + 150 + 400);
  t.true([...state.accounts.values()].every(({ directChats }) => directChats.size === 10));
});

test.serial('a start is measured on an empty folder, and on the ledger; both are removed', async (t) => {
  const plan = { fill, rounds: 1, data };
  const result = await measureRecovery(plan, () => {}, never);
  t.true(result.starts.every(({ readyMs }) => readyMs > 0));
  t.deepEqual([...new Set(result.starts.map(({ kind }) => kind))].slice(0, 2), startKinds.slice(0, 2));
  t.true(result.bytes > 400 * 100);
  t.deepEqual(readdirSync(data), []);
  t.regex(renderRecovery({ machine, plan, ...result }), /400 messages of 100 bytes, 30 accounts/);
});

test.serial('stopped while it fills or while a server starts, it rejects with why and leaves nothing', async (t) => {
  for (const at of ['filling', 'starting']) {
    const aborted = new AbortController();
    const reason = new Error(at);
    const running = measureRecovery(
      { fill, rounds: 1, data },
      ({ what }) => {
        if (what.startsWith(at)) setImmediate(() => aborted.abort(reason));
      },
      aborted.signal,
    );
    t.is(await t.throwsAsync(running), reason);
    t.deepEqual(readdirSync(data), []);
  }
});
