/** What a sweep deletes and what it keeps: messages by age and number, keys, abandoned chats; a slice at a time. */

import type { DatabaseSync } from 'node:sqlite';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { defaultLimits } from '../../contract/limits.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId, LedgerEvent } from '../ledger.ts';
import {
  accountCreated,
  accountDeleted,
  chatCreated,
  groupCreated,
  messageSent,
  participantRemoved,
} from '../suite_events.ts';
import { dataFolder } from './data_folder.ts';
import { openForWriting } from './database.ts';
import { invariants } from './invariants.ts';
import { type SweepBounds, Sweeper } from './sweeper.ts';

const [red, blue] = ['red', 'blue'] as ChatId[] as [ChatId, ChatId];
const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

/** Three accounts; alice and bob share the red chat, alice and carol the blue one. */
const accounts = ['alice', 'bob', 'carol'].map((name) => accountCreated(name));
const chats = [chatCreated(red, 'alice', 'bob'), chatCreated(blue, 'alice', 'carol')];

/** The events of a ledger, in its tables, and the connection that sweeps them. */
async function withEvents(events: readonly LedgerEvent[], run: (swept: Swept) => void): Promise<void> {
  using folder = new TemporaryDataFolder();
  const { ledger } = folder.open({ durability: 'memory' });
  ledger.commit(events);
  await ledger.close();
  const options = { durability: 'written', checkpointBytes: defaultLimits.checkpointBytes } as const;
  const database = openForWriting(dataFolder(folder.path).database, options);
  try {
    run(new Swept(database));
  } finally {
    database.close();
  }
}

