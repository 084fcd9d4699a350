/**
 * Stands between clients and a server as a long way does: each direction takes half the round trip. It emulates no
 * loss, no bandwidth and no congestion, and TCP's own handshake, acknowledgements and windows stay local: what is slow
 * is whatever client and server say to one another, flow control of HTTP/2 included. Knows bytes only.
 */

import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Clock, DelayLine } from './delay_line.ts';

export interface DelayingProxyOptions {
  readonly targetPort: number;
  readonly roundTripMs: number;
  /** For each direction of each connection; beyond it the sender is read no further. Default 16 MiB. */
  readonly heldBytesMax?: number | undefined;
  /** By default that of the system. */
  readonly clock?: Clock | undefined;
}

const defaultHeldBytesMax = 16_777_216;

export class DelayingProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #options: DelayingProxyOptions;
  readonly #pairs = new Set<Pair>();

  private constructor(server: Server, options: DelayingProxyOptions) {
    this.#server = server;
    this.#options = options;
  }

  /** Listens on a free port of the loopback interface, and connects to `targetPort` there. */
  static async start(options: DelayingProxyOptions): Promise<DelayingProxy> {
    const server = createServer({ noDelay: true, allowHalfOpen: true });
    const proxy = new DelayingProxy(server, options);
    server.on('connection', (near) => proxy.#join(near));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** What has come and not left yet, in all directions. */
  get heldBytes(): number {
    return [...this.#pairs].reduce((bytes, pair) => bytes + pair.heldBytes, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const pair of this.#pairs) pair.break();
    await closed;
  }

  #join(near: Socket): void {
    const { targetPort } = this.#options;
    const far = connect({ host: '127.0.0.1', port: targetPort, noDelay: true, allowHalfOpen: true });
    const pair: Pair = new Pair(near, far, this.#options, () => void this.#pairs.delete(pair));
    this.#pairs.add(pair);
  }
}

/** A client's connection, and the one to the server that continues it. */
class Pair {
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #lines: readonly DelayLine[];

  constructor(near: Socket, far: Socket, options: DelayingProxyOptions, onEnd: () => void) {
    this.#near = near;
    this.#far = far;
    this.#lines = [carry(near, far, options), carry(far, near, options)];
    let open = 2;
    for (const socket of [near, far]) {
      // What broke one side breaks the other, whose close follows.
      socket.on('error', () => this.break());
      socket.on('close', () => {
        open -= 1;
        if (open === 0) onEnd();
      });
    }
  }

  get heldBytes(): number {
    return this.#lines.reduce((bytes, line) => bytes + line.heldBytes, 0);
  }

  /** Ends both sides at once, whatever is held, by a reset: an orderly end would say that all has arrived. */
  break(): void {
    for (const line of this.#lines) line.abandon();
    for (const socket of [this.#near, this.#far]) {
      if (!socket.destroyed) socket.resetAndDestroy();
    }
  }
}

function carry(from: Socket, to: Socket, options: DelayingProxyOptions): DelayLine {
  const { roundTripMs, heldBytesMax = defaultHeldBytesMax, clock = systemClock } = options;
  const line = new DelayLine({
    delayMs: roundTripMs / 2,
    heldBytesMax,
    clock,
    outlet: { write: (bytes) => to.write(bytes), end: () => void to.end() },
    onRoom: () => void from.resume(),
  });
  from.on('data', (bytes: Buffer) => {
    if (!line.take(bytes)) from.pause();
  });
  from.on('end', () => line.end());
  to.on('drain', () => line.resume());
  return line;
}

const systemClock: Clock = {
  now: () => performance.now(),
  startTimer: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
