/** When the messages under way were started, for those that come back in the order in which they left. */

const slots = 4_096;

export class StartTimes {
  readonly #times = new Float64Array(slots);
  #in = 0;
  #out = 0;

  push(startedMs: number): void {
    this.#times[this.#in % slots] = startedMs;
    this.#in += 1;
  }

  shift(): number {
    if (this.#out === this.#in) throw new Error('a message came back that was not sent');
    const startedMs = this.#times[this.#out % slots] as number;
    this.#out += 1;
    return startedMs;
  }
}
