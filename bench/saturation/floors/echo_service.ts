/** The rpcs of the echo floor: bytes in, bytes out. */

import type { MethodDefinition } from '@grpc/grpc-js';

export const echoService = {
  unary: rpc('Unary', false),
  stream: rpc('Stream', true),
};

function rpc(name: string, stream: boolean): MethodDefinition<Buffer, Buffer> {
  const passThrough = (bytes: Buffer): Buffer => bytes;
  return {
    path: `/duet.bench.Echo/${name}`,
    requestStream: stream,
    responseStream: stream,
    requestSerialize: passThrough,
    requestDeserialize: passThrough,
    responseSerialize: passThrough,
    responseDeserialize: passThrough,
  };
}
