/**
 * The server under test, as a process of its own: what `duet serve` runs, on free ports of the loopback interface. Its
 * first argument is its LedgerOptions, in JSON; a second one is the Fault that it is to have.
 */

import { type DuetServer, type LedgerOptions, startDuetServer } from '../../cli/duet_server.ts';
import { systemEnvironment } from '../../cli/system_environment.ts';
import type { Fault } from '../run/run.ts';
import { benchLimits } from './bench_limits.ts';
import { serveCoordinator } from './child.ts';
import { gaugedDuties } from './gauged_duties.ts';
import type { ServerReady } from './server_duties.ts';

const host = '127.0.0.1';
const ledger = JSON.parse(process.argv[2] ?? '{ "kind": "memory" }') as LedgerOptions;
const fault = process.argv[3] === undefined ? undefined : (JSON.parse(process.argv[3]) as Fault);
const server = fault === undefined ? await start(0) : await startFaulty(fault);
void server.failed.then((error) => {
  console.error('a server under test failed:', error);
  process.exit(1);
});
const ready: ServerReady = { ports: { wire: server.wirePort ?? 0, grpc: server.grpcPort ?? 0 } };
serveCoordinator(
  gaugedDuties(() => server.close()),
  ready,
);

/** Undefined for a server without fronts. */
function start(port: 0 | undefined): Promise<DuetServer> {
  return startDuetServer({
    ledger,
    host,
    wirePort: port,
    grpcPort: port,
    limits: benchLimits,
    environment: systemEnvironment(),
  });
}

/** The product's server has no place for faults, so its fronts are started here, over a core that has one. */
async function startFaulty(wrong: Fault): Promise<DuetServer> {
  const [{ startFrontsOver }, { faultyCore }] = await Promise.all([import('./fronts.ts'), import('./faults.ts')]);
  const whole = await start(undefined);
  const fronts = await startFrontsOver(faultyCore(whole.core, wrong), host, benchLimits);
  return { ...whole, ...fronts };
}
