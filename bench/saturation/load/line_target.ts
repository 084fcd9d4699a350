/** The line router floor as a target: two bare sockets, lines out of one and into the other. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Bodies } from './bodies.ts';
import { StartTimes } from './start_times.ts';
import type { Completed, Lane, Target } from './target.ts';

export class LineTarget implements Target {
  readonly #sender: Socket;
  readonly #bodyBytes: number;
  #onLine: (line: string) => void = () => {};

  private constructor(sender: Socket, receiver: Socket, bodyBytes: number) {
    this.#sender = sender;
    this.#bodyBytes = bodyBytes;
    let rest = '';
    receiver.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#onLine(line);
    });
  }

  static async open(port: number, bodyBytes: number): Promise<LineTarget> {
    const [sender, receiver] = await Promise.all([registered(port, 'sender'), registered(port, 'receiver')]);
    return new LineTarget(sender, receiver, bodyBytes);
  }

  lane(_scenario: string, completed: Completed, failed: (error: Error) => void): Lane {
    const bodies = new Bodies(this.#bodyBytes);
    const started = new StartTimes();
    let gathered = '';
    this.#onLine = (line) => {
      try {
        bodies.receive(line);
        completed(started.shift());
      } catch (error) {
        failed(error as Error);
      }
    };
    const flush = (): void => {
      this.#sender.write(gathered, 'latin1');
      gathered = '';
    };
    return {
      send: (startedMs) => {
        started.push(startedMs);
        if (gathered === '') setImmediate(flush);
        gathered += `receiver\t${bodies.next()}\n`;
      },
      settle: async () => {},
    };
  }
}

async function registered(port: number, name: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.write(`${name}\n`);
  await once(socket, 'data');
  return socket;
}
