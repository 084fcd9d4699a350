/**
 * What one connection has been written of a tape since it last wrote: a run of pieces of one segment. Knows where the run
 * begins and ends; nothing of bytes on their way.
 */

import type { Message } from '../contract/contract.generated.ts';
import type { PushTape, TapeSegment } from './push_tape.ts';

export class SharedRun<Piece extends { readonly length: number }> {
  #segment: TapeSegment<Piece> | undefined;
  #start = 0;
  #end = 0;

  get empty(): boolean {
    return this.#segment === undefined;
  }

  /** How long the segment is: once it is long enough, the run is written, so that all go on in step. */
  get segmentLength(): number {
    return this.#segment?.length ?? 0;
  }

  /** Begins with that message, as the first of what is to be written. */
  begin(tape: PushTape<Piece>, message: Message): void {
    const segment = tape.put(message);
    this.#segment = segment;
    this.#end = segment.pieces.length;
    this.#start = this.#end - 1;
  }

  /** Goes on with that message. Otherwise, where the tape has been written something else in between, answers its piece. */
  goOn(tape: PushTape<Piece>, message: Message): Piece | undefined {
    const segment = tape.put(message);
    const count = segment.pieces.length;
    if (segment !== this.#segment || count !== this.#end + 1) return segment.pieces[count - 1] as Piece;
    this.#end = count;
    return undefined;
  }

  /** The bytes of the run, which others may be written, too. Empties it. */
  takeBytes(): Buffer | undefined {
    const bytes = this.#segment?.bytes(this.#start, this.#end);
    this.#segment = undefined;
    return bytes;
  }

  /** The pieces of the run, for one who goes on alone. Empties it. */
  takePieces(): readonly Piece[] {
    const pieces = this.#segment?.pieces.slice(this.#start, this.#end) ?? [];
    this.#segment = undefined;
    return pieces;
  }
}
