/** The gRPC front: unary rpcs, Subscribe and Session over one core. Knows grpc-js; nothing of accounts or messages. */

import {
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import type { Endpoint } from '../shared/contract/channel_port.ts';
import { ChatError, refusalOf } from '../shared/contract/chat_error.ts';
import { type ChatOperationName, type ChatOperations, operations } from '../shared/contract/contract.generated.ts';
import type { CorePort, Eventually, SessionHandle } from '../shared/contract/core_port.ts';
import type { Environment } from '../shared/contract/environment.ts';
import type { RunningFront } from '../shared/contract/front_port.ts';
import type { Limits } from '../shared/contract/limits.ts';
import { hashesPassword, PasswordRequests } from '../shared/front/password_requests.ts';
import { requireFreeAddress } from './address_check.ts';
import { decodeBytes, encodeBytes } from './codec.ts';
import { Connection } from './connection.ts';
import type { MessageReader } from './message_reader.ts';
import { operationCodecs } from './messages.generated.ts';
import { newTapes } from './pushes.ts';
import { rpcs } from './service.ts';
import { statusOf } from './status.ts';
import { serveSubscription } from './subscription_stream.ts';

export interface GrpcServerOptions extends Endpoint {
  readonly core: CorePort;
  readonly limits: Limits;
  readonly environment: Environment;
}

const bearer = 'Bearer ';

/** Resolves when clients can connect. Rejects with the system's error, such as EADDRINUSE. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<RunningFront> {
  const { limits, environment, host, port } = options;
  await requireFreeAddress({ host, port });
  const server = new Server({
    // Twice what we accept: what is between gets our own answer, with a code, instead of grpc-js' bare status.
    'grpc.max_receive_message_length': limits.frameBytesMax * 2,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': limits.heartbeatMs,
    'grpc.keepalive_timeout_ms': limits.heartbeatMs,
  });
  const connections = new Set<Connection>();
  server.addService(rpcs, handlers(options, connections));
  const bound = await bind(server, host, port);
  return {
    port: bound,
    async close(): Promise<void> {
      const timer = environment.startTimer(limits.shutdownMs, () => server.forceShutdown());
      for (const connection of connections) void connection.finish();
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      timer.cancel();
    },
  };
}

function bind(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
}

type Handlers = { [Name in keyof typeof rpcs]: unknown };

function handlers(options: GrpcServerOptions, connections: Set<Connection>): Handlers & Record<string, never> {
  const { core, limits, environment } = options;
  const tapes = newTapes();
  const context = { core, limits, environment, tapes: tapes.session };
  const passwords = new PasswordRequests(limits.passwordRequestsPerConnectionMax);
  const unary = Object.fromEntries(
    (Object.keys(core.operations) as ChatOperationName[]).map((name) => {
      const handler = unaryHandler(options, name);
      return [name, hashesPassword(name) ? countingPasswords(handler, passwords, environment) : handler];
    }),
  );
  return {
    ...unary,
    subscribe: (stream: ServerWritableStream<Buffer, Buffer>): void => {
      refuseOnThrow(stream, environment, () =>
        serveSubscription(stream, core, sessionOf(core, stream.metadata), limits.frameBytesMax, tapes.subscribe),
      );
    },
    session: (stream: ServerDuplexStream<Buffer, Buffer>): void => {
      refuseOnThrow(stream, environment, () => {
        const connection = new Connection(stream, context, tokenOf(stream.metadata));
        connections.add(connection);
        stream.once('close', () => connections.delete(connection));
        // Told at once, so that a client knows that its token was taken.
        stream.sendMetadata(new Metadata());
      });
    },
  } as unknown as Handlers & Record<string, never>;
}

function unaryHandler<Name extends ChatOperationName>(
  options: GrpcServerOptions,
  name: Name,
): handleUnaryCall<Buffer, Buffer> {
  const { core, limits, environment } = options;
  const { needsToken } = operations[name];
  // Which codec and operation belong together is known by `name`; a table of all names cannot say so in types.
  const decode = operationCodecs[name].decodeRequest as (
    reader: MessageReader,
    end: number,
  ) => ChatOperations[Name]['request'];
  const encode = operationCodecs[name].encodeReply as Parameters<typeof encodeBytes<ChatOperations[Name]['reply']>>[0];
  const operation = core.operations[name];
  return (call, callback) => {
    const refuse = (error: unknown): void =>
      callback(statusOf(refusalOf(error, 'answering a gRPC request', environment)));
    try {
      const request = decodeBytes(decode, call.request, limits.frameBytesMax);
      const session = needsToken ? sessionOf(core, call.metadata) : undefined;
      const result: Eventually<ChatOperations[Name]['reply']> = operation(session, request);
      if (result instanceof Promise) result.then((reply) => callback(null, encodeBytes(encode, reply))).catch(refuse);
      else callback(null, encodeBytes(encode, result));
    } catch (error) {
      refuse(error);
    }
  };
}

/** A unary call cannot be made to wait by not reading on, so one too many of a connection is refused. */
function countingPasswords(
  handler: handleUnaryCall<Buffer, Buffer>,
  passwords: PasswordRequests,
  environment: Environment,
): handleUnaryCall<Buffer, Buffer> {
  return (call, callback) => {
    const connection = call.getPeer();
    try {
      passwords.begin(connection);
    } catch (error) {
      callback(statusOf(refusalOf(error, 'counting passwords', environment)));
      return;
    }
    handler(call, (...answer) => {
      passwords.end(connection);
      callback(...answer);
    });
  };
}

function refuseOnThrow(
  stream: { emit(event: 'error', error: unknown): unknown },
  environment: Environment,
  serve: () => void,
): void {
  try {
    serve();
  } catch (error) {
    stream.emit('error', statusOf(refusalOf(error, 'answering a gRPC request', environment)));
  }
}

/** Undefined without a token: the core refuses that where it needs one. */
function sessionOf(core: CorePort, metadata: Metadata): SessionHandle | undefined {
  const token = tokenOf(metadata);
  return token === undefined ? undefined : core.resume(token);
}

function tokenOf(metadata: Metadata): string | undefined {
  const value = metadata.get('authorization')[0];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.startsWith(bearer)) return value.slice(bearer.length);
  throw new ChatError('UNAUTHENTICATED', `authorization: "${bearer}<token>" is expected`);
}
