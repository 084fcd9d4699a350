/**
 * The wire transcripts of wire_design.md, replayed byte for byte against a real server, so that the document stays
 * true. Time stands still except where a transcript moves it.
 */

import { connect, type Socket } from 'node:net';
import { crc32 } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { errorCodes, operations, pushOpcodes } from '../shared/contract/contract.generated.ts';
import { type FrontFixture, host, startFront } from '../shared/testing/front_fixture.ts';
import { documentLines, fencedBlocks } from '../shared/testing/markdown.ts';
import {
  Bindings,
  parseTranscript,
  type Step,
  type Transcript,
  transcriptPassword,
} from '../shared/testing/transcript.ts';
import { startWireServer } from './server.ts';

const answerWaitMs = 60_000;
const transcripts = fencedBlocks(documentLines('wire_design.md'), 'wire').map(parseTranscript);

// One after another: each has passwords hashed, and all at once would keep each other waiting.
for (const transcript of transcripts) {
  test.serial(`wire_design.md ${transcript.title}: the server answers as the transcript says`, async (t) => {
    const server = await startFront(t, startWireServer, transcript.limits);
    await new Player(t, transcript, server).play();
  });
}

test('wire_design.md: every opcode and every push is in a transcript', (t) => {
  const missing = Object.values(operations).filter(({ opcode }) => !openingWords('client').has(opcode));
  t.deepEqual(missing, []);
  t.deepEqual(
    Object.values(pushOpcodes).filter((opcode) => !openingWords('server').has(opcode)),
    [],
  );
});

/** Why no transcript shows these. */
const notShown: Readonly<Partial<Record<keyof typeof errorCodes, string>>> = {
  UNSPECIFIED: 'no server says it: it is what a client makes of a code it does not know',
  INTERNAL: 'a fault of the server, which nobody can provoke',
  CANCELLED: 'only a gRPC client that gives up sees it',
  SLOW_CONSUMER: 'it takes megabytes that nobody reads',
  SESSION_EXPIRED: 'an open subscription keeps its session alive',
};

test('wire_design.md: every error code that a client can provoke is in a transcript', (t) => {
  const codes = transcripts.flatMap(({ steps }) =>
    steps.flatMap((step) => (said(step, 'server') ?? '').match(/^(?:ERR⇥1⇥\d+|CLOSED⇥1⇥\d+)⇥(\w+)/)?.[1] ?? []),
  );
  t.deepEqual([...new Set([...codes, ...Object.keys(notShown)])].sort(), Object.keys(errorCodes).sort());
});

function openingWords(by: 'client' | 'server'): ReadonlySet<string> {
  const lines = transcripts.flatMap(({ steps }) => steps.map((step) => said(step, by) ?? ''));
  return new Set(lines.map((line) => line.split('⇥')[0] ?? ''));
}

function said(step: Step, by: 'client' | 'server'): string | undefined {
  return step.kind === 'says' && step.by === by ? step.text : undefined;
}

/** Plays one transcript against a server of its own. */
class Player {
  readonly #t: ExecutionContext;
  readonly #transcript: Transcript;
  readonly #server: FrontFixture;
  readonly #bindings = new Bindings();
  readonly #connections = new Map<number, TestConnection>();

  constructor(t: ExecutionContext, transcript: Transcript, server: FrontFixture) {
    this.#t = t;
    this.#transcript = transcript;
    this.#server = server;
  }

