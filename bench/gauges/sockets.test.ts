/** What is on the sockets, and how many there are, against known bytes and connections. */

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { openGrpcChannel } from '../../grpc/channel.ts';
import { startGrpcPeer } from '../null_peer/grpc_peer.ts';
import { parseLoopback } from './network_use.ts';
import { SocketBytesGauge, socketBytesBetween } from './socket_bytes.ts';
import { connectionsTo, countSockets } from './sockets.ts';

const host = '127.0.0.1';
const counted = existsSync('/proc/net/tcp') ? test.serial : test.serial.skip;

test.serial('bytes are those that were written and read, of connections that have ended, too', async (t) => {
  using gauge = new SocketBytesGauge();
  const { port } = await startEcho(t);
  const socket = await connected(t, port);
  const before = gauge.read();
  await echoed(socket, 70_000);
  t.deepEqual(socketBytesBetween(before, gauge.read()), { writtenBytes: 70_000, readBytes: 70_000 });
  t.is(gauge.sockets, 1);
  socket.destroy();
  await once(socket, 'close');
  t.deepEqual(socketBytesBetween(before, gauge.read()), { writtenBytes: 70_000, readBytes: 70_000 });
  t.is(gauge.sockets, 0);
});

test.serial('bytes of gRPC are counted below HTTP/2', async (t) => {
  using gauge = new SocketBytesGauge();
  const { port, server } = await startGrpcPeer();
  t.teardown(() => server.forceShutdown());
  const channel = await openGrpcChannel({ host, port }, { calls: 'unary' });
  t.teardown(() => channel.close());
  t.is(gauge.sockets, 1);
  const before = gauge.read();
  const asked = new Promise<void>((resolve, reject) => {
    channel.call('createAccount', { name: 'x'.repeat(30_000), password: 'p', fullName: '' }, (error) =>
      error === undefined ? resolve() : reject(error),
    );
  });
  await asked;
  const { writtenBytes, readBytes } = socketBytesBetween(before, gauge.read());
  // The name goes there and comes back; frames, headers and window updates come on top.
  t.true(writtenBytes > 30_000 && writtenBytes < 31_000, `${writtenBytes}`);
  t.true(readBytes > 30_000 && readBytes < 31_000, `${readBytes}`);
});

counted('sockets are those that the kernel has, of the processes asked for and to the port asked for', async (t) => {
  const one = await startEcho(t);
  const other = await startEcho(t);
  await Promise.all([connected(t, one.port), connected(t, one.port), connected(t, other.port)]);
  t.is(countSockets([process.pid], one.port), 2);
  t.is(countSockets([process.pid], other.port), 1);
  t.is(countSockets([], one.port), 0);
});

test('a row of the tables counts where its remote port is the one, and its connection stands', (t) => {
  const tables = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1',
    '   1: 0100007F:9C40 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 102 1',
    '   2: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 103 1',
    '   3: 0100007F:9C41 0100007F:1F90 06 00000000:00000000 00:00000000 00000000     0        0 104 1',
  ].join('\n');
  t.deepEqual([...connectionsTo(8080, tables)], ['102']);
});

test('what went over the loopback interface is counted with an Ethernet header for each packet', (t) => {
  const table = [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    '  eth0:    9999       9    0    0    0     0          0         0     9999       9    0    0    0     0       0          0',
    '    lo:     172       3    0    0    0     0          0         0      172       3    0    0    0     0       0          0',
  ].join('\n');
  t.deepEqual(parseLoopback(table), { bytes: 172 + 3 * 14, packets: 3 });
  t.deepEqual(parseLoopback(''), { missing: 'there is no loopback interface' });
});

async function startEcho(t: ExecutionContext): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  server.listen(0, host);
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

async function connected(t: ExecutionContext, port: number): Promise<Socket> {
  const socket = connect(port, host);
  t.teardown(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function echoed(socket: Socket, bytes: number): Promise<void> {
  let left = bytes;
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left === 0) resolve();
  });
  socket.write(Buffer.alloc(bytes));
  await promise;
}
