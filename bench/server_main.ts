/** The server under test, as a process of its own: what `duet serve` runs, on free ports of the loopback interface. */

import { startDuetServer } from '../cli/duet_server.ts';
import { systemEnvironment } from '../cli/system_environment.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { serveCoordinator, tell } from './child.ts';

/** Small enough to be full, and to forget, all the time: as a server that has been running for long. */
const memoryLedgerBytesMax = 134_217_728;

const server = await startDuetServer({
  ledger: { kind: 'memory' },
  host: '127.0.0.1',
  wirePort: 0,
  grpcPort: 0,
  limits: { ...defaultLimits, memoryLedgerBytesMax },
  environment: systemEnvironment(),
});
serveCoordinator({});
tell({ type: 'ready', ports: { wire: server.wirePort ?? 0, grpc: server.grpcPort ?? 0 } });
