/**
 * Writes events into the tables, each with the next position, within a transaction that its caller has begun. Knows the
 * tables; nothing of threads or syncs. Invariant: the tables are what the events up to the position add up to.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AccountDeleted, ChatCreated, LedgerEvent } from '../ledger.ts';
import type { EventSink } from './event_columns.ts';

export class EventWriter implements EventSink {
  /** Of the event that is being written, or was written last. */
  position: number;
  /** Keys that were written since it was last set to 0. */
  keysWritten = 0;
  /** Set where chats may have been left without participants. */
  accountsDeleted = false;
  readonly #statement: (sql: string) => StatementSync;
  readonly #message: StatementSync;
  readonly #key: StatementSync;
  readonly #cursor: StatementSync;

  constructor(database: DatabaseSync, position: number) {
    this.position = position;
    const prepared = new Map<string, StatementSync>();
    this.#statement = (sql) => {
      const known = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, known);
      return known;
    };
    this.#message = database.prepare(
      'INSERT INTO messages (position, chat, time_ms, sender, body) VALUES (?, ?, ?, ?, ?)',
    );
    this.#key = database.prepare(
      `INSERT INTO keys (position, account, chat, time_ms, key, fingerprint)
       SELECT position, ?, chat, time_ms, ?, ? FROM messages WHERE position = ?`,
    );
    this.#cursor = database.prepare('UPDATE cursors SET position = ? WHERE account = ?');
  }

  message(chat: number, timeMs: number, sender: string, body: string): void {
    this.#message.run(this.position, chat < 0 ? this.position + chat : chat, timeMs, sender, body);
  }

  key(account: string, key: string, fingerprint: string): void {
    this.#key.run(account, key, fingerprint, this.position);
    this.keysWritten += 1;
  }

  acknowledged(account: string, position: number): void {
    this.#cursor.run(position, account);
  }

  other(event: LedgerEvent): void {
    const { position } = this;
    switch (event.type) {
      case 'account_created': {
        const { account, name, fullName, passwordHash, timeMs } = event;
        this.#run(
          'INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?)',
          position,
          account,
          name,
          fullName,
          passwordHash,
          timeMs,
        );
        this.#run('INSERT INTO cursors VALUES (?, ?)', account, position);
        break;
      }
      case 'password_changed': {
        const { account, passwordHash, keptSession } = event;
        this.#run('UPDATE accounts SET password_hash = ? WHERE id = ?', passwordHash, account);
        this.#run('DELETE FROM sessions WHERE account = ? AND token_hash <> ?', account, keptSession);
        break;
      }
      case 'account_deleted':
        this.#accountDeleted(event);
        break;
      case 'session_opened': {
        const { token, account, timeMs } = event;
        this.#run('INSERT INTO sessions VALUES (?, ?, ?, ?, ?)', position, token, account, timeMs, timeMs);
        break;
      }
      case 'session_ended':
        this.#run('DELETE FROM sessions WHERE token_hash = ?', event.token);
        break;
      case 'sessions_used':
        for (const { token, usedMs } of event.uses) {
          this.#run('UPDATE sessions SET used_ms = ? WHERE token_hash = ?', usedMs, token);
        }
        break;
      case 'chat_created':
        this.#chatCreated(event);
        break;
      case 'message_sent':
      case 'inbox_acknowledged':
        throw new Error(`${event.type} has a column form of its own`);
      default:
        event satisfies never;
    }
  }

  #accountDeleted({ account }: AccountDeleted): void {
    for (const [table, column] of [
      ['accounts', 'id'],
      ['cursors', 'account'],
      ['sessions', 'account'],
      ['participants', 'account'],
    ]) {
      this.#run(`DELETE FROM ${table} WHERE ${column} = ?`, account);
    }
    this.accountsDeleted = true;
  }

  #chatCreated({ chat, kind, participants, timeMs }: ChatCreated): void {
    this.#run(
      'INSERT INTO chats (number, id, kind, created_ms) VALUES (?, ?, ?, ?)',
      this.position,
      chat,
      kind,
      timeMs,
    );
    for (const [place, account] of participants.entries()) {
      this.#run('INSERT INTO participants VALUES (?, ?, ?)', this.position, account, place);
    }
  }

  #run(sql: string, ...values: readonly (string | number)[]): void {
    this.#statement(sql).run(...values);
  }
}
