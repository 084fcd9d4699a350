/**
 * What is on its way to one socket: gathered for a turn of the event loop, then written at once. Knows when the
 * socket is full; nothing of frames.
 */

import type { Socket } from 'node:net';

export class Output {
  readonly #socket: Socket;
  readonly #bytesMax: number;
  #gathered = '';
  #scheduled = false;
  #full = false;

  /** `onRoom` is called each time a full socket has taken everything. */
  constructor(socket: Socket, bytesMax: number, onRoom: () => void) {
    this.#socket = socket;
    this.#bytesMax = bytesMax;
    socket.on('drain', () => {
      this.#full = false;
      onRoom();
    });
  }

  /** Whether more should wait: the other side does not read as fast as we write. */
  get full(): boolean {
    return this.#full;
  }

  write(frame: string): void {
    this.#gathered += frame;
    if (this.#gathered.length >= this.#bytesMax) {
      this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }

  flush(): void {
    if (this.#gathered === '') return;
    const gathered = this.#gathered;
    this.#gathered = '';
    if (!this.#socket.writable) return;
    if (!this.#socket.write(gathered)) this.#full = true;
  }
}
