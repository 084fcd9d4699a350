/** `duet chat` at a terminal, as it is run. Skipped where no terminal can be had: see terminalAvailable. */

import { randomBytes } from 'node:crypto';
import ava from 'ava';
import { connect } from '../shared/client/connect.ts';
import type { RunningFront } from '../shared/contract/front_port.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { Core } from '../shared/core/core.ts';
import { MemoryLedger } from '../shared/ledger/memory/memory_ledger.ts';
import { startWireServer } from '../wire/server.ts';
import { startDuetServer } from './duet_server.ts';
import { systemEnvironment } from './system_environment.ts';
import { DuetProcess, terminalAvailable } from './testing/duet_process.ts';

const test = terminalAvailable ? ava.serial : ava.skip;
const environment = systemEnvironment();
const limits = defaultLimits;
const password = 'correct horse';
const host = '127.0.0.1';

async function startServer(ports: { wire?: number; grpc?: number }) {
  const server = await startDuetServer({
    ledger: { kind: 'memory' },
    host,
    wirePort: ports.wire,
    grpcPort: ports.grpc,
    limits,
    environment,
  });
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.close() });
}

function chat(port: number | undefined, args: readonly string[], env: Record<string, string> = {}): DuetProcess {
  return new DuetProcess(['chat', '--connect', `${host}:${port}`, ...args], { terminal: true, env });
}

function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal obeys is what has to go.
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
}

for (const transport of ['wire', 'grpc'] as const) {
  test(`${transport}: a new account is offered and made, and the password is never shown`, async (t) => {
    await using server = await startServer({ [transport]: 0 });
    const port = transport === 'wire' ? server.wirePort : server.grpcPort;
    await using run = chat(port, ['--user', 'alice', '--transport', transport]);
    await run.shows(/password of alice: /);
    run.type(`${password}\r`);
    await run.shows(/the server knows no alice with that password[\s\S]*new account alice\? \(y\/N\) /);
    run.type('y\r');
    await run.shows(/the password again: /);
    run.type(`${password}\r`);
    await run.shows(/created the account alice[\s\S]*alice> /);
    // The arrow keys find no answer either.
    run.type('\x1b[A\x1b[A\x1b[A/help\r');
    await run.shows(/\/msg NAME TEXT/);
    run.type('/quit\r');
    const { status, stdout } = await run.ended;
    t.is(status, 0);
    t.false(stdout.includes(password));
  });
}

test('a message that comes while a line is being typed is shown above it, and the line goes on', async (t) => {
  await using server = await startServer({ wire: 0 });
  using bob = await connect(`wire://${host}:${server.wirePort}`);
  await bob.createAccount('bob', password);
  await using run = chat(server.wirePort, ['--user', 'alice', '--create', '--to', 'bob'], { DUET_PASSWORD: password });
  await run.shows(/alice to bob> /);
  run.type('half a li');
  await run.shows(/half a li/);
  await bob.send('alice', 'knock knock');
  await run.shows(/bob.*knock knock\r\n[\s\S]*alice to bob> half a li/);
  run.type('ne\r');
  for await (const { sender, body } of bob.messages()) {
    if (sender !== 'alice') continue;
    t.is(body, 'half a line');
    break;
  }
  await run.shows(/to bob.*half a line/);
  // Ctrl-D
  run.type('\x04');
  t.is((await run.ended).status, 0);
});

