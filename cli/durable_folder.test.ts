/**
 * The folders that a ledger is in are on the disk when the server is ready, as what it acknowledges is: asked of the
 * kernel, by strace. Skipped, with a line that says so, where strace cannot be had.
 */

import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ava from 'ava';
import { backupLedger } from '../shared/ledger/sqlite/backup.ts';
import { DataFolderError, dataFolder, lockDataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { restoreLedger } from '../shared/ledger/sqlite/restore.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { Strace, straceMissing } from './testing/strace.ts';
import { systemCalls } from './testing/system_calls.ts';

const test = straceMissing === undefined ? ava.serial : ava.skip;
if (straceMissing !== undefined) console.log(`syncs of folders are not looked at by the kernel: ${straceMissing}`);

const quietly = { onProgress: () => {}, signal: new AbortController().signal };

function start(path: string): void {
  lockDataFolder(dataFolder(path))[Symbol.dispose]();
}

/** What is synced meanwhile, by its path. */
async function syncedBy(work: () => void): Promise<readonly string[]> {
  await using strace = await Strace.attach(process.pid, ['-e', 'trace=fsync']);
  work();
  const synced = systemCalls(await strace.detach()).filter(({ result }) => result === 0);
  return synced.map(({ target }) => target);
}

/** Every sync of this process fails so, until it is disposed of; with `when`, as strace counts, only some. */
function failingSyncs(error: string, when = '1+'): Promise<Strace> {
  return Strace.attach(process.pid, ['-e', 'trace=fsync', '-e', `inject=fsync:error=${error}:when=${when}`]);
}

test('each folder that is made for a ledger is synced by its name, from above, until there is a ledger', async (t) => {
  using folder = new TemporaryDataFolder();
  const there = realpathSync(folder.path);
  const path = join(there, 'made', 'for', 'it');
  t.deepEqual(
    await syncedBy(() => start(path)),
    [dirname(there), there, join(there, 'made'), join(there, 'made', 'for')],
    'the one that was there may be of a process that was killed',
  );
  t.deepEqual(await syncedBy(() => start(path)), [join(there, 'made', 'for')], 'and so may this one');
  writeFileSync(dataFolder(path).database, '');
  t.deepEqual(await syncedBy(() => start(path)), []);
});

test('a folder that a killed process made and did not sync is synced by the next start', async (t) => {
  using folder = new TemporaryDataFolder();
  const there = realpathSync(folder.path);
  mkdirSync(join(there, 'made'));
  t.deepEqual(await syncedBy(() => start(join(there, 'made', 'too'))), [there, join(there, 'made')]);
});

test('where a folder cannot be synced, neither a start nor a restore leaves what it made', async (t) => {
  using folder = new TemporaryDataFolder();
  using from = new TemporaryDataFolder();
  await from.open().ledger.close();
  const backup = join(from.path, 'backup');
  await backupLedger(dataFolder(from.path).database, backup, quietly);
  const path = join(folder.path, 'made', 'for', 'it');
  const refusal = { instanceOf: DataFolderError, message: `${path} cannot be made: EIO: i/o error, fsync` };
  for (const when of ['1', '2', '4']) {
    await using _failing = await failingSyncs('EIO', when);
    t.throws(() => start(path), refusal);
    t.deepEqual(readdirSync(folder.path), []);
  }
  for (const when of ['4', '5']) {
    await using _failing = await failingSyncs('EIO', when);
    await t.throwsAsync(restoreLedger(backup, path, { ...quietly, ledgerId: 'another' }), refusal);
    t.deepEqual(readdirSync(folder.path), [], 'whether it made the folder, or was about to lock it');
  }
});

for (const error of ['EINVAL', 'EOPNOTSUPP']) {
  test(`where folders are not synced, which is ${error}, a ledger can be all the same`, async (t) => {
    using folder = new TemporaryDataFolder();
    await using _failing = await failingSyncs(error);
    t.notThrows(() => start(join(folder.path, 'made')));
  });
}
