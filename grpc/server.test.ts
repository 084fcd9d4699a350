/** The gRPC server as any client meets it: bytes, statuses, headers and streams, without our channels. */

import {
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
  type StatusObject,
  status,
} from '@grpc/grpc-js';
import test, { type ExecutionContext } from 'ava';
import type {
  Answer,
  Call,
  CallRequest,
  ChatOperationName,
  ChatOperations,
  Push,
} from '../shared/contract/contract.generated.ts';
import { defaultLimits, type Limits } from '../shared/contract/limits.ts';
import { type FrontFixture, host, ledgerId, startFront } from '../shared/testing/front_fixture.ts';
import { decodeBytes, encodeBytes } from './codec.ts';
import {
  decodeSessionReply,
  decodeSubscribeReply,
  encodeSessionRequest,
  encodeSubscribeRequest,
  operationCodecs,
} from './messages.generated.ts';
import { startGrpcServer } from './server.ts';
import { rpcs } from './service.ts';
import { errorOf } from './status.ts';

const password = 'long enough';
const bytesMax = defaultLimits.frameBytesMax;

interface Started extends FrontFixture {
  readonly client: Client;
  /** A client with a connection of its own. */
  connect(): Client;
}

async function start(t: ExecutionContext, over?: Partial<Limits>): Promise<Started> {
  const fixture = await startFront(t, startGrpcServer, over);
  const connect = (): Client => {
    const options = { 'grpc.use_local_subchannel_pool': 1, 'grpc.max_receive_message_length': -1 };
    const client = new Client(`${host}:${fixture.port}`, credentials.createInsecure(), options);
    t.teardown(() => client.close());
    return client;
  };
  return { ...fixture, client: connect(), connect };
}

function bearer(token: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return metadata;
}

/** The bytes of the reply. Rejects with grpc-js' error. */
function callBytes(client: Client, name: ChatOperationName, bytes: Buffer, metadata = new Metadata()): Promise<Buffer> {
  const { path, requestSerialize, responseDeserialize } = rpcs[name];
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, bytes, metadata, (error, reply) =>
      reply === undefined ? reject(error) : resolve(reply),
    );
  });
}

async function call<Name extends ChatOperationName>(
  client: Client,
  name: Name,
  request: ChatOperations[Name]['request'],
  metadata?: Metadata,
): Promise<ChatOperations[Name]['reply']> {
  const encode = operationCodecs[name].encodeRequest as Parameters<typeof encodeBytes<typeof request>>[0];
  const bytes = await callBytes(client, name, encodeBytes(encode, request), metadata);
  return decodeBytes(operationCodecs[name].decodeReply, bytes, bytesMax) as ChatOperations[Name]['reply'];
}

/** Status and code of the refusal. */
async function refusal(work: Promise<unknown>): Promise<readonly [status, string]> {
  const error = (await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )) as ServiceError | undefined;
  if (error === undefined) throw new Error('the call was not refused');
  return [error.code, errorOf(error).code];
}

async function create(client: Client, name: string): Promise<string> {
  return (await call(client, 'createAccount', { name, password, fullName: '' })).token;
}

function subscribe(client: Client, token: string, after: number | undefined = undefined): ClientReadableStream<Buffer> {
  const { path, requestSerialize, responseDeserialize } = rpcs.subscribe;
  const bytes = encodeBytes(encodeSubscribeRequest, {
    after,
    ledgerId: after === undefined ? '' : ledgerId,
    signals: [],
  });
  return client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, bytes, bearer(token));
}

function session(client: Client, metadata = new Metadata()): ClientDuplexStream<Buffer, Buffer> {
  const { path, requestSerialize, responseDeserialize } = rpcs.session;
  return client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
}

/** The status that the stream ends with. Its error is that status too, and is not thrown. */
function ended(stream: ClientReadableStream<Buffer> | ClientDuplexStream<Buffer, Buffer>): Promise<StatusObject> {
  stream.on('error', () => {});
  return new Promise((resolve) => stream.once('status', resolve));
}

