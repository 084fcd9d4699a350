/**
 * Stands between client and server, and loses what a network loses: answers, connections, or the way to the server.
 * Knows bytes only. For tests.
 */

import { connect, createServer, type Server, type Socket } from 'node:net';

export class CuttingProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #losingAnswers = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Goes on listening, on a port of its own, whatever happens to the server behind it. */
  static async start(serverPort: number): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server);
    server.on('connection', (near) => proxy.#join(near, connect({ host: '127.0.0.1', port: serverPort })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** From now on nothing that the server says arrives, until the next `cut`. */
  loseAnswers(): void {
    this.#losingAnswers = true;
  }

  /** Breaks every connection; those that are made afterwards are whole. */
  cut(): void {
    this.#losingAnswers = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #join(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (!this.#losingAnswers) near.write(bytes);
    });
  }
}
