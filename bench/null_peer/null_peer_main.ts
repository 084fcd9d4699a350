/** The null peers of all transports, as a process of their own that can be asked for what a server under test can. */

import { serveCoordinator } from '../process/child.ts';
import { gaugedDuties } from '../process/gauged_duties.ts';
import type { ServerReady } from '../process/server_duties.ts';
import { startGrpcPeer } from './grpc_peer.ts';
import { startWirePeer } from './wire_peer.ts';

const [wire, grpc] = await Promise.all([startWirePeer(), startGrpcPeer()]);
const close = async (): Promise<void> => {
  wire.server.close();
  grpc.server.forceShutdown();
};
const ready: ServerReady = { ports: { wire: wire.port, grpc: grpc.port } };
serveCoordinator(gaugedDuties(close), ready);
