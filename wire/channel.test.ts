/** The wire channel where what the server says is damaged, or long. What it does otherwise is in the conformance suite. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { Channel } from '../shared/contract/channel_port.ts';
import type { ChatError } from '../shared/contract/chat_error.ts';
import type { ChatOperationName, ChatOperations } from '../shared/contract/contract.generated.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { host, ledgerId, startFront } from '../shared/testing/front_fixture.ts';
import { openWireChannel } from './channel.ts';
import { startWireServer } from './server.ts';

/** What becomes of the bytes of the server. */
interface Damage {
  of: (bytes: Buffer) => Buffer;
}

async function startDamaged(t: ExecutionContext, damage: Damage): Promise<number> {
  const server = await startFront(t, startWireServer);
  const proxy = createServer((near) => {
    const far = connect({ host, port: server.port });
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
    }
    near.pipe(far);
    far.on('data', (bytes: Buffer) => near.write(damage.of(bytes)));
  }).listen(0, host);
  await once(proxy, 'listening');
  t.teardown(() => proxy.close());
  return (proxy.address() as AddressInfo).port;
}

const flip =
  (bits: number) =>
  (bytes: Buffer): Buffer =>
    Buffer.from(bytes.map((byte) => (byte === 10 ? byte : byte ^ bits)));

const misspellUptime = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString().replace(`\t${ledgerId}\t`, `\t${ledgerId}\tabout `));

for (const [what, damaged, checksums, code] of [
  ['no UTF-8, where frames have checksums,', flip(0x80), true, 'CHECKSUM_MISMATCH'],
  ['other text, where frames have checksums,', flip(0x01), true, 'CHECKSUM_MISMATCH'],
  ['no UTF-8, where frames have none,', flip(0x80), false, 'INVALID_UTF8'],
  ['words where a number is expected,', misspellUptime, false, 'MALFORMED'],
] as const) {
  test(`a reply that has become ${what} ends the channel, and its call, with ${code}`, async (t) => {
    const damage: Damage = { of: (bytes) => bytes };
    const port = await startDamaged(t, damage);
    const ended: (ChatError | undefined)[] = [];
    const channel = await openWireChannel({ host, port }, { checksums, onClosed: (error) => ended.push(error) });
    damage.of = damaged;
    const error = await new Promise((resolve) => channel.call('serverInfo', {}, resolve));
    t.is((error as ChatError | undefined)?.code, code);
    t.deepEqual(
      ended.map((reason) => reason?.code),
      [code],
    );
  });
}

async function call<Name extends ChatOperationName>(
  channel: Channel,
  name: Name,
  request: ChatOperations[Name]['request'],
): Promise<ChatOperations[Name]['reply'] | undefined> {
  return new Promise((resolve, reject) => {
    channel.call(name, request, (error, reply) => (error === undefined ? resolve(reply) : reject(error)));
  });
}

test('a server whose frames may be longer than usual is read to the end', async (t) => {
  const { frameBytesMax } = defaultLimits;
  const body = 'x'.repeat(frameBytesMax + 1);
  const limits = { frameBytesMax: frameBytesMax * 2, bodyBytesMax: body.length };
  const { port } = await startFront(t, startWireServer, limits);
  const channel = await openWireChannel({ host, port });
  t.teardown(() => channel.close());
  await call(channel, 'createAccount', { name: 'ann', password: 'long enough', fullName: '' });
  await call(channel, 'createAccount', { name: 'bob', password: 'long enough', fullName: '' });
  await call(channel, 'send', { to: 'ann', body, key: '', chat: '' });
  await call(channel, 'login', { name: 'ann', password: 'long enough' });
  const inbox = await call(channel, 'fetch', { after: undefined, limit: 0, ledgerId: '' });
  t.true(inbox?.messages[0]?.body === body);
});

test('a subscription whose request is longer than a frame is refused, and nothing else is', async (t) => {
  const server = await startFront(t, startWireServer);
  const channel = await openWireChannel({ host, port: server.port });
  t.teardown(() => channel.close());
  const refused = Promise.withResolvers<ChatError>();
  const signals = ['x'.repeat(defaultLimits.frameBytesMax)];
  channel.subscribe(
    { after: undefined, ledgerId: '', signals },
    { message() {}, signal() {}, closed() {}, refused: (error) => refused.resolve(error) },
  );
  t.is((await refused.promise).code, 'FRAME_TOO_LARGE');
  const alive = Promise.withResolvers<unknown>();
  channel.call('serverInfo', {}, (error) => alive.resolve(error));
  t.is(await alive.promise, undefined);
});
