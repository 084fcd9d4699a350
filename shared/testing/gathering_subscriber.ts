/** A subscriber that keeps what it is handed, and takes only as many messages at once as a test allows. For tests. */

import type { Message, SubscriptionClosed } from '../contract/contract.generated.ts';
import type { Signal, Subscriber } from '../contract/core_port.ts';

export class GatheringSubscriber implements Subscriber {
  readonly messages: Message[] = [];
  readonly signals: Signal[] = [];
  /** The end, once it has come. */
  end: SubscriptionClosed | undefined;
  #room: number;

  /** Says that it is full after `room` messages; by default never. */
  constructor(room = Infinity) {
    this.#room = room;
  }

  get positions(): number[] {
    return this.messages.map((message) => message.position);
  }

  get bodies(): string[] {
    return this.messages.map((message) => message.body);
  }

  /** Makes room for that many more; the subscription has to be told. */
  makeRoom(room = Infinity): void {
    this.#room = room;
  }

  message = (message: Message): boolean => {
    if (this.end !== undefined) throw new Error('a message came after the end');
    this.messages.push(message);
    this.#room -= 1;
    return this.#room > 0;
  };

  signal = (signal: Signal): boolean => {
    if (this.end !== undefined) throw new Error('a signal came after the end');
    this.signals.push(signal);
    return this.#room > 0;
  };

  closed = (closed: SubscriptionClosed): void => {
    if (this.end !== undefined) throw new Error('the end came twice');
    this.end = closed;
  };
}
