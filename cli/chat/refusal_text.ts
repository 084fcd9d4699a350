/** What a server's refusal says, for people: its words without the names of fields and the ids of chats. Pure. */

import type { ChatError } from '../../shared/contract/chat_error.ts';
import type { Chat } from '../../shared/contract/contract.generated.ts';
import { chatLabel } from './chat_list.ts';

/** `chats` are those whose names are known. Decides nothing: only how it is said depends on the text. */
export function refusalText(
  { code, message }: ChatError,
  chats: { readonly get: (chat: string) => Chat | undefined },
): string {
  const said = code === 'INVALID_ARGUMENT' ? message.replace(/^[a-z][a-z _]*: /, '') : message;
  return said.replace(/\b(chat|ticket) ([0-9a-f]{16})\b/g, (_, what: string, id: string) => {
    const chat = chats.get(id);
    if (chat === undefined) return what;
    return `${what} "${chat.kind === 'desk' ? chat.title : chatLabel(chat)}"`;
  });
}
