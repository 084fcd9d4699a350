/** `duet chat` in a pipe, as it is run, over both transports. */

import test from 'ava';
import { connect } from '../shared/client/connect.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { type DuetServer, startDuetServer } from './duet_server.ts';
import { systemEnvironment } from './system_environment.ts';
import { DuetProcess, type Ended } from './testing/duet_process.ts';

const password = 'correct horse';
let server: DuetServer;

test.before(async () => {
  const environment = systemEnvironment();
  server = await startDuetServer({
    ledger: { kind: 'memory' },
    host: '127.0.0.1',
    wirePort: 0,
    grpcPort: 0,
    limits: defaultLimits,
    environment,
  });
});

test.after.always(() => server.close());

function portOf(transport: 'wire' | 'grpc'): number {
  return (transport === 'wire' ? server.wirePort : server.grpcPort) ?? 0;
}

function chat(transport: 'wire' | 'grpc', args: readonly string[], input?: string | Uint8Array): DuetProcess {
  const where = ['--transport', transport, '--connect', `127.0.0.1:${portOf(transport)}`];
  const env = { DUET_PASSWORD: password };
  return new DuetProcess(['chat', ...where, ...args], input === undefined ? { env } : { env, input });
}

async function account(name: string): Promise<void> {
  using client = await connect(`wire://127.0.0.1:${server.wirePort}`);
  await client.createAccount(name, password);
}

async function ended(run: DuetProcess): Promise<Ended> {
  await using running = run;
  return await running.ended;
}

for (const transport of ['wire', 'grpc'] as const) {
  const bob = `bob.${transport}`;
  const alice = `alice.${transport}`;

  test.serial(`${transport}: each line of the input is a message, and nothing is printed`, async (t) => {
    await account(bob);
    const lines = 'hi\n\nline two\r\n/quit is no command here\nlast, without an end';
    const sent = await ended(chat(transport, ['--user', alice, '--create', '--to', bob], lines));
    t.deepEqual(sent, { status: 0, stdout: '', stderr: '' });
  });

  test.serial(`${transport}: --receive prints what came meanwhile, once, a line each, and ends`, async (t) => {
    const { status, stdout, stderr } = await ended(chat(transport, ['--user', bob, '--receive', '4']));
    t.deepEqual([status, stderr], [0, '']);
    const fields = stdout.split('\n').map((line) => line.split('\t'));
    const expected = ['hi', 'line two', '/quit is no command here', 'last, without an end'];
    t.deepEqual(
      fields.map(([, sender, body]) => [sender, body]),
      [...expected.map((body) => [alice, body]), [undefined, undefined]],
    );
    for (const [time = ''] of fields.slice(0, -1)) t.is(new Date(time).toISOString(), time);
  });

  test.serial(
    `${transport}: what would drive a terminal is printed as escapes, and what was printed does not come again`,
    async (t) => {
      const body = '\x1b[2J\x1b]0;owned\x07\u202e\ttab\\ next\nline';
      using client = await connect(`${transport}://127.0.0.1:${portOf(transport)}`);
      await client.login(alice, password);
      await using receiver = chat(transport, ['--user', bob, '--receive', '0']);
      await client.send(bob, body);
      await receiver.shows(/\n/);
      // Sent while the receiver is there: it comes without being asked for.
      await client.send(bob, 'second');
      await receiver.shows(/second\n/);
      receiver.signal('SIGINT');
      const { status, stdout } = await receiver.ended;
      t.is(status, 0);
      t.regex(
        stdout,
        /^\S+Z\t\S+\t\\x1b\[2J\\x1b\]0;owned\\x07\\u\{202e\}\\ttab\\\\ next\\nline\n\S+Z\t\S+\tsecond\n$/,
      );
      await client.send(bob, 'third');
      const again = await ended(chat(transport, ['--user', bob, '--receive', '1']));
      t.regex(again.stdout, /^\S+\t\S+\tthird\n$/);
    },
  );

  test.serial(`${transport}: a refused send is one line that says which, and exit 1`, async (t) => {
    const refused = await ended(chat(transport, ['--user', alice, '--to', 'nobody'], 'a\nb\n'));
    t.deepEqual(refused, { status: 1, stdout: '', stderr: 'duet: line 1 was not sent: there is no account nobody\n' });
  });

  test.serial(`${transport}: a wrong password is one line and exit 1`, async (t) => {
    const env = { DUET_PASSWORD: 'something else' };
    const where = ['--transport', transport, '--connect', `127.0.0.1:${portOf(transport)}`];
    const refused = await ended(
      new DuetProcess(['chat', ...where, '--user', bob, '--to', alice], { env, input: 'a\n' }),
    );
    t.is(refused.status, 1);
    t.regex(refused.stderr, /^duet: bob\.\w+ and that password do not belong together \(with --create, .*\)\n$/);
    const taken = await ended(
      new DuetProcess(['chat', ...where, '--user', bob, '--to', alice, '--create'], { env, input: 'a\n' }),
    );
    t.is(taken.stderr, `duet: the name ${bob} is taken, and that is not its password\n`);
  });

  test.serial(`${transport}: a server that is not there is one line and exit 1`, async (t) => {
    const refused = await ended(
      // A port that no server can have been given: it is below those that systems choose from.
      new DuetProcess(['chat', '--transport', transport, '--connect', '127.0.0.1:1', '--user', bob, '--to', alice], {
        input: '',
      }),
    );
    t.is(refused.status, 1);
    t.regex(
      refused.stderr,
      /^duet: no server answers \w+ at 127\.0\.0\.1:1 \(.*\): is "duet serve" running there\?\n$/,
    );
  });
}

