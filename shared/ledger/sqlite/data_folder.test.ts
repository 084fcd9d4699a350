/** One process at a time has a data folder, until it lets go of it or ends, however that comes about. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import { DataFolderError, dataFolder, lockDataFolder } from './data_folder.ts';

function refusalOf(path: string): string {
  try {
    lockDataFolder(dataFolder(path))[Symbol.dispose]();
    return 'none';
  } catch (error) {
    if (error instanceof DataFolderError) return error.message;
    throw error;
  }
}

/** A process that has the folder, and does nothing. */
async function processThatLocks(path: string): Promise<{ pid: number; kill(): Promise<void> } & AsyncDisposable> {
  const program = `
    import { lockDataFolder, dataFolder } from ${JSON.stringify(new URL('./data_folder.ts', import.meta.url).href)};
    globalThis.lock = lockDataFolder(dataFolder(${JSON.stringify(path)}));
    console.log('locked');
    setInterval(() => {}, 1_000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    // Nothing inherited: it must not keep whoever waits for this test's output waiting, should the test be killed.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.resume();
  const ended = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  await Promise.race([once(child.stdout, 'data'), ended]);
  return { pid: child.pid ?? 0, kill, [Symbol.asyncDispose]: kill };
}

test('a folder that is not there is made, with those above it, for its owner alone', (t) => {
  using folder = new TemporaryDataFolder();
  const path = join(folder.path, 'some', 'where');
  lockDataFolder(dataFolder(path))[Symbol.dispose]();
  t.is(statSync(path).mode & 0o777, 0o700);
});

test('a path by way of what is not there makes the folder that it comes to, and no other', (t) => {
  using folder = new TemporaryDataFolder();
  lockDataFolder(dataFolder(`${folder.path}/missing/../made`))[Symbol.dispose]();
  t.deepEqual(readdirSync(folder.path), ['made']);
});

test('a folder in use by this process is refused, and had once it is let go of', (t) => {
  using folder = new TemporaryDataFolder();
  const lock = lockDataFolder(dataFolder(folder.path));
  t.is(
    refusalOf(folder.path),
    `${folder.path} is in use by another Duet (process ${process.pid}): stop that, or choose another folder with --data`,
  );
  lock[Symbol.dispose]();
  t.is(refusalOf(folder.path), 'none');
});

test('a folder in use by another process is refused with its number, and had once that is killed', async (t) => {
  using folder = new TemporaryDataFolder();
  await using other = await processThatLocks(folder.path);
  t.is(
    refusalOf(folder.path),
    `${folder.path} is in use by another Duet (process ${other.pid}): stop that, or choose another folder with --data`,
  );
  t.is(readFileSync(join(folder.path, 'server.pid'), 'utf8'), `${other.pid}\n`, 'a refusal leaves the number alone');
  await other.kill();
  t.is(refusalOf(folder.path), 'none');
});

test('what is in the way of a folder is told in one line', (t) => {
  using folder = new TemporaryDataFolder();
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'below')]) {
    const refusal = refusalOf(path);
    t.true(refusal.startsWith(`${path} cannot be made: `), refusal);
    t.false(refusal.includes('\n'));
  }
});

test('a lock file that is none is told in one line, and so is a folder in its place', (t) => {
  using folder = new TemporaryDataFolder();
  const lock = join(folder.path, 'lock');
  writeFileSync(lock, 'not a database, and longer than the head of one '.repeat(10));
  t.is(refusalOf(folder.path), `${folder.path} cannot be locked: file is not a database`);
  using other = new TemporaryDataFolder();
  mkdirSync(join(other.path, 'lock'));
  t.is(refusalOf(other.path), `${other.path} cannot be written to: unable to open database file`);
});

// Root may write everywhere.
const testAsUser = process.getuid?.() === 0 ? test.skip : test;

testAsUser('a folder that may not be written to is told in one line', (t) => {
  using folder = new TemporaryDataFolder();
  chmodSync(folder.path, 0o500);
  const refusal = refusalOf(folder.path);
  chmodSync(folder.path, 0o700);
  t.regex(refusal, /^\S+ cannot be (written to|locked): [^\n]+$/);
});
