/** The rpcs as grpc-js wants them. Bytes go through as they are: decoding is done where its errors can be answered. */

import type { MethodDefinition } from '@grpc/grpc-js';
import { type ChatOperationName, operations } from '../shared/contract/contract.generated.ts';

type BytesMethod = MethodDefinition<Buffer, Buffer>;
type RpcName = ChatOperationName | 'subscribe' | 'session';

const { service } = operations.send;

/** Every rpc of the service, by operation name. */
export const rpcs: Readonly<Record<RpcName, BytesMethod>> = {
  ...(Object.fromEntries(
    Object.values(operations)
      .filter((operation) => operation.service === service)
      .map(({ name, rpc, replyStream }) => [name, method(rpc, false, replyStream)]),
  ) as Record<ChatOperationName | 'subscribe', BytesMethod>),
  session: method('Session', true, true),
};

function method(rpc: string, requestStream: boolean, responseStream: boolean): BytesMethod {
  return {
    path: `/${service}/${rpc}`,
    requestStream,
    responseStream,
    requestSerialize: passThrough,
    requestDeserialize: passThrough,
    responseSerialize: passThrough,
    responseDeserialize: passThrough,
  };
}

function passThrough(bytes: Buffer): Buffer {
  return bytes;
}
