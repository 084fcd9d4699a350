/** Opens a load process's connections, as the contender has them. */

import { openGrpcChannel } from '../../grpc/channel.ts';
import { openWireChannel } from '../../wire/channel.ts';
import type { OpenLoadChannel } from './load_process.ts';
import { endpointOf } from './load_process.ts';
import { tunedWindowBytes } from './windows.ts';

export const openLoadChannel: OpenLoadChannel = (setup, onClosed) => {
  const endpoint = endpointOf(setup);
  const receiveWindowBytes = setup.workload.http2Windows === 'tuned' ? tunedWindowBytes : undefined;
  switch (setup.contender) {
    case 'wire':
      return openWireChannel(endpoint, { onClosed });
    case 'grpcUnary':
      return openGrpcChannel(endpoint, { onClosed, calls: 'unary', receiveWindowBytes });
    case 'grpcSession':
      return openGrpcChannel(endpoint, { onClosed, calls: 'session', receiveWindowBytes });
    default:
      throw new Error(`no such contender: ${setup.contender satisfies never}`);
  }
};
