/** The real `duet serve` over one data folder, started again and again, on ports that stay the same. */

import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { DuetProcess } from '../duet_process.ts';

export interface Ports {
  readonly wire: number;
  readonly grpc: number;
}

/**
 * Below those that Linux gives to whoever asks for any: while the server is away nobody gets one of these by chance,
 * neither a server of another test nor the client's own end of a connection.
 */
const portsFrom = 20_000;
const portsTo = 32_000;
const triesMax = 20;

/** The admin that the first server makes: an admin may take tickets. */
export const deskOperator = { name: 'desk-operator', password: 'the password of the desk' };

/** `admin`: whether the operator of the desk is yet to be made. */
export function startServer(folder: string, { wire, grpc }: Ports, { admin = false } = {}): DuetProcess {
  const ports = ['--wire-port', String(wire), '--grpc-port', String(grpc)];
  // Small, so that kills come in the middle of checkpoints; and no send is refused where the disk is slow for a moment,
  // since a refusal that is lost and a repeat that is not change the order of sends.
  // No operator is ever away for so long that its tickets wait again: nobody would have written that down.
  const limits = ['--checkpoint-bytes', '65536', '--commit-queue-ms', '60000', '--operator-gone-ms', '86400000'];
  // Compiled once, by the first server that ends well: the less a server takes to start, the more of its life is load.
  const env = { NODE_COMPILE_CACHE: join(dirname(folder), 'compiled'), DUET_ADMIN_PASSWORD: deskOperator.password };
  const made = admin ? ['--admin', deskOperator.name] : [];
  const args = ['serve', '--host', '127.0.0.1', ...ports, '--data', folder, ...limits, ...made];
  return new DuetProcess(args, { input: '', env });
}

/** The first start, on ports that are free. */
export async function firstServer(folder: string): Promise<{ readonly server: DuetProcess; readonly ports: Ports }> {
  for (let tries = 1; ; tries += 1) {
    const wire = randomInt(portsFrom, portsTo);
    const ports = { wire, grpc: wire + 1 };
    const server = startServer(folder, ports, { admin: true });
    try {
      await server.shows(/^ready\n/m);
      return { server, ports };
    } catch (error) {
      await server[Symbol.asyncDispose]();
      if (tries === triesMax || !/ is in use: /.test((await server.ended).stderr)) throw error;
    }
  }
}