class Swept {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** How many rows each slice of a sweep deleted. */
  sweep(nowMs: number, bounds: Partial<SweepBounds>): number[] {
    const sweeper = new Sweeper(this.#database, { ...defaultLimits, ...bounds });
    const deleted: number[] = [];
    sweeper.begin(nowMs);
    while (!sweeper.done) {
      const before = this.#rows();
      sweeper.slice();
      deleted.push(before - this.#rows());
    }
    return deleted;
  }

  /** The first column of each row. */
  column(sql: string): (string | number)[] {
    return this.#database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0] as string | number);
  }

  /** From now on each participant that is looked at counts: how many they were. */
  countParticipants(): () => number {
    const looked = { count: 0 };
    this.#database.function('looked_at', () => {
      looked.count += 1;
      return 1;
    });
    this.#database.exec(`
      ALTER TABLE participants RENAME TO all_participants;
      CREATE TEMP VIEW participants AS SELECT * FROM all_participants WHERE looked_at();
    `);
    return () => looked.count;
  }

  get messages(): number[] {
    return this.column('SELECT position FROM messages ORDER BY position') as number[];
  }

  get keys(): string[] {
    return this.column('SELECT key FROM keys ORDER BY position') as string[];
  }

  #rows(): number {
    const counts = ['messages', 'keys', 'former_participants', 'chats'].map(
      (table) => `(SELECT count(*) FROM ${table})`,
    );
    return Number(this.column(`SELECT ${counts.join(' + ')}`)[0]);
  }
}

function sent(chat: ChatId, timeMs: number, count = 1): LedgerEvent[] {
  return Array.from({ length: count }, () => messageSent(chat, 'alice', 'x', timeMs));
}

function sentWithKeys(timeMs: number, ...keys: readonly string[]): LedgerEvent[] {
  return keys.map((key) => ({ ...messageSent(red, 'alice', 'x', timeMs), key, fingerprint: 'f' }));
}

function slicesAreSmall(t: ExecutionContext, deleted: readonly number[], inAll: number): void {
  t.true(
    deleted.every((rows) => rows <= 1_000),
    `${deleted} rows`,
  );
  t.is(
    deleted.reduce((sum, rows) => sum + rows, 0),
    inAll,
  );
}

test('by default no message is ever deleted, however old it is and however many there are', (t) =>
  withEvents([...accounts, ...chats, ...sent(red, 0, 3_000), ...sent(blue, hourMs)], (swept) => {
    const before = swept.messages;
    swept.sweep(100 * yearMs, {});
    t.deepEqual(swept.messages, before);
    t.deepEqual(swept.column('SELECT forgotten_position FROM chats'), [0, 0]);
  }));

test('a message is deleted when it is as old as the bound says, and its chat knows up to where', (t) =>
  withEvents([...accounts, ...chats, ...sent(red, 0), ...sent(blue, 1), ...sent(red, 1), ...sent(red, 2)], (swept) => {
    swept.sweep(hourMs - 1, { retentionMs: hourMs });
    t.deepEqual(swept.messages, [6, 7, 8, 9]);
    swept.sweep(hourMs + 1, { retentionMs: hourMs });
    t.deepEqual(swept.messages, [9]);
    t.deepEqual(swept.column('SELECT forgotten_position FROM chats ORDER BY number'), [8, 7]);
  }));

test('of each chat the newest messages are kept, as many as the bound says', (t) =>
  withEvents([...accounts, ...chats, ...sent(red, 0, 3), ...sent(blue, 0, 2), ...sent(red, 0, 1)], (swept) => {
    swept.sweep(0, { retentionMessagesPerChatMax: 2 });
    t.deepEqual(swept.messages, [8, 9, 10, 11]);
    t.deepEqual(swept.column('SELECT forgotten_position FROM chats ORDER BY number'), [7, 0]);
  }));

test('many messages are deleted in slices, so that a commit can come between', (t) =>
  withEvents([...accounts, ...chats, ...sent(red, 0, 2_600), ...sent(blue, 0, 2_500), ...sent(red, 1)], (swept) => {
    slicesAreSmall(t, swept.sweep(0, { retentionMessagesPerChatMax: 100 }), 2_501 + 2_400);
    slicesAreSmall(t, swept.sweep(hourMs, { retentionMs: hourMs }), 199);
    t.is(swept.messages.length, 1);
  }));

test('every chat is looked at, however many there are', (t) => {
  const many = Array.from({ length: 2_300 }, (_, index) => `chat ${index}` as ChatId);
  const made = many.flatMap((chat) => [chatCreated(chat, 'alice', 'bob'), ...sent(chat, 0, 2)]);
  return withEvents([...accounts, ...made], (swept) => {
    slicesAreSmall(t, swept.sweep(0, { retentionMessagesPerChatMax: 1 }), many.length);
    t.deepEqual(swept.column('SELECT count(*) FROM messages GROUP BY chat HAVING count(*) <> 1'), []);
  });
});

test('a key is deleted when its lifetime is over, and the message that it was for stays', (t) =>
  withEvents([...accounts, ...chats, ...sentWithKeys(0, 'a'), ...sentWithKeys(1, 'b', 'c')], (swept) => {
    swept.sweep(hourMs - 1, { keyLifetimeMs: hourMs });
    t.deepEqual(swept.keys, ['a', 'b', 'c']);
    swept.sweep(hourMs, { keyLifetimeMs: hourMs });
    t.deepEqual(swept.keys, ['b', 'c']);
    t.is(swept.messages.length, 3);
  }));

test('of all keys the newest are kept, as many as the bound says, in slices', (t) => {
  const keys = Array.from({ length: 2_700 }, (_, index) => `key ${index}`);
  return withEvents([...accounts, ...chats, ...sentWithKeys(0, ...keys)], (swept) => {
    slicesAreSmall(t, swept.sweep(0, { keysMax: 200 }), 2_500);
    t.deepEqual(swept.keys, keys.slice(-200));
    slicesAreSmall(t, swept.sweep(yearMs, {}), 200);
  });
});

test('a chat that nobody is left to read is deleted with its messages; one with somebody left is not', (t) =>
  withEvents(
    [...accounts, ...chats, ...sent(red, 0, 1_500), ...sent(blue, 0), ...['bob', 'alice'].map(accountDeleted)],
    (swept) => {
      slicesAreSmall(t, swept.sweep(0, {}), 1_501);
      t.deepEqual(swept.column('SELECT id FROM chats'), ['blue']);
      t.is(swept.messages.length, 1);
    },
  ));

test('of a chat that nobody is left to read, who took part is deleted in slices, too', (t) => {
  const left = Array.from({ length: 2_300 }, (_, index) => `former ${index}`);
  const gone = left.map((name) => participantRemoved(red, name));
  return withEvents([groupCreated(red, ...left), ...sent(red, 0, 900), ...gone], (swept) => {
    slicesAreSmall(t, swept.sweep(0, {}), 2_300 + 900 + 1);
    t.deepEqual(swept.column('SELECT chat FROM former_participants'), []);
  });
});

test('of a chat that somebody is left to read, one participant is looked at, however many there are', (t) => {
  const many = Array.from({ length: 500 }, (_, index) => `participant ${index}`);
  return withEvents([groupCreated(red, ...many), groupCreated(blue, ...many)], (swept) => {
    const looked = swept.countParticipants();
    swept.sweep(0, {});
    t.is(looked(), 2);
  });
});

test('whatever was sent when, a sweep keeps what is young enough and among the newest of its chat, and nothing else', async (t) => {
  const scene = fc.record({
    messages: fc.array(fc.record({ blue: fc.boolean(), afterMs: fc.nat(20) }), { maxLength: 60, size: 'max' }),
    retentionMs: fc.nat(400),
    retentionMessagesPerChatMax: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ messages, ...bounds }) => {
      let timeMs = 0;
      const events = messages.map(({ blue: inBlue, afterMs }) => {
        timeMs += afterMs;
        const key = timeMs % 2 === 0 ? `key ${timeMs}` : '';
        return { ...messageSent(inBlue ? blue : red, 'alice', 'x', timeMs), key, fingerprint: key };
      });
      await withEvents([...accounts, ...chats, ...events], (swept) => {
        swept.sweep(timeMs, bounds);
        const kept = [red, blue].map((chat) => {
          const all = events.flatMap((event, index) => (event.chat === chat ? [index + 6] : []));
          const young = all.filter((position) => {
            const ageMs = timeMs - (events[position - 6]?.timeMs ?? 0);
            return bounds.retentionMs === 0 || ageMs < bounds.retentionMs;
          });
          const left = young.slice(-bounds.retentionMessagesPerChatMax);
          return { left, forgotten: all.filter((position) => !left.includes(position)).at(-1) ?? 0 };
        });
        t.deepEqual(
          swept.messages,
          kept.flatMap(({ left }) => left).toSorted((a, b) => a - b),
        );
        t.deepEqual(
          swept.column('SELECT forgotten_position FROM chats ORDER BY number'),
          kept.map(({ forgotten }) => forgotten),
        );
        for (const { sql, broken } of invariants) t.deepEqual(swept.column(sql), [], broken);
      });
    }),
    { numRuns: 15 },
  );
});
