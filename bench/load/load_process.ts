/**
 * One load process from its setup to its end: connections, heating up, the open loop, then the closed loop, over the same
 * connections. Knows the order of things; how channels are opened it is told.
 */

import type { Channel } from '../../shared/contract/channel_port.ts';
import { SocketBytesGauge } from '../gauges/socket_bytes.ts';
import type { Workload } from '../plan/workload.ts';
import { SeededRandom } from '../statistics/random.ts';
import { openClients } from './clients.ts';
import { heatUp, runClosedLoop } from './closed_loop.ts';
import type {
  Closed,
  ClosedLoopPart,
  Heat,
  Heated,
  LoadSetup,
  OpenLoopPart,
  OpenMeasure,
  OpenSample,
  OpenStart,
} from './load_duties.ts';
import { OpenLoop } from './open_loop.ts';
import { Pacer } from './pacer.ts';
import { Payloads } from './payloads.ts';
import { Requests } from './requests.ts';
import { stallReader } from './stalled_readers.ts';

/** Opens a connection of the contender; `onClosed` is told where it ends by itself. */
export type OpenLoadChannel = (setup: LoadSetup, onClosed: () => void) => Promise<Channel>;

export class LoadProcess implements AsyncDisposable {
  readonly sockets: number;
  readonly #workload: Workload;
  readonly #random: SeededRandom;
  readonly #requests: Requests;
  readonly #socketBytes: SocketBytesGauge;
  readonly #pacer: Pacer;
  readonly #close: () => Promise<void>;
  readonly #wake: { pump: () => void };
  #loop: OpenLoop | undefined;
  #before: Error | undefined;

  private constructor(parts: {
    readonly sockets: number;
    readonly workload: Workload;
    readonly random: SeededRandom;
    readonly requests: Requests;
    readonly socketBytes: SocketBytesGauge;
    readonly pacer: Pacer;
    readonly wake: { pump: () => void };
    readonly close: () => Promise<void>;
  }) {
    this.sockets = parts.sockets;
    this.#workload = parts.workload;
    this.#random = parts.random;
    this.#requests = parts.requests;
    this.#socketBytes = parts.socketBytes;
    this.#pacer = parts.pacer;
    this.#wake = parts.wake;
    this.#close = parts.close;
    parts.requests.owner = { done: () => {}, free: () => {}, failed: (error) => this.#failedBefore(error) };
  }

  /** Rejects, and leaves nothing open, where the server is not there or answers wrongly. */
  static async setup(setup: LoadSetup, openChannel: OpenLoadChannel): Promise<LoadProcess> {
    const { contender, index } = setup;
    const workload = workloadOf(setup);
    const random = new SeededRandom(setup.seed).fork(`load ${index}`);
    const payloads = new Payloads(workload.payload, random.fork('payloads'), workload.connections);
    const socketBytes = new SocketBytesGauge();
    const ending: (() => void)[] = [() => socketBytes[Symbol.dispose]()];
    const close = async (): Promise<void> => {
      for (const end of ending.splice(0)) end();
    };
    const wake = { pump: () => {} };
    let requests: Requests | undefined;
    try {
      const pacer = await Pacer.start(() => wake.pump());
      ending.push(() => void pacer.stop());
      const clients = await openClients({
        workload,
        prefix: `load-${index}`,
        payloads,
        open: (onClosed) => openChannel(setup, onClosed),
        onMessage: (receiver, message) => requests?.onMessage(receiver, message),
        onFailed: (error) => requests?.owner.failed(error),
      });
      ending.push(clients.close);
      const made = new Requests(contender, workload, clients, payloads);
      requests = made;
      const stalled = clients.receivers.length === 0 ? 0 : workload.stalledReaders;
      for (let reader = 0; reader < stalled; reader += 1) {
        const client = clients.receivers[reader % clients.receivers.length];
        if (client !== undefined) ending.push(await stallReader(contender, endpointOf(setup), client));
      }
      const sockets = clients.sockets + stalled;
      return new LoadProcess({ sockets, workload, random, requests: made, socketBytes, pacer, wake, close });
    } catch (error) {
      await close();
      throw error;
    }
  }

  async heat(request: Heat): Promise<Heated> {
    if (this.#before !== undefined) throw this.#before;
    return heatUp(this.#asking, request);
  }

  openStart(start: OpenStart): void {
    if (this.#before !== undefined) throw this.#before;
    const loop = new OpenLoop({
      requests: this.#requests,
      pacer: this.#pacer,
      workload: this.#workload,
      random: this.#random,
      sockets: this.#socketBytes,
      start,
    });
    this.#loop = loop;
    this.#wake.pump = () => loop.pump();
  }

  openSample(): Promise<OpenSample> {
    return this.#started.sample();
  }

  openMeasure(request: OpenMeasure): Promise<OpenLoopPart> {
    return this.#started.measure(request);
  }

  async closed(request: Closed): Promise<ClosedLoopPart> {
    await this.#loop?.requireRight();
    return runClosedLoop(this.#asking, request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }

  get #asking(): Parameters<typeof runClosedLoop>[0] {
    return { requests: this.#requests, workload: this.#workload, random: this.#random };
  }

  get #started(): OpenLoop {
    if (this.#loop === undefined) throw new Error('the open loop was not started');
    return this.#loop;
  }

  #failedBefore(error: Error): void {
    this.#before ??= error;
  }
}

export function endpointOf({ contender, host, ports }: LoadSetup): { readonly host: string; readonly port: number } {
  return { host, port: ports[contender === 'wire' ? 'wire' : 'grpc'] ?? 0 };
}

/** A probe is one client, whatever the load. */
function workloadOf({ workload, index }: LoadSetup): Workload {
  return index === 'probe' ? { ...workload, connections: 1, stalledReaders: 0 } : workload;
}
