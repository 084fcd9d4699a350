/** The bodies that are sent: of one length, numbered, so that a lost, doubled or reordered message is noticed. */

/** How many differ before they repeat: more than any window. */
const bodiesCount = 4_096;
const numberDigits = 6;

export class Bodies {
  readonly #bodies: readonly string[];
  #sent = 0;
  #received = 0;

  constructor(bodyBytes: number) {
    this.#bodies = Array.from({ length: bodiesCount }, (_, index) => {
      return `${String(index).padStart(numberDigits, '0')}${' the quick brown fox jumps over the lazy dog'.repeat(bodyBytes / 43 + 1)}`.slice(
        0,
        bodyBytes,
      );
    });
  }

  /** The next body to send. */
  next(): string {
    const body = this.#bodies[this.#sent % bodiesCount] as string;
    this.#sent += 1;
    return body;
  }

  /** Throws unless this is the body that comes next. */
  receive(body: string): void {
    const expected = this.#bodies[this.#received % bodiesCount];
    if (body !== expected) throw new Error(`message ${this.#received} should be "${expected}", and is "${body}"`);
    this.#received += 1;
  }
}
