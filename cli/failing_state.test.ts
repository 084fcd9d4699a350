/**
 * An event that is on the disk and cannot be applied, by a bug put into the real `duet serve`: the server stops, tells
 * what it was, and starts again with all that it acknowledged.
 */

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

for (const transport of transports satisfies readonly Transport[]) {
  test.serial(`${transport}: an event that cannot be applied stops the server, and nobody is told of it`, async (t) => {
    using folder = new TemporaryDataFolder();
    const nodeArgs = ['--import', `data:text/javascript,${encodeURIComponent(bug)}`];
    await using server = await RunningServer.start(folder.path, [], { nodeArgs });
    using bob = await server.account(transport, 'bob');
    using alice = await server.account(transport, 'alice');
    await alice.send('bob', 'hello');
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
    bob.close();

    await using again = await RunningServer.start(folder.path);
    using bobAgain = await again.connect(transport);
    await bobAgain.login('bob', password);
    t.deepEqual(await inboxOf(bobAgain), ['hello', body], 'it was committed, as a send without an answer may be');
  });
}
