/**
 * Signal `receipts`: how far somebody's messages in a chat have come. What moves is gathered for a while, and told to
 * those who have messages between the old and the new mark, or may have: of what was sent before somebody asked the
 * sender is not known without reading the ledger. Knows how far others have acknowledged and read; of messages only
 * positions. Whoever acknowledges has moved in all of its chats, so all of it is done in slices.
 */

import type { AccountId, ChatId, MessageSent } from '../../ledger/ledger.ts';
import type { ChatState, ParticipantState } from '../chat_state.ts';
import type { Job } from '../sliced_work.ts';
import type { AccountState, ChatChanged } from '../state.ts';
import { Debounce } from './debounce.ts';
import { ReceiptTotals } from './receipt_counts.ts';
import { SentPositions } from './sent_positions.ts';
import type { SignalsContext } from './signals_context.ts';

/** A mark of somebody's, delivered or read, went from one position to another. */
interface Move {
  readonly mover: AccountState;
  readonly from: number;
  readonly to: number;
}

/** Somebody who asks. */
interface Asking {
  readonly account: AccountState;
  /** What it has sent, or may have, in each of its chats, as far as these were looked at. */
  readonly sent: Map<ChatId, SentPositions>;
  /** Whether all of its chats were looked at. */
  known: boolean;
}

/** Moves in chats that are gathered before they are told, beyond those of one account. */
const gatheredMax = 10_000;
/** Signals that one account is told of one chat at once: the newest ones say most of what older ones do. */
const positionsAtOnceMax = 8;

export class ReceiptSignals {
  readonly #context: SignalsContext;
  readonly #debounce: Debounce;
  readonly #asking = new Map<AccountId, Asking>();
  /** Those whose chats are still to be looked at. */
  readonly #newcomers = new Set<Asking>();
  /** From where they have moved since that was told. */
  readonly #acknowledged = new Map<AccountState, number>();
  readonly #read = new Map<ParticipantState, number>();
  #lookingAt = false;
  #telling = false;

  constructor(context: SignalsContext) {
    this.#context = context;
    this.#debounce = new Debounce(context.environment, context.limits.receiptDebounceMs, () => this.#tellLater());
    context.inboxes.watch({
      askingChanged: (account, kind, asks) => {
        if (kind !== 'receipts') return;
        if (asks) this.#came(account);
        else this.#asking.delete(account.id);
      },
    });
  }

