/** Opens a load process's connections, as the contender has them. */

import { openGrpcChannel } from '../../grpc/channel.ts';
import { openWireChannel } from '../../wire/channel.ts';
import type { OpenLoadChannel } from './load_process.ts';
import { endpointOf } from './load_process.ts';

/**
 * For tuned windows: what 200 ms at 80 MB/s have on the way. Only of what clients receive: grpc-js lets a server choose
 * no window, so what they send goes through HTTP/2's default in any case.
 */
const tunedWindowBytes = 16_777_216;

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
