/**
 * Writes who takes part in chats, and what the desk does with them, within a transaction of its caller. Knows the tables
 * of both; nothing of messages.
 */

import type { DatabaseSync } from 'node:sqlite';
import type {
  AccountId,
  ChatCreated,
  ChatId,
  ChatRenamed,
  ParticipantRemoved,
  ParticipantRoleChanged,
  ParticipantsAdded,
  Span,
  TicketAssigned,
  TicketClosed,
  TicketOpened,
  TicketReturned,
} from '../ledger.ts';
import { FormerParticipants } from './former_participants.ts';
import { RowInserts } from './row_inserts.ts';
import { Statements } from './statements.ts';

export type ChatEvent =
  | ChatCreated
  | ChatRenamed
  | ParticipantsAdded
  | ParticipantRemoved
  | ParticipantRoleChanged
  | TicketOpened
  | TicketAssigned
  | TicketReturned
  | TicketClosed;

const columns = ['chat', 'account', 'place', 'role', 'joined_position', 'read_position', 'spans'] as const;

export class ParticipantWriter {
  readonly #statements: Statements;
  readonly #participants: RowInserts;
  readonly #former: FormerParticipants;

  constructor(database: DatabaseSync, formerMax: number) {
    this.#statements = new Statements(database);
    this.#participants = new RowInserts(database, 'participants', columns);
    this.#former = new FormerParticipants(database, formerMax);
  }

  /** The transaction has failed. */
  drop(): void {
    this.#participants.drop();
    this.#former.drop();
  }

  /** Forgets where the account takes part, and where it did once. */
  accountDeleted(account: AccountId): void {
    this.#run('DELETE FROM participants WHERE account = ?', account);
    this.#former.accountDeleted(account);
  }

  write(event: ChatEvent, position: number): void {
    switch (event.type) {
      case 'chat_created':
        this.#created(event, position);
        break;
      case 'chat_renamed':
        this.#run('UPDATE chats SET title = ? WHERE id = ?', event.title, event.chat);
        break;
      case 'participants_added':
        this.#added(event, position);
        break;
      case 'participant_removed':
        this.#removed(this.#number(event.chat), event.account, position);
        break;
      case 'participant_role_changed': {
        const chat = this.#number(event.chat);
        this.#run('UPDATE participants SET role = ? WHERE chat = ? AND account = ?', event.role, chat, event.account);
        break;
      }
      case 'ticket_opened': {
        const { account, timeMs } = event;
        const chat = this.#number(event.chat);
        this.#run('INSERT INTO tickets VALUES (?, ?, NULL, ?, ?, NULL)', chat, account, position, timeMs);
        break;
      }
      case 'ticket_assigned': {
        const { operator, timeMs } = event;
        const sql = 'UPDATE tickets SET operator = ?, assigned_ms = coalesce(assigned_ms, ?) WHERE chat = ?';
        this.#run(sql, operator, timeMs, this.#number(event.chat));
        break;
      }
      case 'ticket_returned': {
        const chat = this.#number(event.chat);
        this.#run('UPDATE tickets SET operator = NULL, rank = ? WHERE chat = ?', event.rank, chat);
        break;
      }
      case 'ticket_closed':
        this.#run('DELETE FROM tickets WHERE chat = ?', this.#number(event.chat));
        break;
      default:
        event satisfies never;
    }
  }

  #created({ chat, kind, title, participants, timeMs }: ChatCreated, position: number): void {
    const sql = 'INSERT INTO chats (number, id, kind, created_ms, title) VALUES (?, ?, ?, ?, ?)';
    this.#run(sql, position, chat, kind, timeMs, title);
    for (const [place, account] of participants.entries()) {
      const role = kind === 'group' && place === 0 ? 'owner' : 'member';
      this.#participants.add(position, account, place, role, position, position, null);
    }
    this.#participants.flush();
  }

  #added({ chat: id, participants }: ParticipantsAdded, position: number): void {
    const chat = this.#number(id);
    for (const [place, { account, spans }] of participants.entries()) {
      this.#participants.add(chat, account, place, 'member', position, position, spansText(spans));
      this.#former.joined(chat, account);
    }
    this.#participants.flush();
  }

  #removed(chat: number, account: AccountId, position: number): void {
    const [spans, joined] = this.#statements.row(
      'SELECT spans, joined_position FROM participants WHERE chat = ? AND account = ?',
      chat,
      account,
    ) as [string | null, number];
    const readable = spansText([...spansOf(spans), { after: joined, upTo: position }]);
    this.#run('DELETE FROM participants WHERE chat = ? AND account = ?', chat, account);
    // As many are remembered as the state remembers.
    this.#former.left(chat, account, position, readable);
  }

  #number(chat: ChatId): number {
    const row = this.#statements.row('SELECT number FROM chats WHERE id = ?', chat);
    if (row === undefined) throw new Error(`an event of chat ${chat}, which this ledger does not know`);
    return Number(row[0]);
  }

  #run(sql: string, ...values: readonly (string | number | null)[]): void {
    this.#statements.run(sql, ...values);
  }
}

/** One for all who have none, which is most: a start reads many. */
const noSpans: readonly Span[] = [];

/** Spans as they lie in their column. */
export function spansText(spans: readonly Span[]): string | null {
  return spans.length === 0 ? null : JSON.stringify(spans.map(({ after, upTo }) => [after, upTo]));
}

export function spansOf(text: string | null): readonly Span[] {
  if (text === null) return noSpans;
  return (JSON.parse(text) as [number, number][]).map(([after, upTo]) => ({ after, upTo }));
}
