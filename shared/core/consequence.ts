/** What came of an event beyond the state itself: the core tells subscribers. Types alone. */

import type { MessageSent } from '../ledger/ledger.ts';
import type { TicketState } from './desk_state.ts';
import type { AccountState, ChatState, ParticipantState, SessionState } from './state_types.ts';

/** How a chat changed. */
export type ChatChange = 'created' | 'renamed' | 'added' | 'removed' | 'left' | 'role' | 'closed';

export interface ChatChanged {
  readonly type: 'chat_changed';
  readonly chat: ChatState;
  readonly change: ChatChange;
  /** Who was added, removed, left, or has another role. */
  readonly accounts: readonly AccountState[];
}

export type Consequence =
  | { readonly type: 'none' }
  | { readonly type: 'message'; readonly event: MessageSent; readonly chat: ChatState }
  | {
      readonly type: 'sessions_ended';
      readonly sessions: readonly SessionState[];
      readonly code: 'SESSION_ENDED' | 'SESSION_EXPIRED' | 'PASSWORD_CHANGED';
    }
  | { readonly type: 'account_deleted'; readonly account: AccountState; readonly chats: readonly ChatState[] }
  | ChatChanged
  /** The acknowledged position moved on from `from`. */
  | { readonly type: 'acknowledged'; readonly account: AccountState; readonly from: number }
  /** The read position of that participant moved on from `from`. */
  | { readonly type: 'read'; readonly participant: ParticipantState; readonly from: number }
  | { readonly type: 'presence_hidden'; readonly account: AccountState }
  | { readonly type: 'ticket'; readonly ticket: TicketState; readonly state: 'queued' | 'assigned' | 'closed' };
