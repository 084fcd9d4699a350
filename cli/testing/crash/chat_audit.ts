/**
 * Holds what drivers of groups and tickets wrote down against the chats that a ledger has: each change that was
 * acknowledged is there, each that was never answered is there as a whole or not at all. Knows neither files nor servers.
 * Invariant: of one chat, one change at a time is without an answer.
 */

import { type ChatChange, type ChatModel, changedBy } from './chat_changes.ts';
import { differenceOf } from './chat_differences.ts';
import type { FindingKind } from './findings.ts';
import type { ChatLogEntry } from './send_log.ts';
import { type SaidId, shownSaid } from './sends.ts';

/** A chat as the ledger has it. */
export interface KeptChat extends ChatModel {
  /** By which it is told apart, see `chatName`. */
  readonly name: string;
  readonly id: string;
  readonly createdPosition: number;
}

interface Asked {
  readonly change: ChatChange;
  fate: 'open' | 'unanswered';
  /** Where the ledger has it, once it was found there. */
  found: { readonly position: number } | undefined;
}

interface AuditedChat {
  id: string | undefined;
  /** What is there when `asked` is not. */
  expected: ChatModel | undefined;
  asked: Asked | undefined;
  /** By position. */
  readonly messages: number[];
  readonly said: Map<number, Said>;
}

interface Said {
  readonly sender: string;
  /** As it was acknowledged. */
  acknowledged: number | undefined;
  refused: boolean;
  /** Where the ledger has it. */
  position: number | undefined;
}

export interface ChatCounts {
  changes: number;
  /** Acknowledged. */
  changed: number;
  unansweredChanges: number;
  said: number;
}

export class ChatAudit {
  readonly counts: ChatCounts = { changes: 0, changed: 0, unansweredChanges: 0, said: 0 };
  readonly #chats = new Map<string, AuditedChat>();
  readonly #find: (kind: FindingKind, text: string) => void;
  readonly #changesFollowed: boolean;

  /** `changesFollowed`: see `Audit`. */
  constructor(find: (kind: FindingKind, text: string) => void, changesFollowed = true) {
    this.#find = find;
    this.#changesFollowed = changesFollowed;
  }

  take(entry: ChatLogEntry): void {
    const chat = this.#chat(entry.chat);
    switch (entry.type) {
      case 'change':
        this.counts.changes += 1;
        // An older one was judged after the server that it was asked of, and is never asked again.
        if (chat.asked?.fate === 'open') this.#find('process', `two changes of ${entry.chat} were asked at once`);
        chat.asked = { change: entry.change, fate: 'open', found: undefined };
        return;
      case 'changed':
        this.counts.changed += 1;
        this.#changed(chat, entry);
        return;
      case 'change_unanswered':
        this.counts.unansweredChanges += 1;
        if (chat.asked !== undefined) chat.asked.fate = 'unanswered';
        return;
      case 'change_refused':
        if (chat.asked?.found !== undefined)
          this.#find('refused', `${chat.asked.change.type} of ${entry.chat} is there`);
        chat.asked = undefined;
        return;
      case 'say':
        chat.said.set(entry.number, {
          sender: entry.sender,
          acknowledged: undefined,
          refused: false,
          position: undefined,
        });
        return;
      case 'said': {
        this.counts.said += 1;
        const said = chat.said.get(entry.number);
        if (said !== undefined) said.acknowledged = entry.position;
        return;
      }
      case 'say_refused': {
        const said = chat.said.get(entry.number);
        if (said !== undefined) said.refused = true;
        return;
      }
      default:
        entry satisfies never;
    }
  }

  /** The ledger's next message. */
  takeMessage(id: SaidId, position: number, sender: string, chatId: string): void {
    const chat = this.#chats.get(id.chat);
    const said = chat?.said.get(id.number);
    if (chat === undefined || said?.sender !== sender) {
      this.#find('stranger', `${shownSaid(id)} of ${sender} at ${position}`);
    } else if (said.position !== undefined) {
      this.#find('twice', `${shownSaid(id)} is at ${said.position} and at ${position}`);
    } else {
      said.position = position;
      chat.messages.push(position);
      chat.id ??= chatId;
      if (chat.id !== chatId) this.#find('stranger', `${shownSaid(id)} is in chat ${chatId}, not in ${chat.id}`);
    }
  }

