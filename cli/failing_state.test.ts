/**
 * An event that is on the disk and cannot be applied, by a bug put into the real `duet serve`: the server stops, tells
 * what it was, and starts again with all that it acknowledged.
 */

import { once } from 'node:events';
import { createConnection } from 'node:net';
import test from 'ava';
import { type Transport, transports } from '../shared/client/connect.ts';
import { ChatError } from '../shared/client/index.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { inboxOf, password, RunningServer } from './testing/running_server.ts';

const body = 'this one cannot be applied';
const state = new URL('../shared/core/state.ts', import.meta.url).href;
const bug = `
  import { State } from ${JSON.stringify(state)};
  const apply = State.prototype.apply;
  State.prototype.apply = function (event, position) {
    if (event.body === ${JSON.stringify(body)}) throw new Error('a bug');
    return apply.call(this, event, position);
  };`;
const nodeArgs = ['--import', `data:text/javascript,${encodeURIComponent(bug)}`];

for (const transport of transports satisfies readonly Transport[]) {
  test.serial(`${transport}: an event that cannot be applied stops the server, and nobody is told of it`, async (t) => {
    using folder = new TemporaryDataFolder();
    await using server = await RunningServer.start(folder.path, [], { nodeArgs });
    using bob = await server.account(transport, 'bob');
    using alice = await server.account(transport, 'alice');
    const pushed: string[] = [];
    const stream = bob.messages();
    const reading = (async () => {
      for await (const { body } of stream) pushed.push(body);
    })();
    await alice.send('bob', 'hello');
    // By then he has all that was pushed to him.
    const cut = once(bob, 'disconnected');
    const sent = alice.send('bob', body).then(
      () => 'acknowledged',
      (error: unknown) => error instanceof ChatError && error.code,
    );

    const { status, stderr } = await server.process.ended;
    t.is(status, 1);
    const [fault = '', ...rest] = stderr.split('\n');
    t.regex(fault, /^\S+Z fault while applying an event: Error: a bug$/);
    t.is(rest.at(-2), 'duet: an event could not be applied: a bug; the server stops. What it acknowledged is kept.');
    // Until then it tries to come back and to repeat what was not answered.
    alice.close();
    t.is(await sent, 'CANCELLED');
    await cut;
    bob.close();
    await reading;
    t.deepEqual(pushed, ['hello']);

    await using again = await RunningServer.start(folder.path);
    using bobAgain = await again.connect(transport);
    await bobAgain.login('bob', password);
    t.deepEqual(await inboxOf(bobAgain), ['hello', body], 'it was committed, as a send without an answer may be');
  });
}

test.serial('--durability memory: what was acknowledged is written, however long a client takes to go', async (t) => {
  using folder = new TemporaryDataFolder();
  const flags = ['--durability', 'memory', '--shutdown-ms', '2000'];
  await using server = await RunningServer.start(folder.path, flags, { nodeArgs });
  using alice = await server.account('wire', 'alice');
  using bob = await server.account('wire', 'bob');
  // It is told that the server goes, and stays.
  const staying = createConnection({ host: '127.0.0.1', port: server.ports.wire, allowHalfOpen: true }).resume();
  await once(staying, 'connect');
  // When this is answered, that one is accepted.
  await alice.send('bob', 'hello');
  const sent = t.throwsAsync(alice.send('bob', body));
  t.is((await server.process.ended).status, 1);
  staying.destroy();
  alice.close();
  await sent;

  await using again = await RunningServer.start(folder.path);
  using bobAgain = await again.connect('wire');
  await bobAgain.login('bob', password);
  t.is(bobAgain.ledgerId, bob.ledgerId, 'one that was not closed gets another id, since it may have lost its end');
  t.deepEqual(await inboxOf(bobAgain), ['hello', body]);
});
