/**
 * What is on its way to one socket: gathered, and written when there is a write's worth or the turn of the event
 * loop ends. Knows when the socket is full; nothing of frames.
 */

import type { Socket } from 'node:net';

/**
 * What has gathered to this is written before the turn ends: the other side works on it while we go on, which on two
 * cores gives half as much again as one write a turn.
 */
const writeCharacters = 8_192;

export class Output {
  readonly #socket: Socket;
  #gathered = '';
  #scheduled = false;
  #full = false;

  /** `onRoom` is called each time a full socket has taken everything. */
  constructor(socket: Socket, onRoom: () => void) {
    this.#socket = socket;
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
    if (this.#gathered.length >= writeCharacters) {
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
    if (!this.#socket.write(Buffer.from(gathered))) this.#full = true;
  }
}
