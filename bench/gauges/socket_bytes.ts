/**
 * What the TCP connections that this process opens have written and read: their payload, without TCP's headers. Counted
 * by the sockets themselves, whatever is spoken over them, so nothing is added to the way of a message. Has to be made
 * before the connections are.
 */

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Told by node:net of each connection that is begun. */
const channelName = 'net.client.socket';

export interface SocketBytes {
  readonly writtenBytes: number;
  readonly readBytes: number;
}

export class SocketBytesGauge implements Disposable {
  readonly #open = new Set<Socket>();
  #closedWrittenBytes = 0;
  #closedReadBytes = 0;
  readonly #onSocket = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    this.#open.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#closedWrittenBytes += socket.bytesWritten;
      this.#closedReadBytes += socket.bytesRead;
    });
  };

  constructor() {
    subscribe(channelName, this.#onSocket);
  }

  /** Connections that were opened, and have not closed. */
  get sockets(): number {
    return this.#open.size;
  }

  /** So far, by all of them. */
  read(): SocketBytes {
    let writtenBytes = this.#closedWrittenBytes;
    let readBytes = this.#closedReadBytes;
    for (const socket of this.#open) {
      writtenBytes += socket.bytesWritten;
      readBytes += socket.bytesRead;
    }
    return { writtenBytes, readBytes };
  }

  [Symbol.dispose](): void {
    unsubscribe(channelName, this.#onSocket);
  }
}

/** From the one reading to the other. */
export function socketBytesBetween(before: SocketBytes, after: SocketBytes): SocketBytes {
  return {
    writtenBytes: after.writtenBytes - before.writtenBytes,
    readBytes: after.readBytes - before.readBytes,
  };
}
