/**
 * Which changes of chats the user made here, and was told of by the answer: their signals would say it again. Knows
 * positions. Invariant: while a change has no answer yet, signals wait for it; none is lost.
 */

import type { ChatChanged } from '../../shared/contract/contract.generated.ts';

/** Signals that never come must not be expected for ever. */
const expectedMax = 100;

export class OwnChanges {
  readonly #onChange: (changed: ChatChanged) => void;
  readonly #expected = new Set<string>();
  #held: ChatChanged[] = [];
  #underWay = 0;

  /** `onChange` is told of changes that others made, or the user from elsewhere. */
  constructor(onChange: (changed: ChatChanged) => void) {
    this.#onChange = onChange;
  }

  /** Makes a change; the answer has its position. */
  async make<Reply extends { readonly position: number }>(change: Promise<Reply>): Promise<Reply> {
    return await this.#during(change, ({ position }) => this.#expect(`at ${position}`));
  }

  /** Changes a role, whose answer has no position. */
  async makeRole(chat: string, name: string, change: Promise<void>): Promise<void> {
    await this.#during(change, () => this.#expect(`role of ${name} in ${chat}`));
  }

  told(changed: ChatChanged): void {
    if (this.#underWay > 0) this.#held.push(changed);
    else this.#pass(changed);
  }

  async #during<Reply>(change: Promise<Reply>, expect: (reply: Reply) => void): Promise<Reply> {
    this.#underWay += 1;
    try {
      const reply = await change;
      expect(reply);
      return reply;
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) for (const changed of this.#held.splice(0)) this.#pass(changed);
    }
  }

  #expect(key: string): void {
    this.#expected.add(key);
    const [oldest] = this.#expected;
    if (this.#expected.size > expectedMax && oldest !== undefined) this.#expected.delete(oldest);
  }

  #pass(changed: ChatChanged): void {
    const role = changed.change === 'role' ? `role of ${changed.accounts[0]} in ${changed.chat}` : '';
    if (this.#expected.delete(`at ${changed.position}`) || this.#expected.delete(role)) return;
    this.#onChange(changed);
  }
}
