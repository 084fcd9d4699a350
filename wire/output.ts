/**
 * What is on its way to one socket: gathered, and written when there is a write's worth or the turn of the event
 * loop ends. What is pushed to many is gathered as a run of a tape, which is made into bytes once for all. Knows when
 * the socket is full; nothing of frames.
 */

import type { Socket } from 'node:net';
import type { Message } from '../shared/contract/contract.generated.ts';
import type { PushTape } from '../shared/front/push_tape.ts';
import { SharedRun } from '../shared/front/shared_run.ts';

/**
 * What has gathered to this is written before the turn ends: the other side works on it while we go on, which on two
 * cores gives half as much again as one write a turn.
 */
export const writeCharacters = 8_192;

export class Output {
  readonly #socket: Socket;
  /** Frames that only this socket is written. Empty as long as there is a run. */
  #gathered = '';
  readonly #run = new SharedRun<string>();
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
    if (!this.#run.empty) this.#goAlone();
    this.#gathered += frame;
    this.#flushOrSchedule(this.#gathered.length);
  }

  /** Writes what others are written, too. Throws what the tape's `encode` throws, and then writes nothing. */
  push(tape: PushTape<string>, message: Message): void {
    if (this.#run.empty && this.#gathered === '') {
      this.#run.begin(tape, message);
      this.#flushOrSchedule(this.#run.segmentLength);
      return;
    }
    const piece = this.#run.goOn(tape, message);
    if (piece !== undefined) this.write(piece);
    else this.#flushOrSchedule(this.#run.segmentLength);
  }

  flush(): void {
    const bytes = this.#run.takeBytes() ?? (this.#gathered === '' ? undefined : Buffer.from(this.#gathered));
    this.#gathered = '';
    if (bytes === undefined || !this.#socket.writable) return;
    if (!this.#socket.write(bytes)) this.#full = true;
  }

  #goAlone(): void {
    this.#gathered = this.#run.takePieces().join('');
  }

  #flushOrSchedule(length: number): void {
    if (length >= writeCharacters) {
      this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }
}
