/** The fairness ledger: what was the same for all contenders, what was not, and what was checked in every run. */

import { tunedWindowBytes } from '../load/windows.ts';
import { type Contender, contenderNames, contenders, grpcContenders } from '../plan/contenders.ts';
import { ledgers } from '../plan/ledgers.ts';
import type { LoadScenario } from '../plan/scenarios.ts';
import { proxyMeaning } from '../proxy/proxy_meaning.ts';
import type { Configuration, FairnessFact, RecordedRun } from '../results/results.ts';
import { type ObservedTransport, observeTransports } from './observed_transport.ts';

/** Of the connections, as seen on real ones before anything is measured. */
export async function transportFacts(): Promise<readonly FairnessFact[]> {
  const observed = await observeTransports();
  const by = (text: (seen: ObservedTransport, contender: Contender) => string): FairnessFact['is'] =>
    sameOrEach((contender) => text(observed[contender], contender));
  return [
    { what: 'TCP_NODELAY, as seen on both ends', is: by(({ noDelay }) => noDelayText(noDelay)) },
    { what: 'sockets of one channel, as seen', is: by(({ sockets }) => String(sockets)) },
    { what: 'TLS, as seen', is: by(({ encrypted }) => (encrypted ? 'on' : 'none')) },
    { what: 'HTTP/2 windows unless tuned, as seen', is: by(windowsText) },
    { what: 'compression, as seen', is: by(compressionText) },
  ];
}

function noDelayText(noDelay: boolean | undefined): string {
  if (noDelay === undefined) return untold;
  return noDelay ? 'on' : 'off';
}

function windowsText({ http2 }: ObservedTransport, contender: Contender): string {
  if (contenders[contender].transport === 'wire') return 'no HTTP/2';
  return http2 === undefined ? untold : `${http2.stream} bytes a stream, ${http2.connection} a connection`;
}

function compressionText({ http2 }: ObservedTransport, contender: Contender): string {
  if (contenders[contender].transport === 'wire') return 'none';
  if (http2 === undefined) return untold;
  return http2.encoding === 'identity' ? 'none' : http2.encoding;
}

const untold = 'not told by Node';

const tunedWindows: FairnessFact = {
  what: 'HTTP/2 windows, tuned',
  is: {
    wire: 'no HTTP/2: only what TCP has',
    ...forGrpc(
      `${tunedWindowBytes} bytes for what clients receive; what they send goes through HTTP/2's default, since the library ` +
        'lets a server choose none',
    ),
  },
};

function forGrpc(text: string): Partial<Record<Contender, string>> {
  return Object.fromEntries(grpcContenders.map((contender) => [contender, text]));
}

/** Of how the bench is made: what the program does for all alike. */
export function planFacts(
  { generators, pinned, probePerSecond, closed }: Configuration,
  cores: number,
  scenarios: readonly LoadScenario[],
): readonly FairnessFact[] {
  const workloads = scenarios.flatMap((scenario) => scenario.workloads);
  const used = [...new Set(workloads.map(({ ledger }) => ledger))];
  const roundTrips = workloads.some(({ roundTripMs }) => roundTripMs > 0);
  const tuned = workloads.some(({ http2Windows }) => http2Windows === 'tuned');
  return [
    { what: 'server', is: 'the program that duet serve runs, with both transports over one core, new for each run' },
    { what: 'ledger', is: used.map((name) => ledgers[name].label).join(', ') || 'none' },
    {
      what: 'schedule and payloads',
      is:
        'within a block, the same bodies at the same times for all that are at one rate; at shares of capacities each has ' +
        'times of its own',
    },
    {
      what: 'closed loop',
      is: `${closed.window} requests under way for each load generator, over the connections of the open loop`,
    },
    {
      what: 'clients',
      is: `${generators} load generator${generators === 1 ? '' : 's'} and a probe at ${probePerSecond}/s, new for each run`,
    },
    { what: 'replies', is: 'each checked, and each delivery counted: one wrong or missing, and nothing is published' },
    { what: 'network', is: roundTrips ? `loopback; long ways are emulated: ${proxyMeaning}` : 'loopback' },
    ...(tuned ? [tunedWindows] : []),
    {
      what: 'CPUs',
      is: pinned ? `${cores}; server and clients pinned to different cores` : `${cores}; server and clients share them`,
    },
  ];
}

/** Of the runs: each was void unless the kernel counted as many as the clients had opened. */
export function socketFacts(runs: readonly RecordedRun[]): readonly FairnessFact[] {
  if (runs.length === 0) return [];
  const counts = (contender: Contender): string =>
    [...new Set(runs.filter((run) => run.contender === contender).map(({ result }) => result.sockets))]
      .sort((left, right) => left - right)
      .join(', ');
  return [{ what: 'sockets of a run, as counted', is: sameOrEach(counts) }];
}

function sameOrEach(text: (contender: Contender) => string): FairnessFact['is'] {
  const texts = contenderNames.map((contender) => [contender, text(contender)] as const);
  const [[, first]] = texts as unknown as readonly [readonly [Contender, string]];
  return texts.every(([, each]) => each === first) ? first : Object.fromEntries(texts);
}