for (const transport of ['wire', 'grpc'] as const) {
  test.serial(`${transport}: scripts write to groups, and are told what there is, a line each`, async (t) => {
    const names = { carol: `carol.${transport}`, dave: `dave.${transport}` };
    const title = `Build room ${transport}`;
    using carol = await connect(`${transport}://127.0.0.1:${portOf(transport)}`);
    await carol.createAccount(names.carol, password, 'Carol C');
    await account(names.dave);
    const { chat: id } = await carol.createChat(title, [names.dave]);
    const asCarol = ['--user', names.carol];
    const asDave = ['--user', names.dave];
    const sent = await ended(chat(transport, [...asDave, '--in', title], 'it\tbuilds\nor not\n'));
    t.deepEqual(sent, { status: 0, stdout: '', stderr: '' });
    await carol.sendToChat(id, 'what does?');
    const said = ['it\\tbuilds', 'or not'];
    const history = await ended(chat(transport, [...asCarol, '--in', title.toUpperCase(), '--history', '2'], ''));
    const written = (await carol.history(id)).messages.map(({ position }) => `${position}`);
    t.deepEqual(fieldsOf(history), [
      [names.dave, 'or not', written[1]],
      [names.carol, 'what does?', written[2]],
    ]);
    // Nothing of all that has acknowledged anything.
    const received = await ended(chat(transport, [...asCarol, '--receive', '2', '--show-chat'], ''));
    t.deepEqual(
      fieldsOf(received),
      said.map((body) => [names.dave, body, id]),
    );
    const found = await ended(chat(transport, [...asCarol, '--search', 'build*'], ''));
    t.deepEqual(fieldsOf(found), [[names.dave, 'it builds', id, written[0]]]);
    const chats = await ended(chat(transport, [...asCarol, '--list', 'chats'], ''));
    t.is(chats.stdout, `${id}\tgroup\t${title}\t2\t2\towner\n`);
    const participants = await ended(chat(transport, [...asCarol, '--list', 'participants', '--in', id], ''));
    t.regex(participants.stdout, /^carol\.\w+\towner\t\S*\t\S*\tCarol C\ndave\.\w+\tmember\t\S*\t\S*\t\n$/);
    const ticket = await carol.openTicket('no key');
    const tickets = await ended(chat(transport, [...asCarol, '--list', 'tickets'], ''));
    t.regex(
      tickets.stdout,
      new RegExp(`^${ticket.chat}\tqueued\t${ticket.place}\t${names.carol}\t\t\\S+Z\t\\d+\tno key\n$`),
    );
  });
}

test.serial('a chat that there is not is one line and exit 1', async (t) => {
  await account('erin');
  const nowhere = await ended(chat('wire', ['--user', 'erin', '--in', 'Nowhere'], 'lost'));
  t.deepEqual(nowhere, {
    ...{ status: 1, stdout: '' },
    stderr: 'duet: there is no chat Nowhere: --list chats prints them\n',
  });
});

test.serial('flags that mean nothing together are refused before anybody is asked', async (t) => {
  const args = ['chat', '--connect', '127.0.0.1:1', '--user', 'alice', '--to', 'bob', '--in', 'Team'];
  const refused = await ended(new DuetProcess(args, { input: 'lost\n' }));
  const stderr = 'duet: --to and --in exclude each other: one of them says where\n';
  t.deepEqual(refused, { status: 1, stdout: '', stderr });
});

/** Of each line, without the time. */
function fieldsOf({ stdout }: Ended): readonly (readonly string[])[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t').slice(1));
}

test.serial('many lines are all there, in order', async (t) => {
  await account('writer');
  await account('reader');
  const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index}`);
  const [sent, received] = await Promise.all([
    ended(chat('wire', ['--user', 'writer', '--to', 'reader'], lines.join('\n'))),
    ended(chat('grpc', ['--user', 'reader', '--receive', String(lines.length)])),
  ]);
  t.is(sent.status, 0);
  t.deepEqual(
    received.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[2]),
    lines,
  );
});

test.serial('in a pipe nothing is asked: without password or recipient it says what is missing', async (t) => {
  const where = ['chat', '--connect', `127.0.0.1:${server.wirePort}`, '--user', 'writer'];
  const silent = await ended(new DuetProcess([...where, '--to', 'reader'], { input: 'a\n' }));
  t.deepEqual(
    [silent.status, silent.stderr],
    [1, 'duet: no password: set DUET_PASSWORD, since there is no terminal to ask on\n'],
  );
  const aimless = await ended(new DuetProcess(where, { input: 'a\n' }));
  t.regex(aimless.stderr, /^duet: in a pipe, --to NAME .*\n$/);
});

test.serial(
  'input that is no UTF-8 is refused, and not sent as something else; the lines before it are sent',
  async (t) => {
    const { status, stderr } = await ended(
      chat('wire', ['--user', 'writer', '--to', 'reader'], Buffer.from('ok\n\xff\n', 'latin1')),
    );
    t.deepEqual([status, stderr], [1, 'duet: line 2 of the input is not UTF-8\n']);
  },
);

test.serial('an address that is none is one line and exit 1', async (t) => {
  for (const address of ['wire://localhost:1', 'a b', 'localhost:port', '']) {
    const { status, stderr } = await ended(
      new DuetProcess(['chat', '--user', 'writer', '--to', 'reader', '--connect', address], { input: '' }),
    );
    t.is(status, 1);
    t.is(stderr, `duet: --connect: host:port is expected, not "${address}"\n`);
  }
});
