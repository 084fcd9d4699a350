/** One core behind every transport at once, to be spoken to over any of them. For tests. */

import type { ExecutionContext } from 'ava';
import { openGrpcChannel } from '../../grpc/channel.ts';
import { startGrpcServer } from '../../grpc/server.ts';
import type { TestClient } from '../../shared/conformance/test_client.ts';
import { startTestServer, type TestServer, type Transport } from '../../shared/conformance/transport.ts';
import type { ChannelOptions } from '../../shared/contract/channel_port.ts';
import { startInProcessFront } from '../../shared/in_process/front.ts';
import { cheapKey } from '../../shared/testing/cheap_key.ts';
import { openWireChannel } from '../../wire/channel.ts';
import { startWireServer } from '../../wire/server.ts';

const host = '127.0.0.1';
export const transportNames = ['in process', 'wire', 'wire with checksums', 'grpc session', 'grpc unary'] as const;
export type TransportName = (typeof transportNames)[number];
export type Over = (transport: TransportName, options?: ChannelOptions) => Promise<TestClient>;

/** A server that speaks every transport, until the test ends; `over` opens a client by name. */
export async function startEverything(
  t: ExecutionContext,
): Promise<{ readonly server: TestServer; readonly over: Over }> {
  let transport: TransportName = 'in process';
  const all: Transport = {
    name: 'all',
    // Passwords are not what transports differ in.
    deriveKey: cheapKey,
    async start(context) {
      const inProcess = startInProcessFront(context);
      const wire = await startWireServer({ ...context, host, port: 0 });
      const grpc = await startGrpcServer({ ...context, host, port: 0 });
      const [wireEndpoint, grpcEndpoint] = [wire, grpc].map(({ port }) => ({ host, port }));
      if (wireEndpoint === undefined || grpcEndpoint === undefined) throw new Error('two fronts were started');
      return {
        open(options) {
          switch (transport) {
            case 'in process':
              return inProcess.open(options);
            case 'wire':
              return openWireChannel(wireEndpoint, options);
            case 'wire with checksums':
              return openWireChannel(wireEndpoint, { ...options, checksums: true });
            case 'grpc session':
              return openGrpcChannel(grpcEndpoint, { ...options, calls: 'session' });
            case 'grpc unary':
              return openGrpcChannel(grpcEndpoint, { ...options, calls: 'unary' });
            default:
              throw new Error(`no such transport: ${transport satisfies never}`);
          }
        },
        close: async () => void (await Promise.all([inProcess.close(), wire.close(), grpc.close()])),
      };
    },
  };
  const server = await startTestServer(all);
  t.teardown(() => server.stop());
  const over: Over = (name, options) => {
    transport = name;
    return server.open(options);
  };
  return { server, over };
}

/** From each transport to each. */
export const crossings = transportNames.flatMap((from) => transportNames.map((to) => [from, to] as const));
