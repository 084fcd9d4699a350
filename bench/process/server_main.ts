/**
 * The server under test, as a process of its own: what `duet serve` runs, on free ports of the loopback interface. Its
 * argument is its LedgerOptions, in JSON.
 */

import { type LedgerOptions, startDuetServer } from '../../cli/duet_server.ts';
import { systemEnvironment } from '../../cli/system_environment.ts';
import { defaultLimits } from '../../shared/contract/limits.ts';
import { serveCoordinator } from './child.ts';
import { cpuUse } from './cpu_use.ts';
import type { ServerDuties, ServerReady } from './server_duties.ts';

/** Small enough to be full, and to forget, all the time: as a server that has been running for long. */
const memoryLedgerBytesMax = 134_217_728;

const ledger = JSON.parse(process.argv[2] ?? '{ "kind": "memory" }') as LedgerOptions;
const server = await startDuetServer({
  ledger,
  host: '127.0.0.1',
  wirePort: 0,
  grpcPort: 0,
  limits: { ...defaultLimits, memoryLedgerBytesMax },
  environment: systemEnvironment(),
});
void server.failed.then((error) => {
  console.error('the ledger of a server under test failed:', error);
  process.exit(1);
});
const duties: ServerDuties = { cpu: async () => cpuUse(), close: () => server.close() };
const ready: ServerReady = { ports: { wire: server.wirePort ?? 0, grpc: server.grpcPort ?? 0 } };
serveCoordinator(duties, ready);
