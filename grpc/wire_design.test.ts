/**
 * The gRPC transcripts of wire_design.md, replayed against a real server by a client that knows chat.proto and nothing
 * of our codecs: what it reads is what any other implementation of gRPC reads.
 */

import { readFileSync } from 'node:fs';
import {
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import test, { type ExecutionContext } from 'ava';
import protobuf from 'protobufjs';
import { errorCodes } from '../shared/contract/contract.generated.ts';
import { type FrontFixture, host, startFront } from '../shared/testing/front_fixture.ts';
import { documentLines, fencedBlocks } from '../shared/testing/markdown.ts';
import {
  Bindings,
  parseTranscript,
  type Step,
  type Transcript,
  transcriptPassword,
} from '../shared/testing/transcript.ts';
import { startGrpcServer } from './server.ts';

const lines = documentLines('wire_design.md');
const transcripts = fencedBlocks(lines, 'grpc').map(parseTranscript);
const proto = readFileSync(new URL('../shared/contract/chat.proto', import.meta.url), 'utf8');
const root = protobuf.parse(proto).root;
const service = root.lookupService('duet.v1.ChatService');
// Not part of chat.proto: https://github.com/googleapis/googleapis/tree/master/google/rpc
const details = protobuf.parse(`syntax = "proto3"; package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; }`).root;

// One after another: each has passwords hashed, and all at once would keep each other waiting.
for (const transcript of transcripts) {
  test.serial(`wire_design.md ${transcript.title}: the gRPC server answers as the transcript says`, async (t) => {
    const server = await startFront(t, startGrpcServer, transcript.limits);
    const client = new Client(`${host}:${server.port}`, credentials.createInsecure());
    t.teardown(() => client.close());
    await new Player(t, transcript, client, server).play();
  });
}

test('wire_design.md: every rpc is in a transcript', (t) => {
  const shown = new Set(transcripts.flatMap(({ steps }) => steps.map((step) => requestOf(step)?.rpc)));
  const missing = service.methodsArray.map(({ name }) => name).filter((name) => !shown.has(name));
  // It has no fields, and its reply is that of INFO.
  t.deepEqual(missing, ['ServerInfo']);
});

test('wire_design.md: the statuses of the error table are called as gRPC calls them', (t) => {
  for (const [code, { grpcStatus }] of Object.entries(errorCodes)) {
    t.true(
      lines.some(
        (line) => line.startsWith(`| ${code} |`) && line.includes(`| ${status[grpcStatus]} (${grpcStatus}) |`),
      ),
      code,
    );
  }
});

interface Request {
  readonly rpc: string;
  readonly json: string;
  /** Whose token; undefined for that of the connection's account. */
  readonly as: string | undefined;
}

function requestOf(step: Step): Request | undefined {
  if (step.kind !== 'says' || step.by !== 'client') return undefined;
  const request = /^(\w+) (\{.*\})(?: as (\w+))?$/.exec(step.text);
  if (request === null) throw new Error(`line ${step.line}: "Rpc {request}" is expected`);
  return { rpc: request[1] ?? '', json: request[2] ?? '', as: request[3] };
}

/** Plays one transcript against a server of its own. */
class Player {
  readonly #t: ExecutionContext;
  readonly #transcript: Transcript;
  readonly #bindings = new Bindings();
  readonly #answers = new Map<number, Answers>();
  readonly #sessions = new Map<number, ClientDuplexStream<Buffer, Buffer>>();
  readonly #client: Client;
  readonly #server: FrontFixture;

  constructor(t: ExecutionContext, transcript: Transcript, client: Client, server: FrontFixture) {
    this.#t = t;
    this.#transcript = transcript;
    this.#client = client;
    this.#server = server;
  }

  async play(): Promise<void> {
    for (const [index, name] of this.#transcript.accounts.entries()) await this.#create(index + 1, name);
    for (const step of this.#transcript.steps) await this.#step(step);
    for (const [connection, answers] of this.#answers) {
      this.#t.deepEqual(answers.unread, [], `connection ${connection} was told more than the transcript says`);
    }
  }

  async #create(connection: number, name: string): Promise<void> {
    const fullName = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
    const request = { name, password: transcriptPassword, fullName };
    this.#call(connection, { rpc: 'CreateAccount', json: JSON.stringify(request), as: undefined });
    const reply = {
      token: `<token:${name}>`,
      expiresAtMs: '<any>',
      account: name,
      ledgerId: '<ledger>',
      acknowledgedPosition: `<position:${name}>`,
      role: 'user',
    };
    await this.#expect(connection, JSON.stringify(reply), 0);
    const role = this.#transcript.roles.get(name);
    if (role !== undefined) await this.#server.grantRole(name, role);
  }

  async #step(step: Step): Promise<void> {
    const request = requestOf(step);
    if (request !== undefined && step.kind === 'says') this.#call(step.connection, request);
    else if (step.kind === 'says') await this.#expect(step.connection, normal(step.text), step.line);
    else if (step.kind === 'time passes') this.#server.environment.advance(step.ms);
    else if (step.kind === 'hangs up' && step.by === 'client') this.#sessions.get(step.connection)?.end();
    else throw new Error(`line ${step.line}: this cannot be played over gRPC`);
  }

  async #expect(connection: number, expected: string, line: number): Promise<void> {
    const answer = await this.#answersOf(connection).next();
    if (this.#bindings.match(expected, answer)) return;
    this.#t.is(answer, this.#bindings.fill(expected), `wire_design.md, line ${line}: the server says something else`);
  }

  #answersOf(connection: number): Answers {
    const known = this.#answers.get(connection) ?? new Answers();
    this.#answers.set(connection, known);
    return known;
  }

  #call(connection: number, { rpc, json, as }: Request): void {
    const client = this.#client;
    const method = service.methods[rpc];
    if (method === undefined) throw new Error(`there is no rpc ${rpc}`);
    const requestType = root.lookupType(`duet.v1.${method.requestType}`);
    const replyType = root.lookupType(`duet.v1.${method.responseType}`);
    const bytes = Buffer.from(
      requestType.encode(requestType.fromObject(JSON.parse(this.#bindings.fill(json)))).finish(),
    );
    const answers = this.#answersOf(connection);
    const told = (reply: Buffer): void => answers.add(jsonOf(replyType, reply));
    const path = `/duet.v1.ChatService/${rpc}`;
    const metadata = this.#metadata(as ?? this.#transcript.accounts[connection - 1]);
    const streamed = (stream: ClientReadableStream<Buffer>): void => {
      stream.on('data', told);
      stream.on('error', (error: ServiceError) => answers.add(refusalOf(error)));
      stream.on('end', () => answers.add('OK'));
    };
    if (method.requestStream === true) {
      const open = this.#sessions.get(connection);
      const stream = open ?? client.makeBidiStreamRequest(path, asIs, asIs, metadata);
      if (open === undefined) streamed(stream);
      this.#sessions.set(connection, stream);
      stream.write(bytes);
    } else if (method.responseStream === true) {
      streamed(client.makeServerStreamRequest(path, asIs, asIs, bytes, metadata));
    } else {
      client.makeUnaryRequest(path, asIs, asIs, bytes, metadata, (error, reply) => {
        if (reply === undefined) answers.add(error === null ? 'no reply' : refusalOf(error));
        else told(reply);
      });
    }
  }

  #metadata(account: string | undefined): Metadata {
    const metadata = new Metadata();
    const token = this.#bindings.fill(`<token:${account}>`);
    if (!token.startsWith('<')) metadata.set('authorization', `Bearer ${token}`);
    return metadata;
  }
}

/** What came on one connection and has not been looked at. */
class Answers {
  readonly unread: string[] = [];
  #waiting: ((answer: string) => void) | undefined;

  add(answer: string): void {
    if (this.#waiting === undefined) this.unread.push(answer);
    else this.#waiting(answer);
    this.#waiting = undefined;
  }

  async next(): Promise<string> {
    return this.unread.shift() ?? new Promise((resolve) => (this.#waiting = resolve));
  }
}

/** In protobuf's JSON form: 64-bit numbers as strings, defaults left out. */
function jsonOf(type: protobuf.Type, bytes: Buffer): string {
  return JSON.stringify(type.toObject(type.decode(bytes), { longs: String }));
}

/** As the transcripts write the end of a refused call: status, ErrorInfo, text. */
function refusalOf(error: ServiceError): string {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  if (!Buffer.isBuffer(bytes)) return `${status[error.code]} without details`;
  const told = details.lookupType('google.rpc.Status').decode(bytes) as unknown as {
    readonly details: readonly { readonly typeUrl: string; readonly value: Uint8Array }[];
  };
  const info = told.details.find(({ typeUrl }) => typeUrl === 'type.googleapis.com/google.rpc.ErrorInfo');
  const infoType = details.lookupType('google.rpc.ErrorInfo');
  return `${status[error.code]} ${jsonOf(infoType, Buffer.from(info?.value ?? ''))} ${error.details}`;
}

/** The JSON of a line without its spaces; what stands before and behind stays. */
function normal(text: string): string {
  const found = /^([A-Z_]+ )?(\{.*\})( .*)?$/.exec(text);
  if (found === null) return text;
  return `${found[1] ?? ''}${JSON.stringify(JSON.parse(found[2] ?? ''))}${found[3] ?? ''}`;
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
