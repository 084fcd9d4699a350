/** The wire front: accepts connections and hands each the core. Knows sockets; nothing of frames. */

import { createServer, type Server, type ServerOpts } from 'node:net';
import type { Endpoint } from '../shared/contract/channel_port.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import type { CorePort } from '../shared/contract/core_port.ts';
import type { Environment, Timer } from '../shared/contract/environment.ts';
import type { RunningFront } from '../shared/contract/front_port.ts';
import type { Limits } from '../shared/contract/limits.ts';
import { Connection } from './connection.ts';
import { encodeErrorFrame } from './frame.ts';
import { hangUp } from './hang_up.ts';
import { newTapes } from './pushes.ts';

export interface WireServerOptions extends Endpoint {
  readonly core: CorePort;
  readonly limits: Limits;
  readonly environment: Environment;
}

/** How many connections may be open only to be told that there are too many. */
const refusedConnectionsMax = 1_000;

/** Resolves when clients can connect. Rejects with the system's error, such as EADDRINUSE. */
export async function startWireServer(options: WireServerOptions): Promise<RunningFront> {
  const { core, limits, environment, host, port } = options;
  const connections = new Set<Connection>();
  const tapes = newTapes();
  const server = createServer(serverOptions(limits), (socket) => {
    if (connections.size >= limits.connectionsMax) {
      const message = `${connections.size} connections are open, and more are not allowed`;
      socket.on('error', () => {});
      socket.write(encodeErrorFrame(0, new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 })));
      hangUp(socket, environment, limits.hangUpMs);
      return;
    }
    const connection = new Connection(socket, { core, limits, environment, tapes });
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
  });
  // Those that are refused with a reason linger until they hang up; beyond these the system refuses without one.
  server.maxConnections = limits.connectionsMax + refusedConnectionsMax;
  await listening(server, host, port);
  const stopSweep = sweepSilent(connections, limits, environment);
  return {
    port: portOf(server),
    async close(): Promise<void> {
      stopSweep();
      server.close();
      const timer = environment.startTimer(limits.shutdownMs, () => {
        for (const connection of connections) connection.destroy();
      });
      await Promise.all([...connections].map((connection) => connection.finish()));
      timer.cancel();
    },
  };
}

/** Half open: a client that has said all it will say can still be answered. */
function serverOptions(limits: Limits): ServerOpts {
  return { noDelay: true, highWaterMark: limits.outputBytesMax, allowHalfOpen: true };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

/** Looks for connections that have said nothing for three heartbeats, once a heartbeat. */
function sweepSilent(connections: ReadonlySet<Connection>, limits: Limits, environment: Environment): () => void {
  let timer: Timer;
  const sweep = (): void => {
    for (const connection of connections) connection.closeIfSilent(environment.now(), limits.heartbeatMs * 3);
    timer = environment.startTimer(limits.heartbeatMs, sweep);
  };
  timer = environment.startTimer(limits.heartbeatMs, sweep);
  return () => timer.cancel();
}