test('text of others is shown, not obeyed; what was shown does not come again; names are coloured unless NO_COLOR', async (t) => {
  await using server = await startServer({ wire: 0 });
  using bob = await connect(`wire://${host}:${server.wirePort}`);
  using mallory = await connect(`wire://${host}:${server.wirePort}`);
  await bob.createAccount('bob', password);
  await mallory.createAccount('mallory', password);
  await mallory.send('bob', '\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp\u2066\n00:00 alice: forged');
  await using first = chat(server.wirePort, ['--user', 'bob'], { DUET_PASSWORD: password });
  await first.shows(/1 message came while you were away:/);
  await first.shows(/\\x1b\]0;owned\\x07\\x1b\[2J\\x9b31m\\u\{202e\}gnp\\u\{2066\}\r\n {6}00:00 alice: forged\r\n/);
  // Ctrl-C
  first.type('\x03');
  const shown = await first.ended;
  t.is(shown.status, 0);
  for (const obeyed of ['\x1b]', '\x1b[2J', '\x07', '\x9b', '\u202e', '\u2066']) t.false(shown.stdout.includes(obeyed));
  t.true(shown.stdout.includes('\x1b[1m'));
  await mallory.send('bob', 'another');
  await using second = chat(server.wirePort, ['--user', 'bob'], { DUET_PASSWORD: password, NO_COLOR: '1' });
  await second.shows(/mallory: another/);
  second.type('\x04');
  const { stdout } = await second.ended;
  t.false(stdout.includes('owned'));
  t.false(/\[\d*m/.test(stdout), 'no colours');
});

test('commands: list, history, a change of password, an unknown one, and deletion', async (t) => {
  await using server = await startServer({ wire: 0 });
  using bob = await connect(`wire://${host}:${server.wirePort}`);
  await bob.createAccount('bob', password, 'Bob Smith');
  await using run = chat(server.wirePort, ['--user', 'alice', '--create'], { DUET_PASSWORD: password });
  await run.shows(/alice> /);
  run.type('hello?\r');
  await run.shows(/no chat is open to send that to: \/to NAME or \/open TITLE opens one/);
  run.type('/list ^b\r');
  await run.shows(/bob {10}Bob Smith/);
  run.type('/to bob\rhello\r');
  await run.shows(/to bob.*hello/);
  // It is shown before the server has it; an answer comes after it.
  await bob.messages().next();
  await bob.send('alice', 'good day');
  await run.shows(/good day/);
  run.type('/history 5\r');
  await run.shows(/all 2 messages with bob:[\s\S]*hello[\s\S]*good day[\s\S]*end of history/);
  run.type('/nope\r');
  await run.shows(/there is no \/nope; there are \/chats /);
  run.type('/password\r');
  await run.shows(/the present password: /);
  run.type(`${password}\r`);
  await run.shows(/the new password: /);
  run.type('battery staple\r');
  await run.shows(/the new password again: /);
  run.type('battery staple\r');
  await run.shows(/the password is changed/);
  run.type('/delete\r');
  await run.shows(/type alice to go on: /);
  run.type('no\r');
  await run.shows(/nothing is deleted/);
  run.type('/delete\r');
  await run.shows(/type alice to go on: /);
  run.type('alice\r');
  await run.shows(/password: /);
  run.type('battery staple\r');
  await run.shows(/alice is deleted/);
  const { status, stdout } = await run.ended;
  t.is(status, 0);
  t.false(plain(stdout).includes('battery'));
  await t.throwsAsync(bob.login('alice', 'battery staple'), { code: 'WRONG_CREDENTIALS' });
});

test('/logout lets somebody else log in', async (t) => {
  await using server = await startServer({ wire: 0 });
  using bob = await connect(`wire://${host}:${server.wirePort}`);
  await bob.createAccount('bob', password);
  await using run = chat(server.wirePort, ['--user', 'alice', '--create'], { DUET_PASSWORD: password });
  await run.shows(/alice> /);
  run.type('/logout\r');
  await run.shows(/log in as \(nothing leaves\): /);
  run.type('bob\r');
  await run.shows(/password of bob: /);
  run.type(`${password}\r`);
  await run.shows(/this is bob[\s\S]*bob> /);
  run.type('/logout\r');
  await run.shows(/log in as \(nothing leaves\): /);
  run.type('\r');
  t.is((await run.ended).status, 0);
});

test('while the server is away it says so, and what was typed meanwhile is sent when it is back', async (t) => {
  const core = new Core({
    ledger: new MemoryLedger(randomBytes(8).toString('hex'), limits.memoryLedgerBytesMax),
    environment,
    limits,
  });
  const start = (port: number): Promise<RunningFront> => startWireServer({ core, host, port, limits, environment });
  let front = await start(0);
  const { port } = front;
  await core.operations.createAccount(undefined, { name: 'bob', password, fullName: '' });
  await using run = chat(port, ['--user', 'alice', '--create', '--to', 'bob'], { DUET_PASSWORD: password });
  await run.shows(/alice to bob> /);
  await front.close();
  await run.shows(/server is away \(.+\); trying again in 1\u00a0s/);
  await run.shows(/alice to bob \(server away, next try in \d+\u00a0s\)> /);
  run.type('are you there?\r');
  await run.shows(/to bob.*are you there\?/);
  front = await start(port);
  await run.shows(/server is back/);
  using bob = await connect(`wire://${host}:${port}`);
  await bob.login('bob', password);
  for await (const { sender, body } of bob.messages()) {
    t.deepEqual([sender, body], ['alice', 'are you there?']);
    break;
  }
  run.type('/quit\r');
  t.is((await run.ended).status, 0);
  bob.close();
  await front.close();
  await core.close();
});

test('when the server has forgotten the session, it logs in again by itself', async (t) => {
  const first = await startServer({ wire: 0 });
  const port = first.wirePort ?? 0;
  await using run = chat(port, ['--user', 'alice', '--create'], { DUET_PASSWORD: password });
  await run.shows(/alice> /);
  await first.close();
  await run.shows(/server is away/);
  // Of a memory ledger nothing is left; --create stands.
  await using _second = await startServer({ wire: port });
  await run.shows(
    /the server no longer knows this session[\s\S]*created the account alice[\s\S]*logged in again as alice/,
  );
  run.type('/quit\r');
  t.is((await run.ended).status, 0);
});

test('a session that is ended by a deletion elsewhere is one line, and exit 1', async (t) => {
  await using server = await startServer({ wire: 0 });
  using elsewhere = await connect(`wire://${host}:${server.wirePort}`);
  await elsewhere.createAccount('alice', password);
  await using run = chat(server.wirePort, ['--user', 'alice'], { DUET_PASSWORD: password });
  await run.shows(/alice> /);
  await elsewhere.deleteAccount(password);
  const { status, stdout } = await run.ended;
  t.is(status, 1);
  t.regex(plain(stdout), /duet: the account alice was deleted\r\n$/);
});

test('who leaves while the server is away is told what had no answer, and does not wait for it', async (t) => {
  const server = await startServer({ wire: 0 });
  await using run = chat(server.wirePort, ['--user', 'alice', '--create', '--to', 'bob'], { DUET_PASSWORD: password });
  await run.shows(/alice to bob> /);
  await server.close();
  await run.shows(/server is away/);
  run.type('anybody?\r/list\r');
  await run.shows(/to bob.*anybody\?/);
  run.type('\x03');
  const { status, stdout } = await run.ended;
  t.is(status, 0);
  t.regex(plain(stdout), /no answer to 1 of your messages: they may not have been sent\r\n$/);
});