async function* pushesOf(stream: ClientReadableStream<Buffer>): AsyncGenerator<NonNullable<Push['push']>> {
  for await (const bytes of stream) {
    for (const { push } of decodeBytes(decodeSubscribeReply, bytes as Buffer, bytesMax).pushes) if (push) yield push;
  }
}

async function* answersOf(stream: ClientDuplexStream<Buffer, Buffer>): AsyncGenerator<Answer> {
  for await (const bytes of stream) yield* decodeBytes(decodeSessionReply, bytes as Buffer, bytesMax).answers;
}

function sendCalls(
  stream: ClientDuplexStream<Buffer, Buffer>,
  calls: readonly (readonly [number, CallRequest])[],
): void {
  const all: readonly Call[] = calls.map(([id, request]) => ({ id, token: '', request }));
  stream.write(encodeBytes(encodeSessionRequest, { calls: all }));
}

/** Lets the server's event loop turn until that number stays the same for many turns. */
async function steady(clock: Client, count: () => number): Promise<number> {
  let last = -1;
  for (let turns = 0; turns < 50; turns += 1) {
    if (count() !== last) turns = 0;
    last = count();
    await call(clock, 'serverInfo', {});
  }
  return last;
}

const serverInfo: CallRequest = { case: 'serverInfo', value: {} };
const login: CallRequest = { case: 'login', value: { name: 'ann', password } };

test('bytes that are no message are INVALID_ARGUMENT, with the reason MALFORMED, in every rpc', async (t) => {
  const { client } = await start(t);
  const token = await create(client, 'ann');
  const bytes = Buffer.from('12ff', 'hex');
  for (const name of Object.keys(operationCodecs).filter((rpc) => rpc in rpcs) as ChatOperationName[]) {
    if ((name as string) === 'subscribe' || (name as string) === 'session') continue;
    t.deepEqual(await refusal(callBytes(client, name, bytes, bearer(token))), [status.INVALID_ARGUMENT, 'MALFORMED']);
  }
  const { path, requestSerialize, responseDeserialize } = rpcs.subscribe;
  const stream = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, bytes, bearer(token));
  stream.resume();
  t.is(errorOf(await ended(stream)).code, 'MALFORMED');
  const bidirectional = session(client);
  bidirectional.resume();
  bidirectional.write(bytes);
  t.is(errorOf(await ended(bidirectional)).code, 'MALFORMED');
});

test('text that is not UTF-8 is INVALID_ARGUMENT, with the reason INVALID_UTF8', async (t) => {
  const { client } = await start(t);
  const bytes = Buffer.from('0a02c328', 'hex');
  t.deepEqual(await refusal(callBytes(client, 'login', bytes)), [status.INVALID_ARGUMENT, 'INVALID_UTF8']);
});

test('a message over the limit is FRAME_TOO_LARGE, and one far over it is refused by grpc-js alone', async (t) => {
  const { client } = await start(t, { frameBytesMax: 1_000 });
  const bytes = (count: number): Buffer => Buffer.concat([Buffer.from('12', 'hex'), Buffer.alloc(count - 1, 'x')]);
  const tooLarge = [status.RESOURCE_EXHAUSTED, 'FRAME_TOO_LARGE'] as const;
  t.deepEqual(await refusal(callBytes(client, 'login', bytes(1_001))), tooLarge);
  t.deepEqual(await refusal(callBytes(client, 'login', bytes(2_000))), tooLarge);
  const farOver = await refusal(callBytes(client, 'login', bytes(2_001)));
  t.deepEqual(farOver, [status.RESOURCE_EXHAUSTED, 'RESOURCE_EXHAUSTED']);
});