  async play(): Promise<void> {
    for (const [index, name] of this.#transcript.accounts.entries()) await this.#create(index + 1, name);
    for (const step of this.#transcript.steps) await this.#step(step);
    for (const [number, connection] of this.#connections) {
      connection.hangUp();
      this.#t.is(await connection.next(), undefined, `connection ${number} was told more than the transcript says`);
    }
  }

  async #create(connection: number, name: string): Promise<void> {
    const fullName = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
    const reply = `OK⇥1⇥1⇥<token:${name}>⇥<any>⇥${name}⇥<ledger>⇥<position:${name}>⇥user`;
    const line = 0;
    const request = `CREATE⇥1⇥1⇥-⇥${name}⇥${transcriptPassword}⇥${fullName}`;
    await this.#step({ kind: 'says', by: 'client', connection, text: request, line });
    await this.#step({ kind: 'says', by: 'server', connection, text: reply, line });
    const role = this.#transcript.roles.get(name);
    if (role !== undefined) await this.#server.grantRole(name, role);
  }

  async #step(step: Step): Promise<void> {
    switch (step.kind) {
      case 'connects':
        this.#connection(step.connection);
        break;
      case 'says':
        if (step.by === 'client') this.#connection(step.connection).write(bytesOf(this.#bindings.fill(step.text)));
        else await this.#expect(step.connection, step.text, step.line);
        break;
      case 'hangs up':
        if (step.by === 'client') this.#connection(step.connection).hangUp();
        else await this.#expect(step.connection, undefined, step.line);
        break;
      case 'time passes':
        this.#server.environment.advance(step.ms);
        break;
      case 'server stops':
        void this.#server.stop();
        break;
      default:
        step satisfies never;
    }
  }

  /** Undefined expects the end of the connection. */
  async #expect(number: number, expected: string | undefined, line: number): Promise<void> {
    const frame = await this.#connection(number).next();
    const answer = frame?.replaceAll('\t', '⇥') ?? '(hangs up)';
    if (expected === undefined ? frame === undefined : this.#fits(expected, frame)) return;
    const wanted = expected === undefined ? '(hangs up)' : this.#bindings.fill(expected);
    this.#t.is(answer, wanted, `wire_design.md, line ${line}: the server says something else on connection ${number}`);
    throw new Error('not reached where the two differ');
  }

  #fits(expected: string, frame: string | undefined): boolean {
    if (frame === undefined || !this.#bindings.match(expected.replaceAll('⇥', '\t'), frame)) return false;
    return !expected.endsWith('<crc32>') || frame.endsWith(checksum(frame.slice(0, frame.lastIndexOf('\t'))));
  }

  #connection(number: number): TestConnection {
    const known = this.#connections.get(number);
    if (known !== undefined) return known;
    const connection = new TestConnection(this.#server.port);
    this.#t.teardown(() => connection.destroy());
    this.#connections.set(number, connection);
    return connection;
  }
}

/** A client's socket that hands out what comes, frame by frame. */
class TestConnection {
  readonly #socket: Socket;
  readonly #frames: AsyncIterator<string>;

  constructor(port: number) {
    this.#socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    this.#frames = frames(this.#socket);
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** The next frame; undefined once the server has ended the connection. */
  async next(): Promise<string | undefined> {
    const late = setTimeout(() => this.#socket.destroy(new Error('the server says nothing')), answerWaitMs);
    const { value, done } = await this.#frames.next().finally(() => clearTimeout(late));
    return done === true ? undefined : value;
  }

  hangUp(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

async function* frames(socket: Socket): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      yield rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length > 0) throw new Error(`the server broke off within a frame: ${rest}`);
}

/** The line as bytes: tabs, the bytes that a transcript has to spell out, the checksum, and the LF. */
function bytesOf(line: string): Buffer {
  const parts = line.replaceAll('⇥', '\t').split(/(<(?:hex|repeat|crc32)[^>]*>)/);
  let bytes = Buffer.alloc(0);
  for (const part of parts) bytes = Buffer.concat([bytes, partBytes(part, bytes)]);
  return Buffer.concat([bytes, Buffer.from('\n')]);
}

function partBytes(part: string, before: Buffer): Buffer {
  const [kind, first = '', second = ''] = part.startsWith('<') ? part.slice(1, -1).split(' ') : [];
  if (kind === 'hex') return Buffer.from(first, 'hex');
  if (kind === 'repeat') return Buffer.alloc(Number(first), second);
  if (kind === 'crc32') return Buffer.from(checksum(before.subarray(0, -1)));
  return Buffer.from(part);
}

function checksum(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(8, '0');
}
