/** Who a message is from, and where it was written, as it stands before its text. Pure. */

import type { Chat, Message } from '../../shared/contract/contract.generated.ts';
import { chatLabel, chatWhere } from './chat_list.ts';

export interface LabelContext {
  readonly user: string;
  /** The chat of the message; undefined where it is not known. */
  readonly chat: Chat | undefined;
  /** The one that is open. */
  readonly open: Chat | undefined;
}

/**
 * The open chat needs no name. In a direct chat one's own messages say whom they are to, and those of others who they
 * are from: only while a group is open they could be taken for some of the group.
 */
export function messageLabel({ sender, chat: id }: Message, { user, chat, open }: LabelContext): string {
  const own = sender === user;
  if (chat === undefined) return own ? 'you, elsewhere' : sender;
  if (chat.kind === 'direct') {
    if (own) return `to ${chatLabel(chat)}`;
    return open === undefined || open.kind === 'direct' ? sender : `${sender} to you`;
  }
  const name = own ? 'you' : sender;
  return open?.chat === id ? name : `${name} ${chatWhere(chat)}`;
}
