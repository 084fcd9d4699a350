/** A connection too many, or too few, voids a run. */

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import test from 'ava';
import { requireSockets } from './prepare.ts';
import { RunRefused } from './run.ts';

const counted = existsSync('/proc/net/tcp') ? test : test.skip;

counted('a run with another number of connections than was asked for is refused', async (t) => {
  const server = createServer((socket) => socket.on('error', () => {}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = connect(port, '127.0.0.1');
  t.teardown(() => socket.destroy());
  await once(socket, 'connect');
  const run = { generators: [], probe: { pid: process.pid }, port };
  t.is(requireSockets(run, 1), 1);
  t.throws(() => requireSockets(run, 2), { instanceOf: RunRefused, message: /there are 1 connections.*should be 2/ });
  t.throws(() => requireSockets(run, 0), { instanceOf: RunRefused });
});
