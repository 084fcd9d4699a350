/** A floor: the least that a grpc-js server can do. Gives back the bytes of each message, by unary rpc and by stream. */

import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { serveCoordinator } from '../../process/child.ts';
import { cpuUse } from '../../process/cpu_use.ts';
import { echoService } from './echo_service.ts';

const server = new Server();
server.addService(echoService, {
  unary: (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) => callback(null, call.request),
  stream: (stream: ServerDuplexStream<Buffer, Buffer>) => {
    stream.on('data', (bytes: Buffer) => stream.write(bytes));
    stream.on('end', () => stream.end());
    stream.on('error', () => {});
  },
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  serveCoordinator({ cpu: async () => cpuUse() }, { ports: { echo: port } });
});
