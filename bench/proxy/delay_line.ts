/**
 * One direction of a connection, made long: what goes in comes out in its order, `delayMs` later. Knows bytes and time;
 * nothing of sockets. Invariant: it holds at most `heldBytesMax` and one chunk more, if whoever fills it heeds `take`.
 */

import type { Environment } from '../../shared/contract/environment.ts';

/** Milliseconds from any origin; a fraction counts. */
export type Clock = Pick<Environment, 'now' | 'startTimer'>;

/** Where it comes out. */
export interface Outlet {
  /** False asks to wait until `resume` of the line is called. The bytes are taken all the same. */
  write(bytes: Buffer): boolean;
  /** Nothing follows. */
  end(): void;
}

export interface DelayLineOptions {
  readonly delayMs: number;
  readonly heldBytesMax: number;
  readonly clock: Clock;
  readonly outlet: Outlet;
  /** There is room again, after `take` said that there was none. */
  readonly onRoom: () => void;
}

interface Held {
  readonly dueMs: number;
  /** Undefined for the end. */
  readonly bytes: Buffer | undefined;
}

/** From so many on, what has left is taken out of the list; a chunk at a time would cost the square of their number. */
const leftMax = 1_024;

export class DelayLine {
  readonly #options: DelayLineOptions;
  #held: (Held | undefined)[] = [];
  /** Those before it have left. */
  #head = 0;
  #heldBytes = 0;
  #full = false;
  #outletWaits = false;
  #abandoned = false;
  #timer: { cancel(): void } | undefined;

  constructor(options: DelayLineOptions) {
    this.#options = options;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Takes the bytes, always. False asks to bring no more until `onRoom`. */
  take(bytes: Buffer): boolean {
    this.#heldBytes += bytes.length;
    this.#full = this.#heldBytes >= this.#options.heldBytesMax;
    this.#hold(bytes);
    return !this.#full;
  }

  /** Nothing follows; that, too, arrives later. */
  end(): void {
    this.#hold(undefined);
  }

  /** The outlet takes bytes again. */
  resume(): void {
    this.#outletWaits = false;
    this.#release();
  }

  /** Nobody is there any more to take what is held. */
  abandon(): void {
    this.#abandoned = true;
    this.#timer?.cancel();
    this.#held = [];
    this.#head = 0;
    this.#heldBytes = 0;
  }

  #hold(bytes: Buffer | undefined): void {
    if (this.#abandoned) return;
    const { clock, delayMs } = this.#options;
    this.#held.push({ dueMs: clock.now() + delayMs, bytes });
    if (this.#timer === undefined && !this.#outletWaits) this.#release();
  }

  #wakeForNext(): void {
    const next = this.#held[this.#head];
    if (next === undefined || this.#abandoned) return;
    // Timers count whole milliseconds: rounded down, one would come before its bytes may leave.
    const waitMs = Math.max(0, Math.ceil(next.dueMs - this.#options.clock.now()));
    this.#timer = this.#options.clock.startTimer(waitMs, () => {
      this.#timer = undefined;
      this.#release();
    });
  }

  #release(): void {
    const nowMs = this.#options.clock.now();
    while (!this.#outletWaits) {
      const next = this.#held[this.#head];
      if (next === undefined || next.dueMs > nowMs) break;
      this.#held[this.#head] = undefined;
      this.#head += 1;
      this.#letOut(next.bytes);
    }
    if (this.#head === this.#held.length || this.#head >= leftMax) {
      this.#held.splice(0, this.#head);
      this.#head = 0;
    }
    if (this.#timer === undefined && !this.#outletWaits) this.#wakeForNext();
  }

  #letOut(bytes: Buffer | undefined): void {
    const { outlet, heldBytesMax, onRoom } = this.#options;
    if (bytes === undefined) {
      outlet.end();
      return;
    }
    this.#heldBytes -= bytes.length;
    this.#outletWaits = !outlet.write(bytes);
    if (!this.#full || this.#heldBytes >= heldBytesMax) return;
    this.#full = false;
    onRoom();
  }
}
