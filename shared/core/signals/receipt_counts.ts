/** How far a message has come, by the marks of those it was sent to. Pure. */

import type { ChatState, ParticipantState } from '../chat_state.ts';
import type { AccountState } from '../state.ts';

export interface ReceiptCounts {
  readonly delivered: number;
  readonly read: number;
  readonly others: number;
}

/** Of those besides that account who took part before the position: how many have acknowledged, and read, up to it. */
export function receiptCounts(chat: ChatState, except: AccountState, position: number): ReceiptCounts {
  const participant = chat.participants.get(except.id);
  return participant === undefined ? countsOf(chat, position) : new ReceiptTotals(chat).besides(participant, position);
}

/** The counts of one chat, of each position once for all who are told of it. To be made anew when a mark has moved. */
export class ReceiptTotals {
  readonly #chat: ChatState;
  readonly #totals = new Map<number, ReceiptCounts>();

  constructor(chat: ChatState) {
    this.#chat = chat;
  }

  /** Whether asking for the position costs no look at each participant. */
  has(position: number): boolean {
    return this.#totals.has(position);
  }

  /** As `receiptCounts`. */
  besides(participant: ParticipantState, position: number): ReceiptCounts {
    const totals = this.#totals.get(position) ?? countsOf(this.#chat, position);
    this.#totals.set(position, totals);
    const own = countsOne(participant, position);
    return {
      delivered: totals.delivered - own.delivered,
      read: totals.read - own.read,
      others: totals.others - own.others,
    };
  }
}

function countsOf(chat: ChatState, position: number): ReceiptCounts {
  let [delivered, read, others] = [0, 0, 0];
  for (const participant of chat.participants.values()) {
    const one = countsOne(participant, position);
    delivered += one.delivered;
    read += one.read;
    others += one.others;
  }
  return { delivered, read, others };
}

function countsOne({ account, joinedPosition, readPosition }: ParticipantState, position: number): ReceiptCounts {
  if (joinedPosition >= position) return { delivered: 0, read: 0, others: 0 };
  return {
    delivered: account.acknowledgedPosition >= position ? 1 : 0,
    read: readPosition >= position ? 1 : 0,
    others: 1,
  };
}
