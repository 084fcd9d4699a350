/** Both fronts, over any core. Only for a core that the product's server could not be handed. */

import { systemEnvironment } from '../../cli/system_environment.ts';
import { startGrpcServer } from '../../grpc/server.ts';
import type { CorePort } from '../../shared/contract/core_port.ts';
import type { Limits } from '../../shared/contract/limits.ts';
import { startWireServer } from '../../wire/server.ts';

export interface FrontPorts {
  readonly wirePort: number;
  readonly grpcPort: number;
}

/** On free ports. They end with the process. */
export async function startFrontsOver(core: CorePort, host: string, limits: Limits): Promise<FrontPorts> {
  const options = { core, host, port: 0, limits, environment: systemEnvironment() };
  const [wire, grpc] = await Promise.all([startWireServer(options), startGrpcServer(options)]);
  return { wirePort: wire.port, grpcPort: grpc.port };
}
