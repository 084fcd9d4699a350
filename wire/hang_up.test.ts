/** How the server's end of a connection comes about. The frames that end one are in wire_design.md's transcripts. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import type { Limits } from '../shared/contract/limits.ts';
import { host, startFront } from '../shared/testing/front_fixture.ts';
import { ManualEnvironment } from '../shared/testing/manual_environment.ts';
import { hangUp } from './hang_up.ts';
import { startWireServer } from './server.ts';

async function start(t: ExecutionContext, over?: Partial<Limits>): Promise<number> {
  return (await startFront(t, startWireServer, over)).port;
}

function open(t: ExecutionContext, port: number): Socket {
  const socket = connect({ host, port, allowHalfOpen: true });
  t.teardown(() => socket.destroy());
  return socket;
}

async function ping(socket: Socket): Promise<string> {
  socket.write('PING\t1\t1\t-\n');
  const [answer] = await once(socket, 'data');
  return String(answer);
}

test('a client that resets a connection that was one too many harms nobody', async (t) => {
  const port = await start(t, { connectionsMax: 1 });
  const first = open(t, port);
  t.is(await ping(first), 'OK\t1\t1\n');
  const second = open(t, port);
  t.regex(await ping(second), /^ERR\t1\t0\tRESOURCE_EXHAUSTED\t/);
  second.resetAndDestroy();
  await once(second, 'close');
  t.regex(await text(open(t, port)), /^ERR\t1\t0\tRESOURCE_EXHAUSTED\t/);
  t.is(await ping(first), 'OK\t1\t1\n');
});

test('a client that has said all it will say gets the answers that are still to come', async (t) => {
  const socket = open(t, await start(t));
  socket.end('CREATE\t1\t1\t-\talice\tcorrect horse\t\nPING\t1\t2\t-\n');
  const answers = (await text(socket)).split('\n');
  t.deepEqual(
    answers.map((answer) => answer.split('\t').slice(0, 3).join(' ')),
    ['OK 1 2', 'OK 1 1', ''],
  );
});

test('why a connection ends reaches a client that was still sending', async (t) => {
  const socket = open(t, await start(t, { frameBytesMax: 1_000 }));
  socket.end(Buffer.alloc(8 * 1_048_576, 'x'));
  t.regex(await text(socket), /^ERR\t1\t0\tFRAME_TOO_LARGE\t/);
});

test('a client that does not hang up in its turn loses its connection', async (t) => {
  const environment = new ManualEnvironment();
  const server = createServer({ allowHalfOpen: true }).listen(0, host);
  t.teardown(() => server.close());
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const client = open(t, (server.address() as AddressInfo).port);
  const [socket] = (await accepted) as [Socket];
  hangUp(socket, environment, 1_000);
  await Promise.all([once(client.resume(), 'end'), once(socket, 'finish')]);
  environment.advance(999);
  t.false(socket.destroyed);
  environment.advance(1);
  t.true(socket.destroyed);
});
