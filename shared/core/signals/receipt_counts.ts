/** How far a message has come, by the marks of those it was sent to. Pure. */

import type { ChatState } from '../chat_state.ts';
import type { AccountState } from '../state.ts';

export interface ReceiptCounts {
  readonly delivered: number;
  readonly read: number;
  readonly others: number;
}

/** Of those besides that account who took part before the position: how many have acknowledged, and read, up to it. */
export function receiptCounts(chat: ChatState, except: AccountState, position: number): ReceiptCounts {
  let [delivered, read, others] = [0, 0, 0];
  for (const { account, joinedPosition, readPosition } of chat.participants.values()) {
    if (account === except || joinedPosition >= position) continue;
    others += 1;
    if (account.acknowledgedPosition >= position) delivered += 1;
    if (readPosition >= position) read += 1;
  }
  return { delivered, read, others };
}