test('an authorization header that holds no token of ours is UNAUTHENTICATED, in calls and streams', async (t) => {
  const { client } = await start(t);
  const token = await create(client, 'ann');
  for (const value of ['Basic YW5uOnB3', `bearer ${token}`, token, 'Bearer', `Bearer ${token}x`]) {
    const metadata = new Metadata();
    metadata.set('authorization', value);
    const request = { position: 0, ledgerId: '' };
    const expected = [status.UNAUTHENTICATED, 'UNAUTHENTICATED'] as const;
    t.deepEqual(await refusal(call(client, 'acknowledge', request, metadata)), expected, value);
    const stream = session(client, metadata);
    stream.resume();
    t.is((await ended(stream)).code, status.UNAUTHENTICATED, value);
  }
  const subscription = subscribe(client, 'nobody');
  subscription.resume();
  t.is((await ended(subscription)).code, status.UNAUTHENTICATED);
});

test('a refusal has the status that the contract gives its code', async (t) => {
  const { client } = await start(t, { accountsMax: 2 });
  const ann = bearer(await create(client, 'ann'));
  await create(client, 'bob');
  const send = (to: string, body: string, key = '') => call(client, 'send', { to, body, key, chat: '' }, ann);
  const { position } = await send('bob', 'hello', 'key');
  const after = (at: number, ledgerId: string) => call(client, 'fetch', { after: at, limit: 0, ledgerId }, ann);
  t.deepEqual(await refusal(send('nobody', 'hello')), [status.NOT_FOUND, 'NOT_FOUND']);
  t.deepEqual(await refusal(send('bob', '')), [status.INVALID_ARGUMENT, 'INVALID_ARGUMENT']);
  t.deepEqual(await refusal(send('bob', 'other', 'key')), [status.FAILED_PRECONDITION, 'KEY_REUSED']);
  t.deepEqual(await refusal(after(position, 'other')), [status.FAILED_PRECONDITION, 'LEDGER_MISMATCH']);
  t.deepEqual(await refusal(after(position + 1, ledgerId)), [status.OUT_OF_RANGE, 'OUT_OF_RANGE']);
  t.deepEqual(await refusal(create(client, 'ann')), [status.ALREADY_EXISTS, 'NAME_TAKEN']);
  t.deepEqual(await refusal(create(client, 'cid')), [status.RESOURCE_EXHAUSTED, 'RESOURCE_EXHAUSTED']);
  const wrong = call(client, 'login', { name: 'ann', password: 'not hers' });
  t.deepEqual(await refusal(wrong), [status.UNAUTHENTICATED, 'WRONG_CREDENTIALS']);
});

test('an rpc that does not exist is UNIMPLEMENTED', async (t) => {
  const { client } = await start(t);
  const through = (bytes: Buffer): Buffer => bytes;
  const calling = new Promise((resolve, reject) => {
    const path = '/duet.v1.ChatService/NoSuch';
    client.makeUnaryRequest(path, through, through, Buffer.alloc(0), (error, reply) =>
      error === null ? resolve(reply) : reject(error),
    );
  });
  t.deepEqual(await refusal(calling), [status.UNIMPLEMENTED, 'UNKNOWN_OPERATION']);
});

test('a server that stops tells Subscribe and Session streams why, and ends both in order', async (t) => {
  const { client, stop } = await start(t);
  const token = await create(client, 'ann');
  await create(client, 'bob');
  const stream = subscribe(client, token);
  const bidirectional = session(client, bearer(token));
  const streamStatus = ended(stream);
  const sessionStatus = ended(bidirectional);
  const pushes = pushesOf(stream);
  const answers = answersOf(bidirectional);
  sendCalls(bidirectional, [[7, { case: 'subscribe', value: { after: undefined, ledgerId: '', signals: [] } }]]);
  const { position } = await call(client, 'send', { to: 'bob', body: 'hello', key: '', chat: '' }, bearer(token));
  t.is((await pushes.next()).value?.case, 'message');
  t.is((await answers.next()).value?.answer?.case, 'push');
  const stopped = stop();
  const closed = {
    case: 'closed',
    value: { code: 'UNAVAILABLE', position, ledgerId, message: 'the server is stopping' },
  };
  t.deepEqual((await pushes.next()).value, closed);
  t.deepEqual((await answers.next()).value, { id: 7, answer: { case: 'push', value: { push: closed } } });
  t.true((await pushes.next()).done);
  t.true((await answers.next()).done);
  t.is((await streamStatus).code, status.OK);
  t.is((await sessionStatus).code, status.OK);
  await stopped;
});