  judgeMessages(): void {
    for (const [chat, { said }] of this.#chats) {
      for (const [number, { acknowledged, refused, position }] of said) {
        const shown = shownSaid({ chat, number });
        if (refused && position !== undefined) this.#find('refused', `${shown} is at ${position}`);
        if (acknowledged === undefined || acknowledged === position) continue;
        this.#find('lost', `${shown}, acknowledged at ${acknowledged}, is at ${position}`);
      }
    }
  }

  /** After `take` of all that was written down before the chats were read. */
  judge(kept: Iterable<KeptChat>): void {
    const byName = new Map<string, KeptChat>();
    for (const chat of kept) {
      if (byName.has(chat.name)) this.#find('twice', `there are two chats ${chat.name}`);
      byName.set(chat.name, chat);
      if (!this.#chats.has(chat.name)) this.#find('stranger', `nobody made the chat ${chat.name}`);
    }
    for (const [name, chat] of this.#chats) this.#judge(name, chat, byName.get(name));
  }

  /** What every chat is, after the last judgement. */
  *chats(): Iterable<{ readonly id: string; readonly model: ChatModel; readonly messages: readonly number[] }> {
    for (const { id, expected: model, messages } of this.#chats.values()) {
      if (id !== undefined && model !== undefined) yield { id, model, messages };
    }
  }

  #changed(chat: AuditedChat, entry: ChatLogEntry & { type: 'changed' }): void {
    const { asked } = chat;
    if (asked === undefined) return;
    chat.id ??= entry.id;
    if (entry.id !== undefined && entry.id !== chat.id)
      this.#find('chat', `${entry.chat} is ${chat.id}, not ${entry.id}`);
    chat.asked = undefined;
    if (!this.#changesFollowed) return;
    if (asked.found === undefined) {
      chat.expected = changedBy(entry.chat, chat.expected, asked.change, entry.position);
    } else if (entry.position !== undefined && entry.position !== asked.found.position) {
      const what = `${asked.change.type} of ${entry.chat}`;
      this.#find('chat', `${what}, acknowledged at ${entry.position}, is at ${asked.found.position}`);
    }
  }

  #judge(name: string, chat: AuditedChat, kept: KeptChat | undefined): void {
    const { asked } = chat;
    if (kept !== undefined) {
      chat.id ??= kept.id;
      if (chat.id !== kept.id) this.#find('chat', `${name} is ${kept.id}, not ${chat.id}`);
    }
    if (asked !== undefined && asked.found === undefined && kept !== undefined) {
      const position = positionOf(asked.change, kept);
      const changed = changedBy(name, chat.expected, asked.change, position);
      if (differenceOf(changed, kept, chat.messages) === undefined) {
        asked.found = { position };
        chat.expected = kept;
        return;
      }
    }
    const difference = differenceOf(chat.expected, kept, chat.messages);
    const but = asked === undefined ? '' : `, nor is it with the ${asked.change.type} that was not answered`;
    if (difference !== undefined) this.#find('chat', `${name} ${difference}${but}`);
    // What no answer told is known from here on.
    else chat.expected = kept;
  }

  #chat(name: string): AuditedChat {
    const known = this.#chats.get(name);
    if (known !== undefined) return known;
    const chat: AuditedChat = { id: undefined, expected: undefined, asked: undefined, messages: [], said: new Map() };
    this.#chats.set(name, chat);
    return chat;
  }
}

/** Where the ledger has a change that nobody was told of, if it has it; 0 where it does not say. */
function positionOf(change: ChatChange, kept: KeptChat): number {
  const joined = (account: string | undefined): number =>
    kept.participants.find((part) => part.account === account)?.joinedPosition ?? 0;
  const left = (account: string | undefined): number =>
    kept.former.find((each) => each.account === account)?.spans?.at(-1)?.upTo ?? 0;
  switch (change.type) {
    case 'create':
    case 'open':
      return kept.createdPosition;
    case 'add':
      return joined(change.accounts[0]);
    case 'assign':
      return joined(change.operator);
    case 'remove':
    case 'leave':
      return left(change.account);
    case 'return':
    case 'close':
      return left(kept.former.at(-1)?.account);
    default:
      return 0;
  }
}
