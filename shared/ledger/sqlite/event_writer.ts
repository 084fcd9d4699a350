/**
 * Writes events into the tables, each with the next position, within a transaction that its caller has begun. Knows the
 * tables; nothing of threads or syncs. Invariant: the tables are what the events up to the position add up to.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AccountDeleted, LedgerEvent } from '../ledger.ts';
import { searchedUnitsMax } from '../search_words.ts';
import type { EventSink } from './event_columns.ts';
import { ParticipantWriter } from './participant_writer.ts';
import { RowInserts } from './row_inserts.ts';
import { SearchIndex } from './search_index.ts';
import { Statements } from './statements.ts';

export class EventWriter implements EventSink {
  /** Of the event that is being written, or was written last. */
  position: number;
  readonly #statements: Statements;
  readonly #messages: RowInserts;
  readonly #keys: RowInserts;
  readonly #participants: ParticipantWriter;
  readonly #index: SearchIndex;
  readonly #cursor: StatementSync;
  readonly #read: StatementSync;
  /** The message that came last, for its key. */
  #last = { chat: 0, timeMs: 0 };
  /** How many messages the transaction has. */
  #messagesAdded = 0;
  /** How much of their bodies is searched. */
  #unitsAdded = 0;

  constructor(database: DatabaseSync, position: number, formerMax: number) {
    this.position = position;
    this.#statements = new Statements(database);
    this.#messages = new RowInserts(database, 'messages', ['position', 'chat', 'time_ms', 'sender', 'body']);
    this.#keys = new RowInserts(database, 'keys', ['position', 'account', 'chat', 'time_ms', 'key', 'fingerprint']);
    this.#participants = new ParticipantWriter(database, formerMax);
    this.#index = new SearchIndex(database);
    this.#cursor = database.prepare('UPDATE cursors SET position = ? WHERE account = ?');
    this.#read = database.prepare('UPDATE participants SET read_position = ? WHERE chat = ? AND account = ?');
  }

  message(chat: number, timeMs: number, sender: string, body: string): void {
    const number = this.#numberOf(chat);
    this.#messages.add(this.position, number, timeMs, sender, body);
    this.#messagesAdded += 1;
    this.#unitsAdded += Math.min(body.length, searchedUnitsMax);
    this.#last = { chat: number, timeMs };
  }

  key(account: string, key: string, fingerprint: string): void {
    this.#keys.add(this.position, account, this.#last.chat, this.#last.timeMs, key, fingerprint);
  }

  acknowledged(account: string, position: number): void {
    this.#cursor.run(position, account);
  }

  read(chat: number, account: string, position: number): void {
    this.#read.run(position, this.#numberOf(chat), account);
  }

  /** Writes what was gathered. */
  flush(): void {
    this.#messages.flush();
    this.#keys.flush();
    if (this.#messagesAdded > 0) this.#index.added({ messages: this.#messagesAdded, units: this.#unitsAdded });
    this.#messagesAdded = 0;
    this.#unitsAdded = 0;
  }

  /** The transaction has failed: goes on from that position. */
  startOver(position: number): void {
    this.position = position;
    this.#messagesAdded = 0;
    this.#unitsAdded = 0;
    this.#messages.drop();
    this.#keys.drop();
    this.#participants.drop();
    this.#index.drop();
  }

  other(event: LedgerEvent): void {
    const { position } = this;
    switch (event.type) {
      case 'account_created': {
        const { account, name, fullName, passwordHash, timeMs } = event;
        this.#run(
          `INSERT INTO accounts (number, id, name, full_name, password_hash, created_ms) VALUES (?, ?, ?, ?, ?, ?)`,
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
      case 'account_role_changed':
        this.#run('UPDATE accounts SET role = ? WHERE id = ?', event.role, event.account);
        break;
      case 'presence_hidden':
        this.#run('UPDATE accounts SET presence_hidden = ? WHERE id = ?', Number(event.hidden), event.account);
        break;
      case 'accounts_seen':
        for (const { account, seenMs } of event.seen) {
          this.#run('UPDATE accounts SET seen_ms = ? WHERE id = ?', seenMs, account);
        }
        break;
      case 'chat_created':
      case 'chat_renamed':
      case 'participants_added':
      case 'participant_removed':
      case 'participant_role_changed':
      case 'ticket_opened':
      case 'ticket_assigned':
      case 'ticket_returned':
      case 'ticket_closed':
        this.#participants.write(event, position);
        break;
      case 'chat_read':
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
    ]) {
      this.#run(`DELETE FROM ${table} WHERE ${column} = ?`, account);
    }
    this.#participants.accountDeleted(account);
  }

  /** As `EventSink.message` takes it. */
  #numberOf(chat: number): number {
    return chat < 0 ? this.position + chat : chat;
  }

  #run(sql: string, ...values: readonly (string | number)[]): void {
    this.#statements.run(sql, ...values);
  }
}
