/** `duet admin role` and `duet serve --admin` as they are run: over both transports, in a folder, and what they refuse. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ava, { type ExecutionContext } from 'ava';
import { connect, type Transport, transports } from '../shared/client/connect.ts';
import type { Client } from '../shared/client/index.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { DuetProcess, terminalAvailable } from './testing/duet_process.ts';
import { password, RunningServer } from './testing/running_server.ts';

const test = ava.serial;

type Env = Readonly<Record<string, string>>;

const withPassword: Env = { DUET_PASSWORD: password };
const made = { env: { DUET_ADMIN_PASSWORD: password } };

async function ran(args: readonly string[], env: Env = {}) {
  await using run = new DuetProcess(['admin', 'role', ...args], { input: '', env });
  return await run.ended;
}

async function done(t: ExecutionContext, args: readonly string[], env: Env = {}): Promise<void> {
  const [name, role] = args;
  t.deepEqual(await ran(args, env), { status: 0, stdout: `${name} has the role ${role}\n`, stderr: '' });
}

async function refused(t: ExecutionContext, why: RegExp, args: readonly string[], env: Env = {}): Promise<void> {
  const { status, stdout, stderr } = await ran(args, env);
  t.is(status, 1);
  t.is(stdout, '');
  t.regex(stderr, /^duet: [^\n]+\n$/, 'one line');
  t.regex(stderr, why);
}

function at(server: RunningServer, transport: Transport, user?: string): readonly string[] {
  const flags = ['--transport', transport, '--connect', `127.0.0.1:${server.ports[transport]}`];
  return user === undefined ? flags : [...flags, '--user', user];
}

async function roleOf(server: RunningServer, transport: Transport, name: string): Promise<string> {
  using client = await server.connect(transport);
  return (await client.login(name, password)).role;
}

for (const transport of transports) {
  test(`${transport}: an admin makes an operator of a running server, who takes tickets, also after a restart`, async (t) => {
    using folder = new TemporaryDataFolder();
    {
      await using server = await RunningServer.start(folder.path, ['--admin', 'root'], made);
      using user = await server.account(transport, 'user');
      using bob = await server.account(transport, 'bob');
      const { chat } = await user.openTicket('my printer');
      await t.throwsAsync(bob.nextTicket(), { message: /operator/ });
      await done(t, ['bob', 'operator', ...at(server, transport, 'root')], withPassword);
      t.is((await bob.nextTicket()).chat, chat);
      t.is((await server.stop()).status, 0);
    }
    await using server = await RunningServer.start(folder.path, ['--admin', 'user'], made);
    t.is(await roleOf(server, transport, 'bob'), 'operator');
    t.is(await roleOf(server, transport, 'root'), 'admin');
    t.is(await roleOf(server, transport, 'user'), 'admin', 'whose password was given');
    using root = await server.connect(transport);
    await root.login('root', password);
    await done(t, ['bob', 'user', ...at(server, transport)], { DUET_TOKEN: root.token ?? '' });
    t.is(await roleOf(server, transport, 'bob'), 'user');
    t.is((await root.nextTicket()).subject, 'my printer', 'whose operator is none any more');
  });
}

test('what a running server refuses is told in one line', async (t) => {
  using folder = new TemporaryDataFolder();
  await using server = await RunningServer.start(folder.path, ['--memory', '--admin', 'root'], made);
  using _bob = await server.account('wire', 'bob');
  const asRoot = at(server, 'wire', 'root');
  await refused(t, /only admins/, ['bob', 'admin', ...at(server, 'grpc', 'bob')], withPassword);
  await refused(t, /no account nobody/, ['nobody', 'operator', ...asRoot], withPassword);
  await refused(t, /only admin/, ['root', 'user', ...asRoot], withPassword);
  await refused(t, /do not belong together/, ['bob', 'operator', ...asRoot], { DUET_PASSWORD: 'another one' });
  await refused(t, /set DUET_PASSWORD/, ['bob', 'operator', ...asRoot]);
  await refused(t, /DUET_TOKEN: .*log in again/, ['bob', 'operator', ...at(server, 'grpc')], { DUET_TOKEN: 'x' });
  await refused(t, /--user.*DUET_TOKEN/, ['bob', 'operator', ...at(server, 'wire')]);
  t.is(await roleOf(server, 'wire', 'bob'), 'user');
});

test('a role is given in the folder of a server that is stopped, and in no other', async (t) => {
  using folder = new TemporaryDataFolder();
  const data = ['--data', folder.path];
  {
    await using server = await RunningServer.start(folder.path);
    using _bob = await server.account('wire', 'bob');
    await refused(t, /in use by another Duet.*--user/, ['bob', 'operator', ...data]);
    await server.stop();
  }
  await done(t, ['bob', 'operator', ...data], { DUET_TOKEN: 'is not for a folder' });
  await refused(t, /no account nobody/, ['nobody', 'operator', ...data]);
  await refused(t, /"owner"|Choices/, ['bob', 'owner', ...data]);
  const missing = join(folder.path, 'missing');
  await refused(t, /there is no ledger at .*--data/, ['bob', 'operator', '--data', missing]);
  t.false(existsSync(missing));
  await using server = await RunningServer.start(folder.path);
  t.is(await roleOf(server, 'grpc', 'bob'), 'operator');
});

test('flags that do not go together, and servers that are none, are told in one line', async (t) => {
  await refused(t, /--data names a server that is stopped/, ['bob', 'user', '--data', 'x', '--user', 'root']);
  await refused(
    t,
    /--connect: host:port is expected/,
    ['bob', 'user', '--user', 'a', '--connect', 'a@b'],
    withPassword,
  );
  // Port 1 is nobody's on a machine that tests run on.
  await refused(
    t,
    /no server answers wire at 127.0.0.1:1 .*"duet serve"/,
    ['bob', 'user', '--user', 'a', '--connect', '127.0.0.1:1'],
    withPassword,
  );
  await refused(t, /NAME and ROLE are expected \(1 of 2 given\)/, ['bob']);
  await using bare = new DuetProcess(['admin'], { input: '' });
  t.like(await bare.ended, { status: 1, stderr: 'duet: admin: name a command: duet admin --help lists them\n' });
});

test('serve --admin without what it needs tells it in one line, and leaves the folder as it found it', async (t) => {
  using folder = new TemporaryDataFolder();
  const serve = ['serve', '--data', folder.path, '--host', '127.0.0.1', '--wire-port', '0', '--grpc-port', '0'];
  const failures: readonly [string, Env, RegExp][] = [
    ['root', {}, /^duet: --admin: there is no account root: .*DUET_ADMIN_PASSWORD\n$/],
    ['root', { DUET_ADMIN_PASSWORD: 'short' }, /^duet: --admin: password: [^\n]*\n$/],
  ];
  for (const [name, env, why] of failures) {
    await using process = new DuetProcess([...serve, '--admin', name], { input: '', env });
    const { status, stdout, stderr } = await process.ended;
    t.is(status, 1);
    t.is(stdout, '');
    t.regex(stderr, why);
  }
  await using server = await RunningServer.start(folder.path);
  using client: Client = await connect(`wire://127.0.0.1:${server.ports.wire}`);
  await t.throwsAsync(client.login('root', password), { message: /wrong/ });
});

test('serve --admin gives nothing to whoever took the name before, and tells the other way', async (t) => {
  using folder = new TemporaryDataFolder();
  {
    await using server = await RunningServer.start(folder.path);
    using _taken = await server.account('wire', 'root');
    await server.stop();
  }
  const serve = ['serve', '--data', folder.path, '--host', '127.0.0.1', '--wire-port', '0', '--grpc-port', '0'];
  const otherWay = `, or, if it is whom you mean, run: duet admin role root admin --data ${folder.path}\n`;
  const failures: readonly [Env, string][] = [
    [{}, 'root exists already and is no admin: set its password in DUET_ADMIN_PASSWORD'],
    [
      { DUET_ADMIN_PASSWORD: 'what the owner of the server chose' },
      'root exists already, is no admin, and has another password than DUET_ADMIN_PASSWORD',
    ],
  ];
  for (const [env, why] of failures) {
    await using process = new DuetProcess([...serve, '--admin', 'root'], { input: '', env });
    t.deepEqual(await process.ended, { status: 1, stdout: '', stderr: `duet: --admin: ${why}${otherWay}` });
  }
  {
    await using server = await RunningServer.start(folder.path);
    t.is(await roleOf(server, 'wire', 'root'), 'user');
    await server.stop();
  }
  await done(t, ['root', 'admin', '--data', folder.path]);
  await using server = await RunningServer.start(folder.path, ['--admin', 'root']);
  t.is(await roleOf(server, 'wire', 'root'), 'admin', 'and is asked for nothing any more');
});

(terminalAvailable ? test : ava.skip)('at a terminal the password is asked for, and not shown', async (t) => {
  using folder = new TemporaryDataFolder();
  await using server = await RunningServer.start(folder.path, ['--memory', '--admin', 'root'], made);
  using _bob = await server.account('wire', 'bob');
  const args = ['admin', 'role', 'bob', 'operator', ...at(server, 'wire', 'root')];
  await using admin = new DuetProcess(args, { terminal: true });
  await admin.shows(/password of root: /);
  admin.type(`${password}\r`);
  await admin.shows(/bob has the role operator/);
  const { status, stdout } = await admin.ended;
  t.is(status, 0);
  t.false(stdout.includes(password));
  t.is(await roleOf(server, 'wire', 'bob'), 'operator');
});