  /** A message was sent. */
  sent({ account, chat }: MessageSent, position: number): void {
    if (this.#asking.size === 0) return;
    const asking = this.#asking.get(account);
    if (asking === undefined) return;
    const known = asking.sent.get(chat);
    if (known !== undefined) {
      known.add(position);
      return;
    }
    // Of a chat that was not looked at yet there may be older ones.
    const sent = new SentPositions(asking.known ? 0 : position);
    sent.add(position);
    asking.sent.set(chat, sent);
  }

  acknowledged(account: AccountState, from: number): void {
    if (this.#asking.size === 0) return;
    if (!this.#acknowledged.has(account)) this.#acknowledged.set(account, from);
    this.#debounce.note();
  }

  read(participant: ParticipantState, from: number): void {
    if (this.#asking.size === 0) return;
    if (!this.#read.has(participant)) this.#read.set(participant, from);
    this.#debounce.note();
  }

  /** Who takes part may have changed. Who comes back can read what it sent before. */
  chatChanged({ chat, change, accounts }: ChatChanged): void {
    if (this.#asking.size === 0) return;
    for (const { id } of accounts) {
      const sent = this.#asking.get(id)?.sent;
      if (change === 'removed' || change === 'left') sent?.delete(chat.id);
      const participant = chat.participants.get(id);
      if (change === 'added' && sent !== undefined && participant !== undefined) noteSentBefore(sent, participant);
    }
  }

  close(): void {
    this.#debounce.close();
  }

  #came(account: AccountState): void {
    const asking = { account, sent: new Map(), known: false };
    this.#asking.set(account.id, asking);
    this.#newcomers.add(asking);
    if (this.#lookingAt) return;
    this.#lookingAt = true;
    this.#context.inboxes.work.start(this.#lookAtNewcomers());
  }

  *#lookAtNewcomers(): Job {
    try {
      for (const asking of this.#newcomers) {
        this.#newcomers.delete(asking);
        for (const participant of asking.account.chats.values()) {
          // It has gone meanwhile.
          if (this.#asking.get(asking.account.id) !== asking) break;
          noteSentBefore(asking.sent, participant);
          yield 1;
        }
        asking.known = true;
        yield 1;
      }
    } finally {
      this.#lookingAt = false;
    }
  }

  /** What moves while others are told is told after them. */
  #tellLater(): void {
    if (this.#telling) return;
    this.#telling = true;
    this.#context.inboxes.work.start(this.#tell());
  }

  *#tell(): Job {
    try {
      while (this.#read.size > 0 || this.#acknowledged.size > 0) {
        const moves = new Map<ChatState, Move[]>();
        yield* this.#gather(moves);
        for (const [chat, some] of moves) yield* this.#tellChat(chat, some);
      }
    } finally {
      this.#telling = false;
    }
  }

  /** Into moves by chat. What is too much for once is left for the next time. */
  *#gather(moves: Map<ChatState, Move[]>): Job {
    let gathered = 0;
    for (const [participant, from] of this.#read) {
      if (gathered >= gatheredMax) return;
      this.#read.delete(participant);
      const { chat, account: mover, readPosition: to } = participant;
      gathered += this.#note(moves, chat, { mover, from, to });
      yield 1;
    }
    for (const [mover, from] of this.#acknowledged) {
      if (gathered >= gatheredMax) return;
      this.#acknowledged.delete(mover);
      const move = { mover, from, to: mover.acknowledgedPosition };
      for (const { chat } of mover.chats.values()) {
        if (mover.deleted || this.#asking.size === 0) break;
        if (chat.lastPosition > from) gathered += this.#note(moves, chat, move);
        yield 1;
      }
      yield 1;
    }
  }

  /** How many were noted: none where nobody would be told. */
  #note(moves: Map<ChatState, Move[]>, chat: ChatState, move: Move): number {
    const { inboxes, limits } = this.#context;
    if (chat.participants.size > limits.receiptParticipantsMax || inboxes.connectedIn(chat).size === 0) return 0;
    const known = moves.get(chat);
    if (known === undefined) moves.set(chat, [move]);
    else known.push(move);
    return 1;
  }

  *#tellChat(chat: ChatState, moves: readonly Move[]): Job {
    const { inboxes, state } = this.#context;
    let totals = new ReceiptTotals(chat);
    let countedAt = state.position;
    for (const inbox of inboxes.askingIn(chat, 'receipts')) {
      yield 1;
      const sent = inbox === undefined ? undefined : this.#asking.get(inbox.account.id)?.sent.get(chat.id);
      if (inbox === undefined || sent === undefined) continue;
      const participant = chat.participants.get(inbox.account.id);
      if (participant === undefined) continue;
      yield moves.length;
      for (const position of positionsPassed(sent, inbox.account, moves)) {
        // Counted once for all who are told of the same position.
        if (!totals.has(position)) yield chat.participants.size;
        if (countedAt !== state.position) [totals, countedAt] = [new ReceiptTotals(chat), state.position];
        const counts = totals.besides(participant, position);
        const { delivered, read, others } = counts;
        if (others === 0 || !sent.isNews(`${position} ${delivered} ${read} ${others}`)) continue;
        inbox.signal({ case: 'receipt', value: { chat: chat.id, position, ...counts } });
      }
    }
  }
}

/** The newest positions of messages that the moves of others have passed, in their order. */
function positionsPassed(sent: SentPositions, account: AccountState, moves: readonly Move[]): readonly number[] {
  const positions = new Set<number>();
  for (const { mover, from, to } of moves) {
    const position = mover === account ? undefined : sent.newestWithin(from, to);
    if (position !== undefined) positions.add(position);
  }
  return [...positions].sort((a, b) => a - b).slice(-positionsAtOnceMax);
}

/** Of what was sent before, it is known only that it is not newer than the newest message that the account may know. */
function noteSentBefore(sent: Map<ChatId, SentPositions>, { chat, joinedPosition, spans }: ParticipantState): void {
  if (chat.lastPosition <= joinedPosition && spans.length === 0) return;
  const known = sent.get(chat.id);
  if (known === undefined) sent.set(chat.id, new SentPositions(chat.lastPosition));
}
