/**
 * What the subscribers of one group were told, message by message: that each has every message, once and in order.
 * Knows positions; nothing of connections or times.
 */

/** A delivery that is missing, came twice or out of order. */
export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault';
}

export class Arrivals {
  readonly #subscribers: number;
  readonly #onReached: (messages: number) => void;
  /** By message: as whoever had it first was told. */
  readonly #positions: number[] = [];
  /** By message: how many have it. */
  readonly #have: number[] = [];
  /** By subscriber: how many messages it has. */
  readonly #counts: Int32Array;
  #reached = 0;

  /** `onReached` is told how many messages everybody has, each time that there are more. */
  constructor(subscribers: number, onReached: (messages: number) => void) {
    this.#subscribers = subscribers;
    this.#onReached = onReached;
    this.#counts = new Int32Array(subscribers);
  }

  /** How many messages everybody has. */
  get reached(): number {
    return this.#reached;
  }

  /** Returns which message it is, from 0. Throws a DeliveryFault where it is not that subscriber's next one. */
  take(subscriber: number, position: number): number {
    const message = this.#counts[subscriber] ?? 0;
    if (message === this.#positions.length && position > (this.#positions.at(-1) ?? 0)) {
      this.#positions.push(position);
      this.#have.push(0);
    } else if (this.#positions[message] !== position) throw this.#fault(subscriber, message, position);
    this.#counts[subscriber] = message + 1;
    const have = (this.#have[message] ?? 0) + 1;
    this.#have[message] = have;
    if (have === this.#subscribers && message === this.#reached) this.#advance();
    return message;
  }

  /** Throws a DeliveryFault unless everybody has exactly the messages that stand at these positions. */
  require(sent: readonly number[]): void {
    const expected = sent.toSorted((left, right) => left - right);
    const lacking = this.#counts.findIndex((count) => count < expected.length);
    if (lacking !== -1) {
      const count = this.#counts[lacking] ?? 0;
      throw new DeliveryFault(`subscriber ${lacking + 1} had ${count} of ${expected.length} messages: one is missing`);
    }
    const index = this.#positions.findIndex((position, at) => position !== expected[at]);
    if (index === -1) return;
    throw new DeliveryFault(
      `message ${index + 1} came as position ${this.#positions[index]}, and is ${expected[index]}`,
    );
  }

  #advance(): void {
    while (this.#have[this.#reached] === this.#subscribers) this.#reached += 1;
    this.#onReached(this.#reached);
  }

  #fault(subscriber: number, message: number, position: number): DeliveryFault {
    const who = `subscriber ${subscriber + 1}`;
    const expected = this.#positions[message];
    if (this.#positions.lastIndexOf(position, message - 1) !== -1 && message > 0) {
      return new DeliveryFault(`${who}: position ${position} came twice`);
    }
    if (expected !== undefined && position > expected) {
      return new DeliveryFault(`${who}: position ${expected} is missing, and ${position} came`);
    }
    return new DeliveryFault(`${who}: position ${position} came out of order`);
  }
}
