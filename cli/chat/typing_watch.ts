/** Who is typing, in which chat, as far as is known. Knows how long that holds; nothing of how it is shown. */

import type { Typing } from '../../shared/contract/contract.generated.ts';

/** As the contract has it: unless it is told again. */
const holdsMs = 10_000;
/** Told of more at once, we count on. Nobody reads so many names. */
const typistsMax = 100;

interface Typist {
  readonly chat: string;
  readonly account: string;
  readonly over: NodeJS.Timeout;
}

export class TypingWatch implements Disposable {
  readonly #onChange: () => void;
  readonly #typists = new Map<string, Typist>();

  /** `onChange` is told whenever `names` may answer something else. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  told({ chat, account, typing }: Typing): void {
    if (!typing) {
      this.stopped(chat, account);
      return;
    }
    const key = `${chat} ${account}`;
    const known = this.#typists.get(key);
    if (known === undefined && this.#typists.size >= typistsMax) return;
    clearTimeout(known?.over);
    const over = setTimeout(() => this.stopped(chat, account), holdsMs);
    this.#typists.set(key, { chat, account, over });
    if (known === undefined) this.#onChange();
  }

  /** Also to be called when a message of theirs has come. */
  stopped(chat: string, account: string): void {
    const key = `${chat} ${account}`;
    clearTimeout(this.#typists.get(key)?.over);
    if (this.#typists.delete(key)) this.#onChange();
  }

  /** Who began first comes first. */
  names(chat: string): readonly string[] {
    return [...this.#typists.values()].filter((typist) => typist.chat === chat).map(({ account }) => account);
  }

  clear(): void {
    for (const { over } of this.#typists.values()) clearTimeout(over);
    this.#typists.clear();
    this.#onChange();
  }

  [Symbol.dispose](): void {
    for (const { over } of this.#typists.values()) clearTimeout(over);
    this.#typists.clear();
  }
}
