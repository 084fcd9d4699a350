/**
 * Whether subscribers were handed each message of their inbox: once, in order, without a gap, and none that the ledger
 * does not have. Knows the ledger's messages by whom they concern.
 */

import { accountName, accountOf, type SendId, shownSend } from './sends.ts';

/** A send, as far as it is known where it went. */
interface KnownSend {
  /** The receiving account. */
  readonly to: number;
  /** Where the ledger has it. */
  readonly position: number | undefined;
}

type Delivery = SendId & { readonly account: number; readonly position: number };

interface Inbox {
  /** The positions of its messages, in order. */
  readonly positions: number[];
  /** How many of them its subscriber was handed. */
  handedOut: number;
}

export class DeliveryAudit {
  readonly #inboxes = new Map<number, Inbox>();
  #unjudged: Delivery[] = [];

  take(delivery: Delivery): void {
    this.#unjudged.push(delivery);
  }

  /** The ledger has a message, which belongs to the inboxes of these accounts. */
  kept(position: number, accounts: readonly number[]): void {
    for (const account of accounts) this.#inbox(account).positions.push(position);
  }

  newestFor(account: number): number {
    return this.#inbox(account).positions.at(-1) ?? 0;
  }

  inboxSize(account: number): number {
    return this.#inbox(account).positions.length;
  }

  judge(sendOf: (id: SendId) => KnownSend | undefined, find: (text: string) => void): void {
    for (const delivery of this.#unjudged) {
      const { account, position } = delivery;
      const what = `${shownSend(delivery)}, handed out to ${accountName(account)} at ${position},`;
      const send = sendOf(delivery);
      if (send?.position !== position) {
        find(`${what} ${send?.position === undefined ? 'is not there' : `is at ${send.position}`}`);
      } else if (account !== accountOf(delivery.sender) && account !== send.to) {
        find(`${what} is not for it`);
      } else {
        this.#requireNext(account, position, what, find);
      }
    }
    this.#unjudged = [];
  }

  /** Everything has been handed out. */
  end(find: (text: string) => void): void {
    for (const [account, { positions, handedOut }] of this.#inboxes) {
      if (handedOut === 0 || handedOut === positions.length) continue;
      find(`${accountName(account)} was not handed the message at ${positions[handedOut]}, nor any later one`);
    }
  }

  #requireNext(account: number, position: number, what: string, find: (text: string) => void): void {
    const inbox = this.#inbox(account);
    const expected = inbox.positions[inbox.handedOut];
    if (position === expected) {
      inbox.handedOut += 1;
    } else if (expected === undefined || position < expected) {
      find(`${what} was handed out before, or later ones were`);
    } else {
      find(`${what} comes before the one at ${expected}`);
      inbox.handedOut = inbox.positions.indexOf(position) + 1;
    }
  }

  #inbox(account: number): Inbox {
    const known = this.#inboxes.get(account);
    if (known !== undefined) return known;
    const inbox: Inbox = { positions: [], handedOut: 0 };
    this.#inboxes.set(account, inbox);
    return inbox;
  }
}
