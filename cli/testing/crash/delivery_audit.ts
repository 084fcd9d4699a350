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
  newest: number;
  messages: number;
}

export class DeliveryAudit {
  readonly #inboxes = new Map<number, Inbox>();
  /** What the subscriber of an account was handed so far. */
  readonly #handedOut = new Map<number, Inbox>();
  #unjudged: Delivery[] = [];

  take(delivery: Delivery): void {
    this.#unjudged.push(delivery);
  }

  /** The ledger has a message, which belongs to the inboxes of these accounts. */
  kept(position: number, accounts: readonly number[]): void {
    for (const account of accounts) count(this.#inboxes, account, position);
  }

  newestFor(account: number): number {
    return this.#inboxes.get(account)?.newest ?? 0;
  }

  inboxSize(account: number): number {
    return this.#inboxes.get(account)?.messages ?? 0;
  }

  judge(sendOf: (id: SendId) => KnownSend | undefined, find: (text: string) => void): void {
    for (const delivery of this.#unjudged) {
      const { account, position } = delivery;
      const what = `${shownSend(delivery)}, handed out to ${accountName(account)} at ${position},`;
      const send = sendOf(delivery);
      if (send?.position !== position) {
        find(`${what} ${send?.position === undefined ? 'is not there' : `is at ${send.position}`}`);
      }
      if (account !== accountOf(delivery.sender) && account !== send?.to) find(`${what} is not for it`);
      const before = this.#handedOut.get(account)?.newest ?? 0;
      if (position <= before) find(`${what} comes after ${before}`);
      count(this.#handedOut, account, position);
    }
    this.#unjudged = [];
  }

  /** Everything has been handed out. */
  end(find: (text: string) => void): void {
    for (const [account, { messages }] of this.#handedOut) {
      const size = this.inboxSize(account);
      if (messages !== size) find(`${accountName(account)} was handed ${messages} of ${size} messages`);
    }
  }
}

function count(inboxes: Map<number, Inbox>, account: number, position: number): void {
  const inbox = inboxes.get(account);
  if (inbox === undefined) {
    inboxes.set(account, { newest: position, messages: 1 });
    return;
  }
  inbox.newest = position;
  inbox.messages += 1;
}
