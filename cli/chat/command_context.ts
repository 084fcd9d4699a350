/** What commands work with, within one session. */

import type { Client } from '../../shared/client/client.ts';
import type { Chat } from '../../shared/contract/contract.generated.ts';
import type { ChatList } from './chat_list.ts';
import type { Conversation } from './conversation.ts';
import type { OwnAccount } from './own_account.ts';
import type { OwnChanges } from './own_changes.ts';
import type { Screen } from './screen.ts';
import type { Terminal } from './terminal.ts';
import type { TicketBoard } from './ticket_board.ts';

export type SessionEnd = 'left' | 'logged out' | 'deleted';

export interface CommandContext {
  readonly client: Client;
  readonly terminal: Terminal;
  readonly screen: Screen;
  readonly chats: ChatList;
  readonly conversation: Conversation;
  readonly tickets: TicketBoard;
  readonly own: OwnAccount;
  readonly ownChanges: OwnChanges;
  readonly user: string;
  /** The session is to end: to leave, to log in again, or because the account is gone. */
  readonly onEnd: (how: SessionEnd) => void;
  readonly onPassword: (password: string) => void;
}

/** The chat that is open, if it is of that kind; says what to type where it is not. */
export function openChat({ conversation, screen }: CommandContext, kind?: 'group' | 'desk'): Chat | undefined {
  const { chat } = conversation;
  if (chat !== undefined && (kind === undefined || chat.kind === kind)) return chat;
  const missing = {
    group: 'that is for groups, and none is open: /open TITLE opens one, /group TITLE NAME... makes one',
    desk: 'that is for tickets, and none is open: /desk lists them, /open SUBJECT opens one',
  };
  screen.problem(kind === undefined ? nothingOpen(conversation) : missing[kind]);
  return undefined;
}

function nothingOpen({ target }: Conversation): string {
  return target === undefined
    ? 'no chat is open: /open N|NAME|TITLE or /to NAME opens one'
    : 'nothing has been written there yet';
}
