/**
 * Signal `receipts`: how far somebody's messages in a chat have come. What moves is gathered for a while, and told to
 * those who may have messages between the old and the new mark. Knows how far others have acknowledged and read; of
 * messages only the position of the last one that somebody who asks has sent, as long as it asks.
 */

import type { AccountId, ChatId, MessageSent } from '../../ledger/ledger.ts';
import type { ChatState, ParticipantState } from '../chat_state.ts';
import type { AccountState, ChatChanged } from '../state.ts';
import { Debounce } from './debounce.ts';
import { receiptCounts } from './receipt_counts.ts';
import type { SignalsContext } from './signals_context.ts';

/** A mark of somebody's, delivered or read, went from one position to another. */
interface Move {
  readonly mover: AccountState;
  readonly from: number;
  readonly to: number;
}

/** Chats looked at at once: whoever acknowledges has moved in all of its chats. */
const chatsAtOnceMax = 10_000;

export class ReceiptSignals {
  readonly #context: SignalsContext;
  readonly #debounce: Debounce;
  /** Of each account that asks: up to where it may have messages in each of its chats. */
  readonly #sent = new Map<AccountId, Map<ChatId, number>>();
  /** From where they have moved since that was told. */
  readonly #acknowledged = new Map<AccountState, number>();
  readonly #read = new Map<ParticipantState, number>();

  constructor(context: SignalsContext) {
    this.#context = context;
    this.#debounce = new Debounce(context.environment, context.limits.receiptDebounceMs, () => this.#tell());
    context.inboxes.watch({
      askingChanged: (account, kind, asks) => {
        if (kind !== 'receipts') return;
        if (asks) this.#sent.set(account.id, sentBefore(account));
        else this.#sent.delete(account.id);
      },
    });
  }

  /** A message was sent. */
  sent({ account, chat }: MessageSent, position: number): void {
    if (this.#sent.size > 0) this.#sent.get(account)?.set(chat, position);
  }

  acknowledged(account: AccountState, from: number): void {
    if (this.#sent.size === 0) return;
    if (!this.#acknowledged.has(account)) this.#acknowledged.set(account, from);
    this.#debounce.note();
  }

  read(participant: ParticipantState, from: number): void {
    if (this.#sent.size === 0) return;
    if (!this.#read.has(participant)) this.#read.set(participant, from);
    this.#debounce.note();
  }

  /** Who takes part may have changed. Who comes back can read what it sent before. */
  chatChanged({ chat, change, accounts }: ChatChanged): void {
    if (this.#sent.size === 0) return;
    for (const { id } of accounts) {
      const sent = this.#sent.get(id);
      if (change === 'removed' || change === 'left') sent?.delete(chat.id);
      const participant = chat.participants.get(id);
      if (change === 'added' && sent !== undefined && participant !== undefined) noteSentBefore(sent, participant);
    }
  }

  close(): void {
    this.#debounce.close();
  }

  #tell(): void {
    for (const [chat, moves] of this.#gathered()) this.#tellChat(chat, moves);
  }

  /** What has moved, by chat. What is too much for once waits for the next time. */
  #gathered(): ReadonlyMap<ChatState, readonly Move[]> {
    const moves = new Map<ChatState, Move[]>();
    const note = (chat: ChatState, move: Move): void => {
      if (chat.participants.size > this.#context.limits.receiptParticipantsMax) return;
      if (this.#context.inboxes.connectedIn(chat).size === 0) return;
      const known = moves.get(chat);
      if (known === undefined) moves.set(chat, [move]);
      else known.push(move);
    };
    for (const [{ chat, account: mover, readPosition: to }, from] of this.#read) note(chat, { mover, from, to });
    this.#read.clear();
    let looked = 0;
    for (const [mover, from] of this.#acknowledged) {
      if (looked >= chatsAtOnceMax) {
        this.#debounce.note();
        break;
      }
      this.#acknowledged.delete(mover);
      if (mover.deleted) continue;
      looked += mover.chats.size;
      const to = mover.acknowledgedPosition;
      for (const { chat } of mover.chats.values()) if (chat.lastPosition > from) note(chat, { mover, from, to });
    }
    return moves;
  }

  #tellChat(chat: ChatState, moves: readonly Move[]): void {
    for (const inbox of this.#context.inboxes.connectedIn(chat)) {
      const { account } = inbox;
      const last = this.#sent.get(account.id)?.get(chat.id);
      if (last === undefined) continue;
      const positions = new Set<number>();
      for (const { mover, from, to } of moves) {
        if (mover !== account && from < last) positions.add(Math.min(to, last));
      }
      for (const position of [...positions].sort((a, b) => a - b)) {
        const value = { chat: chat.id, position, ...receiptCounts(chat, account, position) };
        inbox.signal({ case: 'receipt', value });
      }
    }
  }
}

function sentBefore(account: AccountState): Map<ChatId, number> {
  const sent = new Map<ChatId, number>();
  for (const participant of account.chats.values()) noteSentBefore(sent, participant);
  return sent;
}

/** Of what was sent before, it is known only that it is not newer than the newest message that the account may know. */
function noteSentBefore(sent: Map<ChatId, number>, { chat, joinedPosition, spans }: ParticipantState): void {
  if (chat.lastPosition > joinedPosition || spans.length > 0) sent.set(chat.id, chat.lastPosition);
}
