/** A ledger keeps its id as long as nothing that somebody was told of can be lost; then it gets another one. */

import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { ManualEnvironment } from '../../testing/manual_environment.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId } from '../ledger.ts';
import { accountCreated, chatCreated, messageSent } from '../suite_events.ts';
import { DataFolderError, dataFolder } from './data_folder.ts';
import { openForReading, textOf } from './database.ts';
import { type Durability, durabilities } from './durability.ts';
import { openLedgerFile } from './ledger_file.ts';
import { schemaVersion } from './schema.ts';

/** Another chance each time, or a new id would be the old one again. */
const environment = new ManualEnvironment();

/** One server's life; how it ends is the caller's to say. What it leaves if it is killed at its end. */
async function live(
  folder: TemporaryDataFolder,
  durability: Durability,
  name: string,
): Promise<{ readonly id: string; readonly killed: TemporaryDataFolder }> {
  const { ledger } = folder.open({ durability, environment });
  const chat = `chat of ${name}` as ChatId;
  await ledger.commit([accountCreated(name), chatCreated(chat, name), messageSent(chat, name, 'hello')]);
  // A read waits until what was answered before it was written is.
  await ledger.readBackward(chat, 0, Infinity, { messagesMax: 1, bytesMax: 1 });
  const killed = folder.asKilledNow();
  await ledger.close();
  return { id: ledger.id, killed };
}

function change(folder: TemporaryDataFolder, sql: string): void {
  const database = new DatabaseSync(dataFolder(folder.path).database);
  database.exec(sql);
  database.close();
}

/** The id that the next server gives it. */
async function nextId(folder: TemporaryDataFolder, durability: Durability = 'synced'): Promise<string> {
  const { ledger } = folder.open({ durability, environment });
  await ledger.close();
  return ledger.id;
}

for (const durability of durabilities) {
  test(`${durability}: after a clean end the ledger keeps its id, with whatever durability it goes on`, async (t) => {
    using folder = new TemporaryDataFolder();
    const { id, killed } = await live(folder, durability, 'alice');
    killed[Symbol.dispose]();
    for (const next of durabilities) t.is(await nextId(folder, next), id, next);
  });

  test(`${durability}: a new file has an id of its own`, async (t) => {
    using one = new TemporaryDataFolder();
    using other = new TemporaryDataFolder();
    t.not(await nextId(one, durability), await nextId(other, durability));
  });
}

test('synced: killed, and whatever happened to the machine, the ledger keeps its id', async (t) => {
  using folder = new TemporaryDataFolder();
  const { id, killed } = await live(folder, 'synced', 'alice');
  using left = killed;
  const database = openForReading(dataFolder(left.path).database);
  t.is(textOf(database, 'SELECT unsynced_since FROM ledger'), '', 'no boot of the machine means anything');
  database.close();
  t.is(await nextId(left), id);
});

test('written: killed, the ledger keeps its id while the machine goes on', async (t) => {
  using folder = new TemporaryDataFolder();
  const { id, killed } = await live(folder, 'written', 'alice');
  using left = killed;
  // Elsewhere nothing tells whether the machine went down.
  t.is((await nextId(left)) === id, process.platform === 'linux');
});

test('written: killed with the machine, which came up again, the ledger gets another id, once', async (t) => {
  using folder = new TemporaryDataFolder();
  const { id, killed } = await live(folder, 'written', 'alice');
  using left = killed;
  change(left, "UPDATE ledger SET unsynced_since = 'the boot before'");
  const another = await nextId(left);
  t.not(another, id);
  t.is(await nextId(left), another);
});

test('memory: killed, the ledger gets another id, once, and has what was written', async (t) => {
  using folder = new TemporaryDataFolder();
  const { id, killed } = await live(folder, 'memory', 'alice');
  using left = killed;
  const { ledger, state } = left.open({ durability: 'memory', environment });
  t.not(ledger.id, id);
  t.deepEqual([...state.accountsByName.keys()], ['alice']);
  await ledger.close();
  t.is(await nextId(left), ledger.id);
});

test('a ledger that is killed again and again under --durability memory never has an id twice', async (t) => {
  const ids: string[] = [];
  let folder = new TemporaryDataFolder();
  for (let lives = 0; lives < 4; lives += 1) {
    const { id, killed } = await live(folder, 'memory', `account ${lives}`);
    ids.push(id);
    folder[Symbol.dispose]();
    folder = killed;
  }
  folder[Symbol.dispose]();
  t.is(new Set(ids).size, 4);
});

test('what a server writes beside it is for its owner alone', async (t) => {
  using folder = new TemporaryDataFolder();
  await nextId(folder);
  t.is(statSync(dataFolder(folder.path).database).mode & 0o777, 0o600);
});

test('of the keys no more are read than may be remembered, the newest, and none where none may be', async (t) => {
  using folder = new TemporaryDataFolder();
  const { ledger } = folder.open();
  const chat = 'a chat' as ChatId;
  const sent = ['one', 'two', 'three'].map((key) => ({ ...messageSent(chat, 'alice', 'hello'), key }));
  await ledger.commit([accountCreated('alice'), chatCreated(chat, 'alice'), ...sent]);
  await ledger.close();
  const keysRead = (keysMax: number): readonly string[] => {
    const limits = { ...defaultLimits, keysMax };
    const { snapshot, release } = openLedgerFile(folder.path, { durability: 'synced', limits, environment });
    const read = [...snapshot.keys].map(({ key }) => key);
    release();
    return read;
  };
  t.deepEqual(keysRead(3), ['one', 'two', 'three']);
  t.deepEqual(keysRead(2), ['two', 'three']);
  t.deepEqual(keysRead(0), []);
});

test('a file that cannot be used gives the folder back', async (t) => {
  using folder = new TemporaryDataFolder();
  await nextId(folder);
  change(folder, 'PRAGMA user_version = 1000');
  const options = { durability: 'synced', limits: defaultLimits, environment } as const;
  t.throws(() => openLedgerFile(folder.path, options), { instanceOf: DataFolderError, message: /newer Duet/ });
  change(folder, `PRAGMA user_version = ${schemaVersion}`);
  t.notThrows(() => openLedgerFile(folder.path, options).release());
});
