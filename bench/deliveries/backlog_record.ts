/** What a chat holds, as those who sent to it were told; what a subscriber got of it is held against that. Pure. */

export class BacklogRecord {
  #positions: Float64Array;

  /** In the order of the ledger. */
  constructor(filled: Float64Array) {
    this.#positions = filled;
  }

  get newest(): number {
    return this.#positions.at(-1) ?? 0;
  }

  /** Those who sent have been told of these, in any order. */
  add(positions: Float64Array): void {
    const all = new Float64Array(this.#positions.length + positions.length);
    all.set(this.#positions);
    all.set(positions, this.#positions.length);
    this.#positions = all.sort();
  }

  /** The position after which so many messages come. */
  positionBefore(messages: number): number {
    return this.#positions.at(-messages - 1) ?? (this.#positions[0] ?? 1) - 1;
  }

  /**
   * What is wrong with what came after a position: undefined where it is all that there is, or the beginning of it, each
   * message once and in order.
   */
  faultOf(came: Float64Array, after: number, extent: 'whole' | 'beginning'): string | undefined {
    const first = this.#positions.findIndex((position) => position > after);
    const expected = first === -1 ? new Float64Array() : this.#positions.subarray(first);
    const wrong = came.findIndex((position, index) => position !== expected[index]);
    if (wrong !== -1) return faultAt(came, wrong, expected[wrong]);
    if (extent === 'beginning' || came.length === expected.length) return undefined;
    return `${expected.length - came.length} of ${expected.length} messages are missing`;
  }
}

function faultAt(came: Float64Array, index: number, expected: number | undefined): string {
  const position = came[index] ?? 0;
  if (came.indexOf(position) < index) return `position ${position} came twice`;
  if (expected !== undefined && position > expected) return `position ${expected} is missing, and ${position} came`;
  return `position ${position} came out of order`;
}
