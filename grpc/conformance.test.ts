/** The gRPC transport passes the conformance suite, with one rpc a call and with all calls on one stream. */

import { conformanceTests } from '../shared/conformance/suite.ts';
import type { Transport } from '../shared/conformance/transport.ts';
import { openGrpcChannel } from './channel.ts';
import { startGrpcServer } from './server.ts';

const host = '127.0.0.1';

function grpcTransport(calls: 'unary' | 'session'): Transport {
  return {
    name: `grpc ${calls}`,
    async start(context) {
      const front = await startGrpcServer({ ...context, host, port: 0 });
      return {
        open: (options) => openGrpcChannel({ host, port: front.port }, { ...options, calls }),
        close: () => front.close(),
      };
    },
  };
}

conformanceTests(grpcTransport('unary'));
conformanceTests(grpcTransport('session'));
