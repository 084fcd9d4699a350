/** Who took part once is remembered as the bound says, whatever happens, and without counting them at each leave. */

import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import fc from 'fast-check';
import type { AccountId } from '../ledger.ts';
import { FormerParticipants } from './former_participants.ts';
import { migrations } from './schema.ts';

/** An empty ledger, in memory. */
function opened(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  for (const migration of migrations) migration(database);
  return database;
}

function remembered(database: DatabaseSync, chat: number): unknown[] {
  const sql = 'SELECT account FROM former_participants WHERE chat = ? ORDER BY left_position';
  return database
    .prepare(sql)
    .all(chat)
    .map(({ account }) => account);
}

test('those who left last are remembered, whoever comes again, is deleted, or fails to be written meanwhile', (t) => {
  const step = fc.record({
    what: fc.constantFrom('left', 'left', 'left', 'joined', 'deleted', 'failed', 'started again'),
    chat: fc.integer({ min: 1, max: 2 }),
    account: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  });
  const run = fc.property(
    fc.integer({ min: 0, max: 4 }),
    fc.array(step, { maxLength: 60, size: 'max' }),
    (max, steps) => {
      using database = opened();
      let former = new FormerParticipants(database, max);
      const expected = new Map<number, string[]>([
        [1, []],
        [2, []],
      ]);
      for (const [position, { what, chat, account: name }] of steps.entries()) {
        const account = name as AccountId;
        const known = expected.get(chat) ?? [];
        const leave = (): void => former.left(chat, account, position, '[]');
        if (what === 'left' && !known.includes(name)) {
          leave();
          expected.set(chat, [...known, name].slice(-max || known.length + 1));
        } else if (what === 'joined') {
          former.joined(chat, account);
          expected.set(
            chat,
            known.filter((other) => other !== name),
          );
        } else if (what === 'deleted') {
          former.accountDeleted(account);
          for (const [of, names] of expected) {
            expected.set(
              of,
              names.filter((other) => other !== name),
            );
          }
        } else if (what === 'failed' && !known.includes(name)) {
          database.exec('BEGIN');
          leave();
          database.exec('ROLLBACK');
          former.drop();
        } else if (what === 'started again') {
          former = new FormerParticipants(database, max);
        }
        for (const [of, names] of expected) t.deepEqual(remembered(database, of), names);
      }
    },
  );
  fc.assert(run, { numRuns: 60 });
});

test('a leave looks at those who are forgotten, however many are remembered', (t) => {
  using database = opened();
  const looked = { count: 0 };
  database.function('looked_at', () => {
    looked.count += 1;
    return 1;
  });
  database.exec(`
    ALTER TABLE former_participants RENAME TO all_former;
    CREATE VIEW former_participants AS SELECT * FROM all_former WHERE looked_at();
    CREATE TRIGGER inserted INSTEAD OF INSERT ON former_participants BEGIN
      INSERT INTO all_former VALUES (NEW.chat, NEW.account, NEW.left_position, NEW.spans);
    END;
    CREATE TRIGGER deleted INSTEAD OF DELETE ON former_participants BEGIN
      DELETE FROM all_former WHERE chat = OLD.chat AND account = OLD.account;
    END;
  `);
  const former = new FormerParticipants(database, 100);
  const leave = (position: number): void => former.left(1, `account ${position}` as AccountId, position, '[]');
  for (let position = 1; position <= 100; position += 1) leave(position);
  t.is(looked.count, 0);
  for (let position = 101; position <= 150; position += 1) leave(position);
  // To find the one to be forgotten, and to delete it.
  t.true(looked.count <= 50 * 2, `${looked.count} were looked at`);
  t.is(remembered(database, 1).length, 100);
  t.is(remembered(database, 1)[0], 'account 51');
});
