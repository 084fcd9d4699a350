/** The real `duet serve` over a data folder, up and listening on free ports, and clients of it. For tests. */

import { connect, type Transport } from '../../shared/client/connect.ts';
import type { Client, ClientOptions } from '../../shared/client/index.ts';
import { DuetProcess, type DuetProcessOptions } from './duet_process.ts';

export const password = 'long enough';

/** Killed, if it still runs, when it is disposed of. */
export class RunningServer implements AsyncDisposable {
  readonly process: DuetProcess;
  readonly ports: Readonly<Record<Transport, number>>;

  static async start(
    folder: string,
    flags: readonly string[] = [],
    options: DuetProcessOptions = {},
  ): Promise<RunningServer> {
    const ports = ['--host', '127.0.0.1', '--wire-port', '0', '--grpc-port', '0'];
    const process = new DuetProcess(['serve', '--data', folder, ...ports, ...flags], { input: '', ...options });
    try {
      const wire = Number((await process.shows(/^wire {2}listening on \S+:(\d+)\n/m))[1]);
      const grpc = Number((await process.shows(/^grpc {2}listening on \S+:(\d+)\n/m))[1]);
      await process.shows(/^ready\n/m);
      return new RunningServer(process, { wire, grpc });
    } catch (error) {
      await process[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(process: DuetProcess, ports: Readonly<Record<Transport, number>>) {
    this.process = process;
    this.ports = ports;
  }

  connect(transport: Transport, options: ClientOptions = {}): Promise<Client> {
    return connect(`${transport}://127.0.0.1:${this.ports[transport]}`, options);
  }

  /** A client with a new account of that name. */
  async account(transport: Transport, name: string): Promise<Client> {
    const client = await this.connect(transport);
    await client.createAccount(name, password);
    return client;
  }

  /** Told to stop; its exit status and what it said. */
  stop(): DuetProcess['ended'] {
    this.process.signal('SIGTERM');
    return this.process.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}

/** The bodies of all messages, oldest first, page by page. */
export async function inboxOf(client: Client): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await client.fetch(after);
    bodies.push(...page.messages.map(({ body }) => body));
    after = page.messages.at(-1)?.position ?? after;
    more = page.more;
  }
  return bodies;
}
