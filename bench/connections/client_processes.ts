/** The client processes of one server: each of their duties, spread over them. Knows no figures. */

import type { Contender } from '../plan/contenders.ts';
import { BenchProcess } from '../process/bench_process.ts';
import type { ConnectionClientDuties, Done } from './connection_duties.ts';

/** For whatever one duty does with all connections of a process. */
const dutyMsMax = 300_000;
/** A message that has not come by then does not come. */
const deliverMsMax = 60_000;
/**
 * So many connections come back at a time: fewer than the 511 that Node lets wait to be accepted. Beyond it the system
 * drops some, and what is measured is TCP's timers for trying again: 5,000 at once took a minute, which is what those add up to.
 */
export const reconnectsAtOnceMax = 400;
/** What is opened quickly is opened by so many processes: one alone would be what limits. */
const quickProcesses = 2;

export class ClientProcesses {
  readonly #processes: BenchProcess<ConnectionClientDuties>[] = [];
  readonly #contender: Contender;
  readonly #port: number;
  readonly #connectionsPerClientMax: number;
  /** Idle connections in the last process. */
  #inLast = 0;

  constructor(contender: Contender, port: number, connectionsPerClientMax: number) {
    this.#contender = contender;
    this.#port = port;
    this.#connectionsPerClientMax = connectionsPerClientMax;
  }

  /** So many more idle connections, in as many more processes as that takes. */
  async open(connections: number): Promise<void> {
    for (let left = connections; left > 0; ) {
      const room = this.#connectionsPerClientMax - this.#inLast;
      const client = this.#processes.at(-1);
      if (client === undefined || room === 0) {
        await this.#start();
        continue;
      }
      const opened = Math.min(left, room);
      await client.ask('open', { connections: opened }, dutyMsMax);
      this.#inLast += opened;
      left -= opened;
    }
  }

  /** Ends the idle ones, of which each has been shown to be there by a message that it got. */
  async deliverAndClose(): Promise<void> {
    await this.deliver();
    await this.#all((client) => client.ask('close', undefined));
    this.#inLast = 0;
  }

  /** Rejects where one of the idle connections does not get its message. */
  async deliver(): Promise<void> {
    await this.#all((client) => client.ask('deliver', undefined, deliverMsMax));
  }

  /** `goAway` ends all idle connections; resolves when every client knows. */
  async loseAll(goAway: () => Promise<void>): Promise<void> {
    await Promise.all([goAway(), this.#all((client) => client.ask('lost', undefined, dutyMsMax))]);
  }

  /** Milliseconds until the last of the idle ones is back. */
  async reconnect(): Promise<number> {
    const atOnce = Math.max(1, Math.floor(reconnectsAtOnceMax / this.#processes.length));
    const { ms } = spanOf(await this.#all((client) => client.ask('reconnect', { atOnce }, dutyMsMax)));
    return ms;
  }

  async connectsPerSecond(connects: number, atOnce: number): Promise<number> {
    const counts = sharesOf(connects);
    return this.#quickly(counts, (client, share) => {
      return client.ask('storm', { connects: share, atOnce: Math.ceil(atOnce / counts.length) }, dutyMsMax);
    });
  }

  async loginsPerSecond(logins: number, atOnce: number): Promise<number> {
    const counts = sharesOf(logins);
    return this.#quickly(counts, (client, share) => {
      return client.ask('login', { logins: share, atOnce: Math.ceil(atOnce / counts.length) }, dutyMsMax);
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((client) => client.stop()));
  }

  async #quickly(
    counts: readonly number[],
    ask: (client: BenchProcess<ConnectionClientDuties>, share: number) => Promise<Done>,
  ): Promise<number> {
    while (this.#processes.length < counts.length) await this.#start();
    const done = await Promise.all(counts.map((share, index) => ask(this.#processes[index] as never, share)));
    return (counts.reduce((sum, share) => sum + share, 0) / spanOf(done).ms) * 1_000;
  }

  async #start(): Promise<void> {
    const client = BenchProcess.start<ConnectionClientDuties>('connections/client_main');
    this.#processes.push(client);
    this.#inLast = 0;
    const name = `c${this.#processes.length}`;
    await client.ask('setup', { contender: this.#contender, port: this.#port, name });
  }

  #all<T>(ask: (client: BenchProcess<ConnectionClientDuties>) => Promise<T>): Promise<readonly T[]> {
    return Promise.all(this.#processes.map(ask));
  }
}

function sharesOf(count: number): readonly number[] {
  const half = Math.ceil(count / quickProcesses);
  return [half, count - half].filter((share) => share > 0);
}

/** From the beginning of the first to the end of the last. */
function spanOf(done: readonly Done[]): { readonly ms: number } {
  const started = Math.min(...done.map(({ startedAtEpochMs }) => startedAtEpochMs));
  return { ms: Math.max(...done.map(({ endedAtEpochMs }) => endedAtEpochMs)) - started };
}