test('a Subscribe that is cancelled, or whose connection breaks, is let go of', async (t) => {
  const { client, connect } = await start(t);
  const token = await create(client, 'ann');
  const bob = bearer(await create(client, 'bob'));
  const online = async (): Promise<boolean | undefined> =>
    (await call(client, 'listAccounts', { pattern: '^ann$', pageSize: 0, pageToken: '' }, bob)).accounts[0]?.online;
  const other = connect();
  const endings: readonly ((stream: ClientReadableStream<Buffer>) => void)[] = [
    (stream) => stream.cancel(),
    () => other.close(),
  ];
  for (const [index, end] of endings.entries()) {
    const stream = subscribe(index === 0 ? client : other, token);
    const over = ended(stream);
    const pushes = pushesOf(stream);
    await call(client, 'send', { to: 'ann', body: `${index}`, key: '', chat: '' }, bob);
    await pushes.next();
    t.true(await online());
    end(stream);
    if (index === 0) t.is((await over).code, status.CANCELLED);
    else stream.cancel();
    while (await online());
    t.false(await online());
  }
});

test('a subscriber that does not read is closed with SLOW_CONSUMER, and resumes without loss', async (t) => {
  const { client, connect } = await start(t, { subscriberQueueMessagesMax: 10 });
  const token = await create(client, 'ann');
  const bob = bearer(await create(client, 'bob'));
  const reader = connect();
  const stream = subscribe(reader, token, 0);
  const over = ended(stream);
  const pushes = pushesOf(stream);
  const body = 'x'.repeat(50_000);
  const sent: number[] = [(await call(client, 'send', { to: 'ann', body, key: '', chat: '' }, bob)).position];
  const received: number[] = [];
  const first = (await pushes.next()).value;
  if (first?.case === 'message') received.push(first.value.position);
  // One message is read, and nothing after it: its stream's window and queues fill up.
  for (let index = 0; index < 600; index += 1) {
    sent.push((await call(client, 'send', { to: 'ann', body, key: '', chat: '' }, bob)).position);
  }
  let closedAt = 0;
  for await (const push of pushes) {
    if (push.case === 'message') received.push(push.value.position);
    else {
      if (push.case !== 'closed') return t.fail(`${push.case} was not expected`);
      t.is(push.value.code, 'SLOW_CONSUMER');
      closedAt = push.value.position;
    }
  }
  t.is((await over).code, status.OK);
  t.is(closedAt, received.at(-1) ?? 0);
  t.true(received.length < sent.length);
  const rest = pushesOf(subscribe(reader, token, closedAt));
  while (received.length < sent.length) {
    const push = (await rest.next()).value;
    if (push?.case !== 'message') return t.fail(`a message was expected, not ${JSON.stringify(push)}`);
    received.push(push.value.position);
  }
  t.deepEqual(received, sent);
});

test('a Session answers calls that came in one message, in their order, and refuses what it cannot read', async (t) => {
  const { client } = await start(t);
  const stream = session(client);
  const answers = answersOf(stream);
  const unknown: Call = { id: 3, token: '', request: undefined };
  const withoutId: Call = { id: 0, token: '', request: serverInfo };
  const calls = [
    { id: 1, token: '', request: serverInfo },
    withoutId,
    unknown,
    { id: 4, token: '', request: serverInfo },
  ];
  stream.write(encodeBytes(encodeSessionRequest, { calls }));
  const seen: (readonly [number, string | undefined])[] = [];
  for (let index = 0; index < calls.length; index += 1) {
    const { id, answer } = (await answers.next()).value ?? { id: -1, answer: undefined };
    seen.push([id, answer?.case === 'refusal' ? answer.value.code : answer?.case]);
  }
  t.deepEqual(seen, [
    [1, 'serverInfo'],
    [0, 'MALFORMED'],
    [3, 'UNKNOWN_OPERATION'],
    [4, 'serverInfo'],
  ]);
  stream.end();
  t.true((await answers.next()).done);
});

