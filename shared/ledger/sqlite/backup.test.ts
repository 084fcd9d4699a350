/** Backups, what is made of them, and exports: each of one moment, whole or not at all, and refused where it must be. */

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { largeBodies, largeBody, largeLedger } from '../../testing/large_ledger.ts';
import type { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId } from '../ledger.ts';
import { messageSent } from '../suite_events.ts';
import { backupLedger } from './backup.ts';
import { checkLedgerAt } from './check.ts';
import { type DataFolder, dataFolder, lockDataFolder } from './data_folder.ts';
import { exportLedger } from './export.ts';
import type { OnProgress } from './progress.ts';
import { restoreLedger } from './restore.ts';

const quietly = { onProgress: () => {}, signal: new AbortController().signal };
const ledgerId = 'another ledger';
/** Of the newest event of the ledger that all of these start with. */
const lastPosition = 13 + largeBodies;

/** All that is in a folder, with the sizes, but for what SQLite needs to read a ledger. */
function contentsOf(folder: TemporaryDataFolder): readonly string[] {
  const names = readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/db-(wal|shm)$/.test(name))
    .sort();
  return names.map((name) => `${name} ${statSync(join(folder.path, name)).size}`);
}

function rows(file: string, sql: string): readonly unknown[] {
  using database = new DatabaseSync(file, { readOnly: true });
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
}

function execute(file: string, sql: string): void {
  using database = new DatabaseSync(file);
  database.exec(sql);
}

test('a backup is of the moment at which it began, and never starts anew, whatever is committed meanwhile', async (t) => {
  using folder = await largeLedger();
  const { ledger } = folder.open();
  const { database } = dataFolder(folder.path);
  // Commits at every step, from a connection of its own, as a server has.
  const done: number[] = [];
  const onProgress: OnProgress = (progress) => {
    done.push(progress.done);
    using server = new DatabaseSync(database);
    server.exec(`UPDATE messages SET body = 'changed', time_ms = ${done.length} WHERE chat <> 5`);
  };
  const file = join(folder.path, 'backup');
  const before = rows(database, 'SELECT * FROM messages ORDER BY position');
  const { position, ledgerId: id } = await backupLedger(database, file, { ...quietly, onProgress });
  await ledger.close();
  t.true(done.length >= 3, 'it took several steps');
  t.deepEqual(
    done,
    [...new Set(done)].sort((a, b) => a - b),
    'none of them was taken again',
  );
  t.notDeepEqual(rows(database, 'SELECT * FROM messages ORDER BY position'), before);
  t.deepEqual(rows(file, 'SELECT * FROM messages ORDER BY position'), before);
  t.deepEqual([id, position], [ledger.id, lastPosition]);
});

test('a backup holds up no commit', async (t) => {
  using folder = await largeLedger();
  const { ledger } = folder.open();
  const committed: Promise<number>[] = [];
  const onProgress: OnProgress = () => {
    committed.push(Promise.resolve(ledger.commit([messageSent('stays' as ChatId, 'alice', 'meanwhile')])));
  };
  const { database } = dataFolder(folder.path);
  const backup = await backupLedger(database, join(folder.path, 'backup'), { ...quietly, onProgress });
  const positions = await Promise.all(committed);
  t.true(positions.length >= 3);
  t.true((positions[0] ?? 0) > backup.position);
  await ledger.close();
});

test('a backup is one file, with nothing beside it, that its owner alone can read', async (t) => {
  using folder = await largeLedger();
  const file = join(folder.path, 'backup');
  await backupLedger(dataFolder(folder.path).database, file, quietly);
  t.deepEqual((await checkLedgerAt(file)).problems, []);
  t.deepEqual(
    readdirSync(folder.path).filter((name) => name.startsWith('backup')),
    ['backup'],
  );
  t.deepEqual(
    rows(file, 'PRAGMA journal_mode'),
    [{ journal_mode: 'delete' }],
    'it can be read where nothing can be written',
  );
  t.is(statSync(file).mode & 0o777, 0o600);
});

test('what is restored is all of the backup, under another id, without its sessions', async (t) => {
  using folder = await largeLedger();
  const { database } = dataFolder(folder.path);
  const file = join(folder.path, 'backup');
  await backupLedger(database, file, quietly);
  const to = join(folder.path, 'new', 'folder');
  const summary = await restoreLedger(file, to, { ...quietly, ledgerId });
  t.like(summary, { id: ledgerId, position: lastPosition, counts: { accounts: 2, messages: 2 + largeBodies } });
  const restored = dataFolder(to).database;
  for (const table of ['accounts', 'cursors', 'chats', 'participants', 'messages', 'keys']) {
    t.deepEqual(rows(restored, `SELECT * FROM ${table}`), rows(database, `SELECT * FROM ${table}`), table);
  }
  t.deepEqual(rows(restored, 'SELECT * FROM sessions'), []);
  t.deepEqual(rows(restored, 'SELECT id, position, unsynced_since FROM ledger'), [
    { id: ledgerId, position: lastPosition, unsynced_since: '' },
  ]);
  t.is(statSync(to).mode & 0o777, 0o700);
});

