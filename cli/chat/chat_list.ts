/**
 * The chats of the account, as far as they are known here: what they are called, and what is unread in them. Knows how
 * to ask for them; nothing of the screen. Invariant: chats and positions are those of one ledger, so that there is one
 * list a session.
 */

import type { Client } from '../../shared/client/client.ts';
import type { Chat } from '../../shared/contract/contract.generated.ts';

/** What can be meant by what was typed: several where it is ambiguous. */
export type Found = { readonly chat: Chat } | { readonly several: readonly Chat[] } | undefined;

const pageChats = 100;
/** As many as an account may have. */
const pagesMax = 100;
/** Longer ones would leave no room for what is typed. */
const labelCharactersMax = 30;

export class ChatList {
  readonly #client: Client;
  readonly #chats = new Map<string, Chat>();
  /** The ids as /chats numbered them. */
  #listing: readonly string[] = [];
  #loading: Promise<unknown> | undefined;
  /** Begins when the one under way is done. */
  #waiting: Promise<void> | undefined;
  /** Whether there may be chats that were never loaded. */
  #more = true;

  constructor(client: Client) {
    this.#client = client;
  }

  get(chat: string): Chat | undefined {
    return this.#chats.get(chat);
  }

  /** The direct chat with that account. */
  directWith(name: string): Chat | undefined {
    return this.#all().find(({ kind, others }) => kind === 'direct' && others === name);
  }

  /** How many messages are unread in all others. */
  unreadBesides(chat: string | undefined): number {
    return this.#all().reduce((sum, each) => (each.chat === chat ? sum : sum + each.unread), 0);
  }

  set(chat: Chat): void {
    this.#chats.set(chat.chat, chat);
  }

  change(chat: string, change: Partial<Chat>): void {
    const known = this.#chats.get(chat);
    if (known !== undefined) this.#chats.set(chat, { ...known, ...change });
  }

  remove(chat: string): void {
    this.#chats.delete(chat);
  }

  /** Asks for the newest chats. However many ask while that is under way, it is done once more for them. */
  refresh(): Promise<void> {
    if (this.#waiting !== undefined) return this.#waiting;
    const before = this.#loading;
    const refreshed = (async () => {
      await before?.catch(() => {});
      this.#waiting = undefined;
      const loading = this.#load(1);
      this.#loading = loading;
      await loading;
    })();
    this.#waiting = refreshed;
    return refreshed;
  }

  /** All chats, the one with the newest message first, numbered from 1 for `find`. */
  async list(): Promise<readonly Chat[]> {
    const listed = await this.#load(pagesMax);
    this.#listing = listed.map(({ chat }) => chat);
    return listed;
  }

  /** The chat of that number in the last list, of that account, or of that title; asks for those not known yet. */
  async find(text: string): Promise<Found> {
    const numbered = /^[0-9]{1,5}$/.test(text) ? this.#listing[Number(text) - 1] : undefined;
    const byNumber = numbered === undefined ? undefined : this.#chats.get(numbered);
    if (byNumber !== undefined) return { chat: byNumber };
    const found = this.#match(text);
    if (found !== undefined || !this.#more) return found;
    await this.#load(pagesMax);
    return this.#match(text);
  }

  #match(text: string): Found {
    const direct = this.directWith(text);
    if (direct !== undefined) return { chat: direct };
    const wanted = text.normalize('NFC').toLowerCase();
    const titled = this.#all().filter(({ kind }) => kind !== 'direct');
    const exact = titled.filter(({ title }) => title.toLowerCase() === wanted);
    const matches = exact.length > 0 ? exact : titled.filter(({ title }) => title.toLowerCase().startsWith(wanted));
    const [first, ...others] = matches;
    if (first === undefined) return undefined;
    return others.length === 0 ? { chat: first } : { several: matches };
  }

  async #load(pages: number): Promise<readonly Chat[]> {
    const loaded: Chat[] = [];
    let pageToken = '';
    for (let page = 0; page < pages; page += 1) {
      const reply = await this.#client.listChats({ pageSize: pageChats, pageToken });
      loaded.push(...reply.chats);
      pageToken = reply.nextPageToken;
      if (pageToken === '') break;
    }
    // A chat that is on no page is the account's no more.
    if (pageToken === '') this.#chats.clear();
    this.#more = pageToken !== '';
    for (const chat of loaded) this.#chats.set(chat.chat, chat);
    return loaded;
  }

  #all(): readonly Chat[] {
    return [...this.#chats.values()];
  }
}

/** What a chat is called: by whom it is with, its title, its subject. Of others' making: to be shown as such. */
export function chatLabel({ kind, title, others }: Chat): string {
  if (kind === 'direct') return others === '' ? '(deleted account)' : others;
  const characters = [...title];
  const short =
    characters.length > labelCharactersMax ? `${characters.slice(0, labelCharactersMax - 1).join('')}…` : title;
  return kind === 'desk' ? `desk: ${short}` : short;
}

/** As it stands before what is written there: "to bob", "in Team". */
export function chatWhere(chat: Chat): string {
  return `${chat.kind === 'direct' ? 'to' : 'in'} ${chatLabel(chat)}`;
}