test('a Session message full of calls is gone through once, however many have to wait their turn', async (t) => {
  const { client } = await start(t);
  const stream = session(client);
  const over = ended(stream);
  const count = 150_000;
  sendCalls(
    stream,
    Array.from({ length: count }, (_, index) => [index + 1, { case: 'logout', value: {} }] as const),
  );
  stream.end();
  let refused = 0;
  for await (const { answer } of answersOf(stream)) if (answer?.case === 'refusal') refused += 1;
  t.is(refused, count);
  t.is((await over).code, status.OK);
});

test('a client that ends its half of a Session gets every answer, also to what has to wait its turn', async (t) => {
  const { client } = await start(t, { requestsInFlightMax: 1 });
  await create(client, 'ann');
  const stream = session(client);
  const over = ended(stream);
  sendCalls(stream, [
    [1, login],
    [2, login],
  ]);
  sendCalls(stream, [
    [3, login],
    [4, serverInfo],
  ]);
  stream.end();
  const ids: (readonly [number, string | undefined])[] = [];
  for await (const { id, answer } of answersOf(stream)) ids.push([id, answer?.case]);
  t.deepEqual(ids, [
    [1, 'login'],
    [2, 'login'],
    [3, 'login'],
    [4, 'serverInfo'],
  ]);
  t.is((await over).code, status.OK);
});

test('a Session that does not read is read no further, and gets everything later', async (t) => {
  const { client, connect, fetches } = await start(t);
  const token = await create(client, 'ann');
  const bob = bearer(await create(client, 'bob'));
  await call(client, 'send', { to: 'ann', body: 'x'.repeat(30_000), key: '', chat: '' }, bob);
  const stream = session(connect(), bearer(token));
  const over = ended(stream);
  const answers = answersOf(stream);
  // Until it has read once, grpc-js' client takes whatever comes.
  sendCalls(stream, [[9_999, serverInfo]]);
  await answers.next();
  const count = 1_500;
  for (let id = 1; id <= count; id += 1) {
    sendCalls(stream, [[id, { case: 'fetch', value: { after: undefined, limit: 0, ledgerId: '' } }]]);
  }
  const answered = await steady(client, fetches);
  // What is on its way in the stream's window and queues is not known here; half of 45 MB is more than that.
  t.true(answered > 0 && answered < count / 2, `${answered} of ${count} were answered to nobody`);
  for (let id = 1; id <= count; id += 1) {
    const answer = (await answers.next()).value;
    t.is(answer?.id, id);
    t.is(answer?.answer?.case, 'fetch');
  }
  stream.end();
  t.true((await answers.next()).done);
  t.is((await over).code, status.OK);
});

test('a unary log-in beyond what one connection may have under way is refused, and one of another connection is not', async (t) => {
  const { client, connect } = await start(t, { passwordRequestsPerConnectionMax: 1 });
  const wrong = { name: 'nobody', password: 'wrong' };
  const other = connect();
  const codes = await Promise.all([
    refusal(call(client, 'login', wrong)),
    refusal(call(client, 'login', wrong)),
    refusal(call(other, 'login', wrong)),
  ]);
  t.deepEqual(codes.map(([, code]) => code).sort(), ['RESOURCE_EXHAUSTED', 'WRONG_CREDENTIALS', 'WRONG_CREDENTIALS']);
  t.is((await refusal(call(client, 'login', wrong)))[1], 'WRONG_CREDENTIALS', 'what is done counts no longer');
});
