/**
 * A server that messages are fanned out by, or caught up from, as a process of its own: the product's core and fronts.
 * Its passwords are hashed cheaply, since a thousand accounts are made and no login is measured. Its argument is its
 * DeliveryServerSetup, in JSON.
 */

import { systemEnvironment } from '../../cli/system_environment.ts';
import type { Limits } from '../../shared/contract/limits.ts';
import { Core } from '../../shared/core/core.ts';
import { cheapKey } from '../connections/cheap_key.ts';
import { ProcessGauge } from '../gauges/process_use.ts';
import { benchLimits } from '../process/bench_limits.ts';
import { serveCoordinator } from '../process/child.ts';
import { faultyCore } from '../process/faults.ts';
import { startFrontsOver } from '../process/fronts.ts';
import { openLedger } from '../process/open_ledger.ts';
import type { DeliveryServerDuties, DeliveryServerReady, DeliveryServerSetup, Fill } from './delivery_duties.ts';

/** As many as a transport would have under way. */
const fillAtOnce = 256;

const setup = JSON.parse(process.argv[2] ?? '{ "ledger": { "kind": "memory" } }') as DeliveryServerSetup;
const environment = systemEnvironment();
// Nobody acknowledges here, so that nothing is forgotten: there has to be room for all rounds.
const limits: Limits = { ...benchLimits, memoryLedgerBytesMax: 1_073_741_824 };
const onFailure = (error: Error): void => {
  console.error('the ledger of a server under test failed:', error);
  process.exit(1);
};
const { ledger, state } = openLedger(setup.ledger, environment, onFailure, limits);
const core = new Core({ ledger, state, environment, limits, deriveKey: cheapKey });
const served = setup.fault === undefined ? core : faultyCore(core, setup.fault);
const { wirePort, grpcPort } = await startFrontsOver(served, '127.0.0.1', limits);
const gauge = new ProcessGauge();
const duties: DeliveryServerDuties = {
  fill,
  gaugeStart: async () => gauge.start(),
  gaugeStop: () => gauge.stop(),
  close: () => core.close(),
};
const ready: DeliveryServerReady = { ports: { wire: wirePort, grpc: grpcPort } };
serveCoordinator(duties, ready);

async function fill({ token, chat, messages, bodyBytes }: Fill): Promise<Float64Array> {
  const session = core.resume(token);
  const body = 'x'.repeat(bodyBytes);
  const positions = new Float64Array(messages);
  for (let at = 0; at < messages; at += fillAtOnce) {
    const count = Math.min(fillAtOnce, messages - at);
    const sent = Array.from({ length: count }, () => core.operations.send(session, { to: '', body, key: '', chat }));
    for (const [index, { position }] of (await Promise.all(sent)).entries()) positions[at + index] = position;
  }
  return positions;
}
