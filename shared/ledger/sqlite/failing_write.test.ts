/**
 * A disk that fails for real, by the system's own bound on the length of a file: nothing is answered that is not
 * written, whoever runs the ledger is told once, and what was answered is there afterwards. Skipped where `prlimit` of
 * util-linux is missing.
 */

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import ava from 'ava';
import { ChatError } from '../../contract/chat_error.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId } from '../ledger.ts';
import { accountCreated, chatCreated, inboxOf, messageSent } from '../suite_events.ts';
import { checkLedgerAt } from './check.ts';
import { dataFolder } from './data_folder.ts';

const available = spawnSync('prlimit', ['--version']).status === 0;
const test = available ? ava.serial : ava.skip;
if (!available) console.log('no write is made to fail: there is no prlimit');

const chat = 'chat' as ChatId;
const everything = { messagesMax: 1_000, bytesMax: 1_000_000 };

/** No file of this process grows beyond that, until it is disposed of. */
function longestFile(bytes: number): Disposable {
  const limit = (soft: string): void => {
    const run = spawnSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:`]);
    if (run.status !== 0) throw new Error(run.stderr.toString());
  };
  limit(String(bytes));
  return { [Symbol.dispose]: () => limit('unlimited') };
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'none';
  } catch (error) {
    return error instanceof ChatError ? error.code : String(error);
  }
}

test('a log that cannot be written answers nothing more, says so once, and keeps what was answered', async (t) => {
  using folder = new TemporaryDataFolder();
  const { database } = dataFolder(folder.path);
  const failures: Error[] = [];
  const { ledger } = folder.open({ onFailure: (error) => failures.push(error) });
  await ledger.commit([accountCreated('alice'), accountCreated('bob'), chatCreated(chat, 'alice', 'bob')]);
  const answered: string[] = [];
  const refusals: string[] = [];
  {
    using _limit = longestFile(statSync(`${database}-wal`).size + 100_000);
    // Several at a time, so that some wait behind the one that fails.
    for (let round = 0; refusals.length === 0; round += 1) {
      const bodies = [1, 2, 3, 4].map((one) => `${round}.${one} ${'x'.repeat(5_000)}`);
      const outcomes = await Promise.all(
        bodies.map((body) => codeOf(() => ledger.commit([messageSent(chat, 'alice', body)]))),
      );
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome === 'none') answered.push(bodies[index] ?? '');
        else refusals.push(outcome);
      }
    }
    t.deepEqual([...new Set(refusals)], ['UNAVAILABLE']);
    t.true(answered.length > 0);
    t.deepEqual(
      failures.map(({ message }) => message),
      ['disk I/O error'],
    );
    t.is(await codeOf(() => ledger.commit([messageSent(chat, 'alice', 'later')])), 'UNAVAILABLE');
    t.is(await codeOf(() => ledger.readForward(inboxOf(chat), 0, 1_000, everything)), 'UNAVAILABLE');
    t.is(await codeOf(() => ledger.readBackward(chat, 0, 1_000, everything)), 'UNAVAILABLE');
    await ledger.close();
  }
  t.is(failures.length, 1);
  t.deepEqual((await checkLedgerAt(database)).problems, []);
  const { ledger: again } = folder.open();
  const { messages } = await again.readForward(inboxOf(chat), 0, 1_000, everything);
  t.deepEqual(messages.map(({ body }) => body).slice(0, answered.length), answered);
  t.true(messages.every(({ body }) => body !== 'later'));
  await again.close();
});

test('memory: a log that cannot be written ends the ledger, whether or not anybody asks for more', async (t) => {
  using folder = new TemporaryDataFolder();
  const failed = Promise.withResolvers<Error>();
  const { ledger } = folder.open({ durability: 'memory', onFailure: failed.resolve });
  await ledger.commit([accountCreated('alice'), chatCreated(chat, 'alice')]);
  await ledger.readBackward(chat, 0, 1_000, everything);
  using _limit = longestFile(statSync(`${dataFolder(folder.path).database}-wal`).size);
  t.is(await ledger.commit([messageSent(chat, 'alice', 'hello')]), 3, 'it is answered from memory');
  // Waits until it is written, which it never is.
  t.is(await codeOf(() => ledger.readBackward(chat, 0, 1_000, everything)), 'UNAVAILABLE');
  t.is((await failed.promise).message, 'disk I/O error');
  t.is(await codeOf(() => ledger.commit([messageSent(chat, 'alice', 'later')])), 'UNAVAILABLE');
  await ledger.close();
});