test('what a server was killed over can be backed up', async (t) => {
  using folder = await largeLedger();
  const { ledger } = folder.open();
  const position = await ledger.commit([messageSent('stays' as ChatId, 'alice', 'in the log only')]);
  using killed = folder.asKilledNow();
  await ledger.close();
  const file = join(killed.path, 'backup');
  t.is((await backupLedger(dataFolder(killed.path).database, file, quietly)).position, position);
  t.deepEqual(rows(file, `SELECT body FROM messages WHERE position = ${position}`), [{ body: 'in the log only' }]);
});

const interrupted = new Error('interrupted');

/** Aborted at that step. */
function abortedAt(step: number): { readonly onProgress: OnProgress; readonly signal: AbortSignal } {
  const controller = new AbortController();
  const steps = { count: 0 };
  const onProgress = (): void => {
    steps.count += 1;
    if (steps.count === step) controller.abort(interrupted);
  };
  return { onProgress, signal: controller.signal };
}

test('a backup and a restore that are interrupted, at whatever step, leave nothing', async (t) => {
  using folder = await largeLedger();
  const { database } = dataFolder(folder.path);
  const file = join(folder.path, 'backup');
  for (const step of [1, 2, 3]) {
    const before = contentsOf(folder);
    t.is(await t.throwsAsync(backupLedger(database, join(folder.path, 'other'), abortedAt(step))), interrupted);
    t.deepEqual(contentsOf(folder), before);
  }
  await backupLedger(database, file, quietly);
  // The last of these while it is checked.
  for (const step of [1, 3, 10]) {
    const before = contentsOf(folder);
    const to = join(folder.path, 'new', 'folder');
    t.is(await t.throwsAsync(restoreLedger(file, to, { ...abortedAt(step), ledgerId })), interrupted);
    t.deepEqual(contentsOf(folder), before);
  }
});

test('a file that is there already is left alone', async (t) => {
  using folder = await largeLedger();
  const { database } = dataFolder(folder.path);
  const [file, partial] = [join(folder.path, 'file'), join(folder.path, 'other.partial')];
  for (const path of [file, partial]) writeFileSync(path, 'precious');
  await t.throwsAsync(backupLedger(database, file, quietly), { name: 'DataFolderError', message: /is there already/ });
  await t.throwsAsync(backupLedger(database, join(folder.path, 'other'), quietly), {
    name: 'DataFolderError',
    message: /other\.partial cannot be made: it is being written, or was left by a process that was killed: remove it$/,
  });
  for (const path of [file, partial]) t.is(readFileSync(path, 'utf8'), 'precious');
});

