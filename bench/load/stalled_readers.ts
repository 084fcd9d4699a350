/**
 * Subscribers that stop reading as soon as they are subscribed: what a server has to keep, bound and give up for them is
 * not to be felt by others. They hold sockets of their own, since a channel always reads.
 */

import { once } from 'node:events';
import { connect } from 'node:net';
import { credentials, Client as GrpcClient, Metadata } from '@grpc/grpc-js';
import { encodeBytes } from '../../grpc/codec.ts';
import { encodeSubscribeRequest as encodeGrpcSubscribe } from '../../grpc/messages.generated.ts';
import { rpcs } from '../../grpc/service.ts';
import type { Endpoint } from '../../shared/contract/channel_port.ts';
import { operations } from '../../shared/contract/contract.generated.ts';
import { contractVersion } from '../../shared/contract/version.ts';
import { connectionToken, encodeRequestFrame } from '../../wire/frame.ts';
import { encodeHelloRequest, encodeSubscribeRequest } from '../../wire/messages.generated.ts';
import { type Contender, contenders } from '../plan/contenders.ts';
import type { Client } from './clients.ts';

const setupMs = 10_000;
const fromNow = { after: undefined, ledgerId: '', signals: [] };

/** One subscriber of one account; calls the result to end it. gRPC's has a stream of its own, however calls are made. */
export async function stallReader(contender: Contender, endpoint: Endpoint, { token }: Client): Promise<() => void> {
  return contenders[contender].transport === 'wire' ? stallWire(endpoint, token) : stallGrpc(endpoint, token);
}

async function stallWire(endpoint: Endpoint, token: string): Promise<() => void> {
  const socket = connect({ ...endpoint, noDelay: true });
  await once(socket, 'connect', { signal: AbortSignal.timeout(setupMs) });
  // The server ends it some day, for being slow.
  socket.on('error', () => {});
  const hello = { versionMin: contractVersion, versionMax: contractVersion, client: 'duet-bench', features: [] };
  socket.write(encodeRequestFrame(operations.hello.opcode, 1, token, encodeHelloRequest(hello)));
  await once(socket, 'data', { signal: AbortSignal.timeout(setupMs) });
  socket.pause();
  socket.write(encodeRequestFrame(operations.subscribe.opcode, 2, connectionToken, encodeSubscribeRequest(fromNow)));
  return () => socket.destroy();
}

async function stallGrpc({ host, port }: Endpoint, token: string): Promise<() => void> {
  const client = new GrpcClient(`${host}:${port}`, credentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
  });
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  const { path, requestSerialize, responseDeserialize } = rpcs.subscribe;
  const bytes = encodeBytes(encodeGrpcSubscribe, fromNow);
  // Nobody listens to its data, so nothing is read beyond what HTTP/2's window lets in.
  const stream = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, bytes, metadata);
  stream.on('error', () => {});
  // The server says nothing to a subscriber until there is a message; but it answers what is asked after that.
  await answered(client);
  return () => {
    stream.cancel();
    client.close();
  };
}

function answered(client: GrpcClient): Promise<void> {
  const { path, requestSerialize, responseDeserialize } = rpcs.serverInfo;
  const deadline = new Date(Date.now() + setupMs);
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, Buffer.alloc(0), { deadline }, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}
