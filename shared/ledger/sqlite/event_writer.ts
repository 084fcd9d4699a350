/**
 * Writes events into the tables, each with the next position, within a transaction that its caller has begun. Knows the
 * tables; nothing of threads or syncs. Invariant: the tables are what the events up to the position add up to.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AccountDeleted, ChatCreated, LedgerEvent } from '../ledger.ts';
import type { EventSink } from './event_columns.ts';
import { RowInserts } from './row_inserts.ts';

export class EventWriter implements EventSink {
  /** Of the event that is being written, or was written last. */
  position: number;
  readonly #statement: (sql: string) => StatementSync;
  readonly #messages: RowInserts;
  readonly #keys: RowInserts;
  /** The message that came last, for its key. */
  #last = { chat: 0, timeMs: 0 };
  readonly #cursor: StatementSync;

  constructor(database: DatabaseSync, position: number) {
    this.position = position;
    const prepared = new Map<string, StatementSync>();
    this.#statement = (sql) => {
      const known = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, known);
      return known;
    };
    this.#messages = new RowInserts(database, 'messages', ['position', 'chat', 'time_ms', 'sender', 'body']);
    this.#keys = new RowInserts(database, 'keys', ['position', 'account', 'chat', 'time_ms', 'key', 'fingerprint']);
    this.#cursor = database.prepare('UPDATE cursors SET position = ? WHERE account = ?');
  }

  message(chat: number, timeMs: number, sender: string, body: string): void {
    const number = chat < 0 ? this.position + chat : chat;
    this.#messages.add(this.position, number, timeMs, sender, body);
    this.#last = { chat: number, timeMs };
  }

  key(account: string, key: string, fingerprint: string): void {
    this.#keys.add(this.position, account, this.#last.chat, this.#last.timeMs, key, fingerprint);
  }

  acknowledged(account: string, position: number): void {
    this.#cursor.run(position, account);
  }

  /** Writes what was gathered. */
  flush(): void {
    this.#messages.flush();
    this.#keys.flush();
  }

  /** The transaction has failed: goes on from that position. */
  startOver(position: number): void {
    this.position = position;
    this.#messages.drop();
    this.#keys.drop();
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
