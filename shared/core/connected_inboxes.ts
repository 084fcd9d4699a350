/**
 * Which inboxes have subscribers: by chat, so that a message costs what its connected participants cost, however many
 * others there are; and by kind of signal. Knows nothing of messages. Invariant: an inbox is listed for each chat that
 * its account takes part in, as long as it has a subscriber; after that until whoever lists it forgets it.
 */

import type { ChatState } from './chat_state.ts';
import type { Inbox } from './inbox.ts';
import { type SignalKind, signalKinds } from './signals/signal_kinds.ts';

const nobody: ReadonlySet<Inbox> = new Set();

export class ConnectedInboxes {
  readonly #byChat = new Map<ChatState, Set<Inbox>>();
  readonly #byKind: ReadonlyMap<SignalKind, Set<Inbox>> = new Map(signalKinds.map((kind) => [kind, new Set()]));

  /** Those of the chat's participants. */
  in(chat: ChatState): ReadonlySet<Inbox> {
    return this.#byChat.get(chat) ?? nobody;
  }

  /** Those with a subscriber who asked for such signals. */
  asking(kind: SignalKind): ReadonlySet<Inbox> {
    return this.#byKind.get(kind) ?? nobody;
  }

  /** Its first subscriber has come. */
  connect(inbox: Inbox): void {
    for (const { chat } of inbox.account.chats.values()) this.join(inbox, chat);
  }

  /** The account of a connected inbox takes part in the chat. */
  join(inbox: Inbox, chat: ChatState): void {
    const known = this.#byChat.get(chat);
    if (known === undefined) this.#byChat.set(chat, new Set([inbox]));
    else known.add(inbox);
  }

  /** It takes part no more, or is not connected any more. */
  leave(inbox: Inbox, chat: ChatState): void {
    const known = this.#byChat.get(chat);
    if (known === undefined) return;
    known.delete(inbox);
    if (known.size === 0) this.#byChat.delete(chat);
  }

  /** Whether a subscriber of the inbox asks for such signals. */
  ask(inbox: Inbox, kind: SignalKind, asks: boolean): void {
    if (asks) this.#byKind.get(kind)?.add(inbox);
    else this.#byKind.get(kind)?.delete(inbox);
  }
}
