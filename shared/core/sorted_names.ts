/** The names of all accounts in order, so that a page of a list needs no sort. */

export class SortedNames {
  readonly #names: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  /** A name that is not there yet. */
  add(name: string): void {
    this.#names.splice(this.#firstAtLeast(name), 0, name);
  }

  /** A name that is there. */
  remove(name: string): void {
    this.#names.splice(this.#firstAtLeast(name), 1);
  }

  /** The names after `after`, in order; all where it is empty. */
  *after(after: string): Generator<string> {
    let index = after === '' ? 0 : this.#firstAtLeast(after);
    if (this.#names[index] === after) index += 1;
    for (; index < this.#names.length; index += 1) yield this.#names[index] ?? '';
  }

  #firstAtLeast(name: string): number {
    let low = 0;
    let high = this.#names.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#names[middle] ?? '') < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
