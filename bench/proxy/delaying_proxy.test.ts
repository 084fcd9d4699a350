/** The delaying proxy between real sockets: what arrives, when at the earliest, and how much it holds. */

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { ManualEnvironment } from '../../shared/testing/manual_environment.ts';
import { BenchProcess } from '../process/bench_process.ts';
import { DelayingProxy, type DelayingProxyOptions } from './delaying_proxy.ts';
import type { ProxyDuties } from './proxy_duties.ts';

interface Peer {
  readonly port: number;
  /** The server's end of the next connection. */
  accepted(): Promise<Socket>;
}

async function startPeer(t: ExecutionContext): Promise<Peer> {
  const server: Server = createServer({ allowHalfOpen: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, accepted: async () => track(t, (await once(server, 'connection'))[0] as Socket) };
}

function track(t: ExecutionContext, socket: Socket): Socket {
  socket.on('error', () => {});
  t.teardown(() => socket.destroy());
  return socket;
}

/** Both ends of one connection through a proxy. */
async function connected(t: ExecutionContext, options: Partial<DelayingProxyOptions> = {}) {
  const peer = await startPeer(t);
  const proxy = await DelayingProxy.start({ targetPort: peer.port, roundTripMs: 2, ...options });
  t.teardown(() => proxy[Symbol.asyncDispose]());
  const accepted = peer.accepted();
  const near = track(t, connect({ host: '127.0.0.1', port: proxy.port, allowHalfOpen: true }));
  return { proxy, near, far: await accepted };
}

/** All bytes up to the end of the other side. */
async function read(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => chunks.push(bytes));
  await once(socket, 'end');
  return Buffer.concat(chunks);
}

test('bytes of both directions arrive whole and in order, and one side can end before the other', async (t) => {
  const { near, far } = await connected(t);
  const request = Buffer.alloc(300_000, 'request ');
  const reply = Buffer.alloc(500_000, 'and its reply ');
  const asked = read(far);
  near.end(request);
  t.true((await asked).equals(request));
  const answered = read(near);
  far.end(reply);
  t.true((await answered).equals(reply));
});

test('nothing arrives before half the round trip is over, in either direction', async (t) => {
  const clock = new ManualEnvironment();
  const { proxy, near, far } = await connected(t, { clock, roundTripMs: 80 });
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    const arrived: string[] = [];
    to.on('data', (bytes: Buffer) => arrived.push(bytes.toString('latin1')));
    from.write('hello');
    // The proxy has read it when it holds it: then only time is missing.
    while (proxy.heldBytes < 5) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(39);
    t.is(proxy.heldBytes, 5);
    const data = once(to, 'data');
    clock.advance(1);
    await data;
    t.deepEqual(arrived, ['hello']);
  }
});

test('a sender is not read beyond the bound while its bytes are on the way', async (t) => {
  const clock = new ManualEnvironment();
  const heldBytesMax = 100_000;
  const { proxy, near, far } = await connected(t, { clock, heldBytesMax });
  const sent = Buffer.alloc(4_000_000, 'abcdefgh');
  const received = read(far);
  near.end(sent);
  // One chunk of a socket is 64 KiB at most.
  const chunkBytesMax = 65_536;
  while (proxy.heldBytes < heldBytesMax) await new Promise((resolve) => setImmediate(resolve));
  let most = 0;
  const done = received.then(() => true);
  while (!(await Promise.race([done, new Promise((resolve) => setImmediate(resolve, false))]))) {
    most = Math.max(most, proxy.heldBytes);
    clock.advance(1);
  }
  t.true((await received).equals(sent));
  t.true(most < heldBytesMax + chunkBytesMax, `${most} bytes`);
});

test('a side that breaks breaks the other, and nothing is left of them', async (t) => {
  const { proxy, near, far } = await connected(t);
  t.is(proxy.connections, 1);
  const closed = new Promise((resolve) => far.once('close', resolve));
  far.resume();
  near.resetAndDestroy();
  await closed;
  while (proxy.connections > 0) await new Promise((resolve) => setImmediate(resolve));
  t.is(proxy.heldBytes, 0);
});

test('where nobody listens behind it, a connection ends', async (t) => {
  const peer = createServer();
  peer.listen(0, '127.0.0.1');
  await once(peer, 'listening');
  const address = peer.address();
  const targetPort = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => peer.close(resolve));
  await using proxy = await DelayingProxy.start({ targetPort, roundTripMs: 2 });
  const near = track(t, connect({ host: '127.0.0.1', port: proxy.port }));
  await new Promise((resolve) => near.once('close', resolve));
  t.is(proxy.connections, 0);
});

test('as a process of its own it listens for as many servers as it is asked to', async (t) => {
  const proxy = BenchProcess.start<ProxyDuties>('proxy/proxy_main');
  t.teardown(() => proxy.stop());
  for (const text of ['one', 'two']) {
    const peer = await startPeer(t);
    const { port } = await proxy.ask('listen', { targetPort: peer.port, roundTripMs: 2 });
    const accepted = peer.accepted();
    const near = track(t, connect({ host: '127.0.0.1', port }));
    near.end(text);
    t.is((await read(await accepted)).toString(), text);
  }
});
