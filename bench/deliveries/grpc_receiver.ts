/** A lean receiver over gRPC: a real stream of grpc-js, whose bytes are not decoded. See receiver.ts. */

import { credentials, Client as GrpcClient, Metadata } from '@grpc/grpc-js';
import { encodeBytes } from '../../grpc/codec.ts';
import { encodeSessionRequest, encodeSubscribeRequest } from '../../grpc/messages.generated.ts';
import { rpcs } from '../../grpc/service.ts';
import type { Endpoint } from '../../shared/contract/channel_port.ts';
import type { Call } from '../../shared/contract/contract.generated.ts';
import { GrpcPositions } from './grpc_positions.ts';
import type { PositionReader } from './position_reader.ts';
import type { OpenReceiver, Receiver, ReceiverOptions } from './receiver.ts';

const connectMs = 60_000;

/** An rpc of its own, or a call of a Session stream. */
type GrpcStream = 'subscribe' | 'session';

export function grpcReceiverOpener(stream: GrpcStream): OpenReceiver {
  return (endpoint, token, options) => openGrpc(stream, endpoint, token, options);
}

async function openGrpc(
  stream: GrpcStream,
  { host, port }: Endpoint,
  token: string,
  { onMessage, onFailed }: ReceiverOptions,
): Promise<Receiver> {
  let closed = false;
  const fail = (error: Error): void => {
    if (!closed) onFailed(error);
  };
  const sentAtMs = (): number => reader.timeMs();
  const reader: PositionReader = new GrpcPositions(stream, (position) => onMessage(position, sentAtMs));
  const client = new GrpcClient(`${host}:${port}`, credentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.max_receive_message_length': -1,
  });
  await connected(client);
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  let cancel = (): void => {};
  const listen = (incoming: NodeJS.ReadableStream): void => {
    incoming.on('data', (bytes: Buffer) => {
      try {
        reader.read(bytes);
      } catch (error) {
        fail(error as Error);
      }
    });
    incoming.on('error', fail);
    incoming.on('end', () => fail(new Error('the server ended the stream of a subscriber')));
  };
  return {
    subscribe: (after, ledgerId) => {
      const value = { after, ledgerId, signals: [] };
      const { path, requestSerialize, responseDeserialize } = rpcs[stream];
      if (stream === 'subscribe') {
        const bytes = encodeBytes(encodeSubscribeRequest, value);
        const call = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, bytes, metadata);
        cancel = () => call.cancel();
        listen(call);
        return;
      }
      const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
      cancel = () => call.cancel();
      listen(call);
      const calls: readonly Call[] = [{ id: 1, token: '', request: { case: 'subscribe', value } }];
      call.write(encodeBytes(encodeSessionRequest, { calls }));
    },
    close: () => {
      closed = true;
      cancel();
      client.close();
    },
  };
}

function connected(client: GrpcClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + connectMs, (error) => (error === undefined ? resolve() : reject(error)));
  });
}
