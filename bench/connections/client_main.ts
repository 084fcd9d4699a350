/** A client process of the measurement of connections: holds some that do nothing, or opens many, as it is asked. */

import type { Channel } from '../../shared/contract/channel_port.ts';
import { call } from '../load/call.ts';
import { serveCoordinator } from '../process/child.ts';
import { forEachAtOnce } from './at_once.ts';
import { type Connect, connectorOf } from './connecting.ts';
import type { ConnectionClientDuties, Done } from './connection_duties.ts';
import { IdleConnection, password } from './idle_connection.ts';

/** So many are opened at a time where nothing is measured. */
const openAtOnceMax = 16;

serveCoordinator(duties());

function duties(): ConnectionClientDuties {
  const connections: IdleConnection[] = [];
  let connect: Connect = () => Promise.reject(new Error('the client was not set up'));
  let name = '';
  let accounts = 0;
  let storms = 0;
  return {
    async setup(setup) {
      connect = await connectorOf(setup.contender, setup.port);
      name = setup.name;
    },
    async open({ connections: count }) {
      await forEachAtOnce(count, openAtOnceMax, async () => {
        accounts += 1;
        connections.push(await IdleConnection.open(`${name}-${accounts}`, connect));
      });
    },
    deliver: () => deliverToEach(connections),
    async close() {
      for (const connection of connections.splice(0)) connection.close();
    },
    async lost() {
      await Promise.all(connections.map((connection) => connection.lost));
    },
    reconnect: ({ atOnce }) =>
      timed(() =>
        forEachAtOnce(connections.length, atOnce, (index) => (connections[index] as IdleConnection).reconnect()),
      ),
    storm: ({ connects, atOnce }) => {
      storms += 1;
      return storm(connect, `${name}-storm-${storms}`, connects, atOnce);
    },
    login: ({ logins, atOnce }) => login(connect, name, logins, atOnce),
  };
}

/** Each sends one to the next, and the last to the first. */
async function deliverToEach(connections: readonly IdleConnection[]): Promise<void> {
  await forEachAtOnce(connections.length, openAtOnceMax, async (index) => {
    const sender = connections[index] as IdleConnection;
    const receiver = connections[(index + 1) % connections.length] as IdleConnection;
    const body = `to ${receiver.name}`;
    const arrived = receiver.arrival(body);
    await sender.send(receiver.name, body);
    await arrived;
  });
}

async function storm(connect: Connect, account: string, connects: number, atOnce: number): Promise<Done> {
  const first = await connect();
  const { token } = await call(first, 'createAccount', { name: account, password, fullName: '' });
  const done = await timed(() =>
    forEachAtOnce(connects, atOnce, async () => {
      const channel = await connect({ token });
      channel.close();
    }),
  );
  first.close();
  return done;
}

async function login(connect: Connect, name: string, logins: number, atOnce: number): Promise<Done> {
  // One at a time on each, so that no connection is refused for what it asks.
  const idle = await Promise.all(Array.from({ length: atOnce }, () => connect()));
  const account = `${name}-login`;
  await call(idle[0] as Channel, 'createAccount', { name: account, password, fullName: '' });
  const done = await timed(() =>
    forEachAtOnce(logins, atOnce, async () => {
      const channel = idle.pop() as Channel;
      const reply = await call(channel, 'login', { name: account, password });
      if (reply.account !== account) throw new Error(`a login of ${account} was answered with ${reply.account}`);
      idle.push(channel);
    }),
  );
  for (const channel of idle) channel.close();
  return done;
}

async function timed(work: () => Promise<void>): Promise<Done> {
  const startedAtEpochMs = performance.timeOrigin + performance.now();
  await work();
  return { startedAtEpochMs, endedAtEpochMs: performance.timeOrigin + performance.now() };
}
