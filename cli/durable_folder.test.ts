/**
 * The folders that a ledger is in are on the disk when the server is ready, as what it acknowledges is: asked of the
 * kernel, by strace. Skipped, with a line that says so, where strace cannot be had.
 */

import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import ava from 'ava';
import { dataFolder, lockDataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { Strace, straceMissing } from './testing/strace.ts';
import { systemCalls } from './testing/system_calls.ts';

const test = straceMissing === undefined ? ava.serial : ava.skip;
if (straceMissing !== undefined) console.log(`syncs of folders are not looked at by the kernel: ${straceMissing}`);

test('of each folder that is made for a ledger, the folder that it is in is synced, and no other one', async (t) => {
  using folder = new TemporaryDataFolder();
  const there = realpathSync(folder.path);
  const path = join(there, 'made', 'for', 'it');
  await using strace = await Strace.attach(process.pid, ['-e', 'trace=fsync']);
  for (let start = 0; start < 2; start += 1) lockDataFolder(dataFolder(path))[Symbol.dispose]();
  const synced = systemCalls(await strace.detach()).filter(({ result }) => result === 0);
  t.deepEqual(
    synced.map(({ target }) => target),
    [join(there, 'made', 'for'), join(there, 'made'), there],
    'by the first start alone',
  );
});