test('what is no sound backup of ours is not restored, and nothing is left of the attempt', async (t) => {
  using folder = await largeLedger();
  const at = (name: string): string => join(folder.path, name);
  await backupLedger(dataFolder(folder.path).database, at('backup'), quietly);
  const bytes = readFileSync(at('backup'));
  writeFileSync(at('cut'), bytes.subarray(0, bytes.length / 2));
  const pageBytes = 4_096;
  writeFileSync(at('damaged'), Buffer.from(bytes).fill(0x55, pageBytes * 12, pageBytes * 14));
  writeFileSync(at('broken'), bytes);
  execute(at('broken'), 'DELETE FROM cursors');
  writeFileSync(at('newer'), bytes);
  execute(at('newer'), 'PRAGMA user_version = 1000');
  execute(at('foreign'), 'CREATE TABLE t (x)');
  writeFileSync(at('text'), 'no database at all, but some text');
  writeFileSync(at('nothing'), '');
  const before = contentsOf(folder);
  const refusals: Readonly<Record<string, RegExp>> = {
    missing: /^there is no ledger at .*missing: name the file of a backup$/,
    cut: /cut (cannot be opened: database disk image is malformed|is damaged, and was not restored: .*)$/,
    damaged: /damaged is damaged, and was not restored: .* \(duet check .*damaged tells all\)$/,
    broken: /broken is damaged, and was not restored: accounts without a cursor: 2, the first is alice /,
    newer: /newer was written by a newer Duet \(version 1000 of its tables; /,
    foreign: /foreign is an SQLite file, but not of Duet/,
    text: /text cannot be opened: file is not a database$/,
    nothing: /nothing is empty: it holds no ledger$/,
  };
  for (const [name, message] of Object.entries(refusals)) {
    const restored = restoreLedger(at(name), at('new/folder'), { ...quietly, ledgerId });
    await t.throwsAsync(restored, { name: 'DataFolderError', message }, name);
    t.deepEqual(contentsOf(folder), before, name);
  }
});

test('a ledger is not restored where there is one, nor beside the log of one, nor where another process is', async (t) => {
  using folder = await largeLedger();
  const file = join(folder.path, 'backup');
  await backupLedger(dataFolder(folder.path).database, file, quietly);
  const refused = async (to: DataFolder, message: RegExp): Promise<void> => {
    await t.throwsAsync(restoreLedger(file, to.path, { ...quietly, ledgerId }), { name: 'DataFolderError', message });
  };
  await refused(dataFolder(folder.path), /holds a ledger already \(.*ledger\.db\): choose another folder with --data/);
  const log = dataFolder(join(folder.path, 'log'));
  mkdirSync(log.path);
  writeFileSync(`${log.database}-wal`, '');
  await refused(log, /holds a ledger already \(.*ledger\.db-wal\)/);
  const locked = dataFolder(join(folder.path, 'locked'));
  using _lock = lockDataFolder(locked);
  await refused(locked, /is in use by another Duet/);
  t.false(existsSync(locked.database));
});

test('an export has every account, readable chat and message, in lines of a documented shape, and no secrets', async (t) => {
  using folder = await largeLedger();
  const { database } = dataFolder(folder.path);
  const texts: string[] = [];
  const write = async (text: string): Promise<void> => {
    texts.push(text);
  };
  t.is(await exportLedger(database, write, quietly), 9 + largeBodies);
  t.true(texts.length >= largeBodies, 'it is never held as a whole');
  t.false(/argon2|secret|token/.test(texts.join('')));
  const [ledger, ...lines] = texts
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.like(ledger, {
    type: 'ledger',
    version: 1,
    position: lastPosition,
    accounts: 2,
    chats: 2,
    messages: 1 + largeBodies,
  });
  t.deepEqual([{ id: ledger.ledgerId }], rows(database, 'SELECT id FROM ledger'));
  const account = { type: 'account', createdMs: 0, role: 'user', presenceHidden: false, lastSeenMs: 0 };
  const direct = { type: 'chat', kind: 'direct', title: '', createdMs: 0 };
  const joined = (name: string, chat: string, position: number): unknown => {
    const positions = { joinedPosition: position, readPosition: position };
    return { type: 'participant', chat, name, role: 'member', ...positions, spans: [] };
  };
  t.deepEqual(lines.slice(0, 8), [
    { ...account, name: 'alice', fullName: 'Alice "A." Liddell', acknowledgedPosition: 1 },
    { ...account, name: 'bob', fullName: '', acknowledgedPosition: 11 },
    { ...direct, chat: 'stays', participants: ['alice', 'bob'] },
    { ...direct, chat: 'has one left', participants: ['bob'] },
    joined('alice', 'stays', 6),
    joined('bob', 'stays', 6),
    joined('bob', 'has one left', 7),
    {
      type: 'message',
      position: 10,
      chat: 'has one left',
      sender: 'carol',
      timeMs: 12,
      body: 'tab\tline\n\u2028 \u{1f600}',
    },
  ]);
  const large = { type: 'message', chat: 'stays', sender: 'alice', body: largeBody };
  t.deepEqual(
    lines.slice(8),
    Array.from({ length: largeBodies }, (_, index) => ({ ...large, position: 11 + index, timeMs: index })),
  );
});

test('an export is of one moment, waits for whoever takes its lines, and ends when it is interrupted', async (t) => {
  using folder = await largeLedger();
  const { database } = dataFolder(folder.path);
  const deleted: string[] = [];
  const write = async (text: string): Promise<void> => {
    deleted.push(text);
    execute(database, 'DELETE FROM messages');
    t.is(deleted.at(-1), text, 'nothing comes before this is answered');
  };
  t.is(await exportLedger(database, write, quietly), 9 + largeBodies);
  t.is(deleted.join('').split('\n').length - 1, 9 + largeBodies);
  const taken: string[] = [];
  const take = async (text: string): Promise<void> => void taken.push(text);
  using again = await largeLedger();
  await t.throwsAsync(exportLedger(dataFolder(again.path).database, take, abortedAt(2)), { is: interrupted });
  t.is(taken.length, 2);
});

test('a server that stops and starts while a backup is under way loses nothing, and stays the same ledger', async (t) => {
  using folder = await largeLedger();
  const { database } = dataFolder(folder.path);
  const { ledger } = folder.open({ durability: 'memory' });
  const position = await ledger.commit([messageSent('stays' as ChatId, 'alice', 'before')]);
  {
    using reading = new DatabaseSync(database, { readOnly: true });
    reading.exec('BEGIN; SELECT * FROM ledger');
    t.is(await ledger.commit([messageSent('stays' as ChatId, 'alice', 'meanwhile')]), position + 1);
    await ledger.close();
    const again = folder.open({ durability: 'memory' });
    t.is(again.ledger.id, ledger.id);
    t.is(await again.ledger.commit([messageSent('stays' as ChatId, 'alice', 'after')]), position + 2);
    await again.ledger.close();
  }
  t.deepEqual(rows(database, `SELECT body FROM messages WHERE position >= ${position}`), [
    { body: 'before' },
    { body: 'meanwhile' },
    { body: 'after' },
  ]);
});
