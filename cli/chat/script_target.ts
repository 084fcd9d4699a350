/** Which chat a script means by what it says: an account, a chat's id, or its title. Knows how to ask; nothing of flags. */

import type { Client } from '../../shared/client/client.ts';
import { CommandError } from '../command_error.ts';
import { ChatList } from './chat_list.ts';

/** An account, with or without a chat yet, or a chat. */
export type ScriptTarget = { readonly name: string } | { readonly chat: string };

/**
 * The chat of that id, with that account, or of that title, as /open finds it; but a beginning is not enough where nobody
 * sees which one was meant. CommandError where there is none, or where there are several.
 */
export async function chatNamed(client: Client, text: string): Promise<ScriptTarget> {
  const found = await new ChatList(client).find(text, { beginnings: false });
  if (found === undefined) throw new CommandError(`there is no chat ${text}: --list chats prints them`);
  if ('several' in found) {
    throw new CommandError(
      `${found.several.length} chats are called ${text}: --in takes an id, too, as --list chats prints it`,
    );
  }
  return { chat: found.chat.chat };
}

/** The id of the chat; CommandError where nothing has been written to that account yet. */
export async function chatOf(client: Client, target: ScriptTarget): Promise<string> {
  if ('chat' in target) return target.chat;
  const chats = new ChatList(client);
  await chats.list();
  const direct = chats.directWith(target.name);
  if (direct === undefined) throw new CommandError(`there is no chat with ${target.name} yet`);
  return direct.chat;
}
