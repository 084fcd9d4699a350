/**
 * Up to 1,024 messages of one chat, held as bytes and numbers instead of objects: what is kept for long costs the
 * garbage collector nothing, and a body keeps nothing alive but itself. Knows nothing of what came before or after.
 */

import type { Message } from '../../contract/contract.generated.ts';

export const segmentMessages = 1_024;

/** Longer bodies stay strings: copying them while the bytes grow would cost more than it saves. */
const packedCharactersMax = 4_096;
const utf8BytesPerCharacterMax = 3;

export class MessageSegment {
  #count = 0;
  #positions = new Float64Array(4);
  #times = new Float64Array(4);
  readonly #senders: string[] = [];
  /** Where each body ends among all that were packed; a body that stays a string takes none. */
  #ends = new Uint32Array(4);
  #bytes = Buffer.allocUnsafeSlow(256);
  /** How many bytes of forgotten bodies came before those in #bytes. */
  #forgottenBytes = 0;
  readonly #longBodies = new Map<number, { readonly body: string; readonly bytes: number }>();

  get full(): boolean {
    return this.#count === segmentMessages;
  }

  push({ position, sender, timeMs, body }: Omit<Message, 'chat'>): void {
    const index = this.#count;
    if (index === this.#positions.length) this.#growRows();
    this.#positions[index] = position;
    this.#times[index] = timeMs;
    this.#senders.push(sender);
    this.#ends[index] = this.#startOf(index) + this.#pack(index, body);
    this.#count += 1;
  }

  positionAt(index: number): number | undefined {
    return index < this.#count ? this.#positions[index] : undefined;
  }

  senderAt(index: number): string | undefined {
    return this.#senders[index];
  }

  /** The length of the body in UTF-8. */
  bodyBytesAt(index: number): number {
    return this.#longBodies.get(index)?.bytes ?? (this.#ends[index] ?? 0) - this.#startOf(index);
  }

  /** Undefined where there is no such message. */
  at(index: number, chat: string): Message | undefined {
    if (index >= this.#count) return undefined;
    const body =
      this.#longBodies.get(index)?.body ?? this.#bytes.toString('utf8', this.#placeOf(index), this.#placeOf(index + 1));
    return {
      position: this.#positions[index] as number,
      chat,
      sender: this.#senders[index] as string,
      timeMs: this.#times[index] as number,
      body,
    };
  }

  /** Lets go of the first bodies, as many as that; they are not asked for again. */
  forgetFirst(count: number): void {
    for (const index of this.#longBodies.keys()) if (index < count) this.#longBodies.delete(index);
    const forgotten = this.#placeOf(count);
    const used = this.#placeOf(this.#count);
    // Copied only where less stays than goes, so that a byte is copied once on the average.
    if (forgotten <= used / 2) return;
    const kept = Buffer.allocUnsafeSlow(used - forgotten);
    this.#bytes.copy(kept, 0, forgotten, used);
    this.#bytes = kept;
    this.#forgottenBytes += forgotten;
  }

  #pack(index: number, body: string): number {
    if (body.length > packedCharactersMax) {
      this.#longBodies.set(index, { body, bytes: Buffer.byteLength(body) });
      return 0;
    }
    const start = this.#placeOf(index);
    const bytesMax = start + body.length * utf8BytesPerCharacterMax;
    if (bytesMax > this.#bytes.length) this.#growBytes(start, bytesMax);
    return this.#bytes.write(body, start);
  }

  /** Where a body starts in #bytes. */
  #placeOf(index: number): number {
    return this.#startOf(index) - this.#forgottenBytes;
  }

  /** Where a body starts among all bodies that were packed. */
  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] as number);
  }

  #growRows(): void {
    const length = this.#positions.length * 2;
    const [positions, times, ends] = [this.#positions, this.#times, this.#ends];
    this.#positions = new Float64Array(length);
    this.#positions.set(positions);
    this.#times = new Float64Array(length);
    this.#times.set(times);
    this.#ends = new Uint32Array(length);
    this.#ends.set(ends);
  }

  #growBytes(used: number, bytesMin: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(bytesMin, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, used);
    this.#bytes = grown;
  }
}
