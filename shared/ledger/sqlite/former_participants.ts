/**
 * Writes who took part in chats once, within a transaction of its caller. Knows their table, and by heart how many a chat
 * has, so that a leave need not count them. Invariant: of each chat those who left last, as many as the bound says.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { AccountId } from '../ledger.ts';
import { Statements } from './statements.ts';

/** Chats whose count is known: of others it is counted when somebody leaves. */
const countsMax = 10_000;

export class FormerParticipants {
  readonly #statements: Statements;
  readonly #perChatMax: number;
  /** By the number of the chat, the one that was counted first in front. */
  readonly #counts = new Map<number, number>();

  constructor(database: DatabaseSync, perChatMax: number) {
    this.#statements = new Statements(database);
    this.#perChatMax = perChatMax;
  }

  /** The transaction has failed. */
  drop(): void {
    this.#counts.clear();
  }

  /** Somebody left; where there are more than the bound says, those who left first are forgotten. */
  left(chat: number, account: AccountId, position: number, spans: string | null): void {
    const count = this.#count(chat) + 1;
    this.#statements.run('INSERT INTO former_participants VALUES (?, ?, ?, ?)', chat, account, position, spans);
    if (count > this.#perChatMax) this.#forget(chat, count - this.#perChatMax);
    this.#set(chat, Math.min(count, this.#perChatMax));
  }

  /** Somebody takes part, again perhaps. */
  joined(chat: number, account: AccountId): void {
    const sql = 'DELETE FROM former_participants WHERE chat = ? AND account = ?';
    if (this.#statements.run(sql, chat, account) > 0) this.#lower(chat);
  }

  accountDeleted(account: AccountId): void {
    const sql = 'DELETE FROM former_participants WHERE account = ? RETURNING chat';
    for (const [chat] of this.#statements.rows(sql, account)) this.#lower(Number(chat));
  }

  #forget(chat: number, count: number): void {
    this.#statements.run(
      `DELETE FROM former_participants WHERE chat = ?1 AND account IN
       (SELECT account FROM former_participants WHERE chat = ?1 ORDER BY left_position LIMIT ?2)`,
      chat,
      count,
    );
  }

  #count(chat: number): number {
    const known = this.#counts.get(chat);
    if (known !== undefined) return known;
    return Number(this.#statements.row('SELECT count(*) FROM former_participants WHERE chat = ?', chat)?.[0]);
  }

  #set(chat: number, count: number): void {
    this.#counts.set(chat, count);
    if (this.#counts.size <= countsMax) return;
    const [first] = this.#counts.keys();
    if (first !== undefined) this.#counts.delete(first);
  }

  #lower(chat: number): void {
    const known = this.#counts.get(chat);
    if (known !== undefined) this.#counts.set(chat, known - 1);
  }
}
