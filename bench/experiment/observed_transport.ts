/**
 * What the connections of each contender are like, as seen on real ones in this process: of the server and the channels
 * that are measured. Node tells of its sockets and streams by diagnostics_channel; what it does not tell is not claimed.
 */

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { startDuetServer } from '../../cli/duet_server.ts';
import { systemEnvironment } from '../../cli/system_environment.ts';
import { openGrpcChannel } from '../../grpc/channel.ts';
import type { Channel } from '../../shared/contract/channel_port.ts';
import { openWireChannel } from '../../wire/channel.ts';
import { type Contender, contenderNames, contenders } from '../plan/contenders.ts';
import { benchLimits } from '../process/bench_limits.ts';

export interface ObservedTransport {
  /** For one channel that was opened. */
  readonly sockets: number;
  /** Of all sockets, the server's as well; undefined where Node does not tell. */
  readonly noDelay: boolean | undefined;
  readonly encrypted: boolean;
  /** Undefined where it is not HTTP/2: of a stream, of the connection, and how replies are encoded. */
  readonly http2: { readonly stream: number; readonly connection: number; readonly encoding: string } | undefined;
}

const host = '127.0.0.1';

export async function observeTransports(): Promise<Readonly<Record<Contender, ObservedTransport>>> {
  const server = await startDuetServer({
    ledger: { kind: 'memory' },
    host,
    wirePort: 0,
    grpcPort: 0,
    limits: benchLimits,
    environment: systemEnvironment(),
  });
  const wire = { host, port: server.wirePort ?? 0 };
  const grpc = { host, port: server.grpcPort ?? 0 };
  const open: Readonly<Record<Contender, () => Promise<Channel>>> = {
    wire: () => openWireChannel(wire),
    grpcUnary: () => openGrpcChannel(grpc, { calls: 'unary' }),
    grpcSession: () => openGrpcChannel(grpc, { calls: 'session' }),
  };
  const observed: Partial<Record<Contender, ObservedTransport>> = {};
  try {
    for (const contender of contenderNames) {
      const { port } = contenders[contender].transport === 'wire' ? wire : grpc;
      observed[contender] = await observe(open[contender], port);
    }
  } finally {
    await server.close();
  }
  return observed as Readonly<Record<Contender, ObservedTransport>>;
}

async function observe(open: () => Promise<Channel>, port: number): Promise<ObservedTransport> {
  using sightings = new Sightings(port);
  const channel = await open();
  try {
    await new Promise<void>((resolve, reject) => {
      channel.call('serverInfo', {}, (error) => (error === undefined ? resolve() : reject(error)));
    });
    return sightings.summary();
  } finally {
    channel.close();
  }
}

/** The part of what Node tells of a reply of HTTP/2 that is looked at. */
interface Reply {
  readonly stream?: {
    readonly session?: {
      readonly localSettings?: { readonly initialWindowSize?: number };
      readonly state?: { readonly effectiveLocalWindowSize?: number };
      readonly socket?: { readonly remotePort?: number };
    };
  };
  readonly headers?: Readonly<Record<string, unknown>>;
}

class Sightings implements Disposable {
  readonly #port: number;
  readonly #clients: Socket[] = [];
  readonly #servers: Socket[] = [];
  #http2: ObservedTransport['http2'];
  readonly #listeners: readonly (readonly [name: string, listener: (message: unknown) => void])[] = [
    ['net.client.socket', (message) => this.#clients.push((message as { socket: Socket }).socket)],
    ['net.server.socket', (message) => this.#servers.push((message as { socket: Socket }).socket)],
    ['http2.client.stream.finish', (message) => this.#sawReply(message as Reply)],
  ];

  /** Node tells of all sockets of the process: those of another port are somebody else's. */
  constructor(port: number) {
    this.#port = port;
    for (const [name, listener] of this.#listeners) subscribe(name, listener);
  }

  summary(): ObservedTransport {
    const clients = this.#clients.filter(({ remotePort }) => remotePort === this.#port);
    const sockets = [...clients, ...this.#servers.filter(({ localPort }) => localPort === this.#port)];
    const noDelays = sockets.map(noDelay);
    return {
      sockets: clients.length,
      noDelay: noDelays.includes(undefined) ? undefined : noDelays.every((on) => on === true),
      encrypted: sockets.some((socket) => 'encrypted' in socket && socket.encrypted === true),
      http2: this.#http2,
    };
  }

  [Symbol.dispose](): void {
    for (const [name, listener] of this.#listeners) unsubscribe(name, listener);
  }

  #sawReply({ stream, headers }: Reply): void {
    const { localSettings, state, socket } = stream?.session ?? {};
    if (socket?.remotePort !== this.#port) return;
    this.#http2 = {
      stream: localSettings?.initialWindowSize ?? Number.NaN,
      connection: state?.effectiveLocalWindowSize ?? Number.NaN,
      encoding: String(headers?.['grpc-encoding'] ?? 'identity'),
    };
  }
}

/** Node has no getter for it, but keeps what it told the system under a symbol. */
function noDelay(socket: Socket): boolean | undefined {
  const symbol = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'kSetNoDelay');
  const value = symbol && (socket as unknown as Readonly<Record<symbol, unknown>>)[symbol];
  return typeof value === 'boolean' ? value : undefined;
}
