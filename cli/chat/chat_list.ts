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
  /** What was last said to be the way to a chat: it has to lead there, whatever else is called so. */
  #hint: { readonly text: string; readonly chat: string } | undefined;
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

  /** All chats, the one with the newest message first. */
  async list(): Promise<readonly Chat[]> {
    return await this.#load(pagesMax);
  }

  /** They are on the screen, numbered from 1: `find` takes the numbers. */
  number(chats: readonly Chat[]): void {
    this.#listing = chats.map(({ chat }) => chat);
    this.#hint = undefined;
  }

  /** The user is told that this text opens that chat; until the chats are numbered, or another hint is given. */
  hint(text: string, chat: string): void {
    this.#hint = { text, chat };
  }

  /**
   * The chat of that id, of that number in the last list, else with that account or of that title; asks for those not
   * known yet. With `beginnings` the beginning of a title does, where nothing fits better.
   */
  async find(text: string, { beginnings }: { readonly beginnings: boolean }): Promise<Found> {
    // A signal may have told of a chat that is being asked for.
    if (this.#hint?.text === text && this.get(this.#hint.chat) === undefined) await this.refresh();
    const known = this.#named(text);
    if (known !== undefined) return { chat: known };
    const found = this.#match(text, beginnings);
    if (!this.#more) return found;
    // A title that is known may be that of an older chat, too.
    await this.#load(pagesMax);
    const loaded = this.#named(text);
    return loaded === undefined ? this.#match(text, beginnings) : { chat: loaded };
  }

  #named(text: string): Chat | undefined {
    const hinted = this.#hint?.text === text ? this.#chats.get(this.#hint.chat) : undefined;
    const numbered = /^[0-9]{1,5}$/.test(text) ? this.#listing[Number(text) - 1] : undefined;
    return this.#chats.get(text) ?? hinted ?? (numbered === undefined ? undefined : this.#chats.get(numbered));
  }

  #match(text: string, beginnings: boolean): Found {
    const direct = this.directWith(text);
    const wanted = text.normalize('NFC');
    const lower = wanted.toLowerCase();
    const titled = this.#all().filter(({ kind }) => kind !== 'direct');
    // A stranger can take the name of a group, or call one by a name: what was meant for one must not go to the other.
    const called = titled.filter(({ title }) => title.toLowerCase() === lower);
    if (direct !== undefined) return called.length === 0 ? { chat: direct } : { several: [direct, ...called] };
    const tests: ((title: string) => boolean)[] = [
      (title) => title === wanted,
      (title) => title.toLowerCase() === lower,
      ...(beginnings ? [(title: string) => title.toLowerCase().startsWith(lower)] : []),
    ];
    for (const fits of tests) {
      const [first, ...others] = titled.filter(({ title }) => fits(title));
      if (first !== undefined) return others.length === 0 ? { chat: first } : { several: [first, ...others] };
    }
    return undefined;
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

/** As it stands before what is written there: "to bob", "in Team"; a title that could be a name, in quotes. */
export function chatWhere(chat: Chat): string {
  const label = chatLabel(chat);
  if (chat.kind === 'direct') return `to ${label}`;
  return `in ${/^[a-z0-9][a-z0-9_.-]*$/.test(label) ? `"${label}"` : label}`;
}
