/** What a message takes on the disk hangs on the message, and not on how many receive it. */

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { ManualEnvironment } from '../../testing/manual_environment.ts';
import type { ChatId, LedgerEvent } from '../ledger.ts';
import { accountCreated, chatCreated, messageSent } from '../suite_events.ts';
import { dataFolder } from './data_folder.ts';
import { SqliteLedger } from './sqlite_ledger.ts';

const chat = 'a chat' as ChatId;
const names = Array.from({ length: 100 }, (_, index) => `account ${index}`);

/** What a ledger with these events holds, once it is closed. */
async function onDisk(...commits: readonly (readonly LedgerEvent[])[]): Promise<{
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'duet-rows-'));
  try {
    const { ledger } = SqliteLedger.open({
      folder,
      durability: 'synced',
      limits: defaultLimits,
      environment: new ManualEnvironment(),
      onFailure: (error) => {
        throw error;
      },
    });
    for (const events of commits) await ledger.commit(events);
    await ledger.close();
    const path = dataFolder(folder).database;
    return { rows: rowsOf(path), bytes: statSync(path).size };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By table. */
function rowsOf(path: string): Readonly<Record<string, number>> {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        Number(database.prepare(`SELECT count(*) AS rows FROM "${name}"`).get()?.['rows']),
      ]),
    );
  } finally {
    database.close();
  }
}

test('a message to a group of 100 recipients costs one row', async (t) => {
  const group = [...names.map((name) => accountCreated(name)), chatCreated(chat, ...names)];
  const before = await onDisk(group);
  const after = await onDisk(group, [messageSent(chat, names[0] ?? '', 'hello, all')]);
  t.is(before.rows['messages'], 0);
  t.is(before.rows['participants'], 100, 'what makes a group is written once');
  t.deepEqual(after.rows, { ...before.rows, messages: 1 });
});

test('messages to 100 recipients take as many bytes as messages to one', async (t) => {
  const accounts = names.map((name) => accountCreated(name));
  const messages = Array.from({ length: 1_000 }, (_, index) => messageSent(chat, names[0] ?? '', `message ${index}`));
  const growth = async (participants: readonly string[]): Promise<number> => {
    const chatEvent = chatCreated(chat, ...participants);
    const empty = await onDisk(accounts, [chatEvent]);
    const full = await onDisk(accounts, [chatEvent], messages);
    return full.bytes - empty.bytes;
  };
  const toOne = await growth(names.slice(0, 2));
  t.is(await growth(names), toOne);
  t.true(toOne >= 1_000 * 'message 123'.length);
  t.log(`${toOne / 1_000} bytes a message with a body of 11`);
});
