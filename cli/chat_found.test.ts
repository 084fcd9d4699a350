/** What `duet chat` at a terminal must not get wrong when devices, starts, restarts, names and sizes get in each other's way. */

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import ava from 'ava';
import { startGrpcServer } from '../grpc/server.ts';
import type { Client } from '../shared/client/client.ts';
import { connect } from '../shared/client/connect.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { Core } from '../shared/core/core.ts';
import { MemoryLedger } from '../shared/ledger/memory/memory_ledger.ts';
import { startWireServer } from '../wire/server.ts';
import { systemEnvironment } from './system_environment.ts';
import { DuetProcess, terminalAvailable } from './testing/duet_process.ts';
import { terminalRows } from './testing/terminal_screen.ts';

const test = terminalAvailable ? ava.serial : ava.skip;
const password = 'correct horse';
const host = '127.0.0.1';
const limits = defaultLimits;

/** Terminals speak wire, which can be away while the others, who speak gRPC, go on. */
async function startServer() {
  const environment = systemEnvironment();
  const ledger = new MemoryLedger(randomBytes(8).toString('hex'), limits.memoryLedgerBytesMax);
  const core = new Core({ ledger, environment, limits });
  const backdoor = await startGrpcServer({ core, host, port: 0, limits, environment });
  let front = await startWireServer({ core, host, port: 0, limits, environment });
  const { port } = front;
  const clients: Client[] = [];
  return {
    core,
    async client(name: string): Promise<Client> {
      const client = await connect(`grpc://${host}:${backdoor.port}`);
      clients.push(client);
      await client.createAccount(name, password);
      return client;
    },
    terminal(user: string, ...args: readonly string[]): DuetProcess {
      const env = { DUET_PASSWORD: password, NO_COLOR: '1' };
      const where = ['--connect', `${host}:${port}`, '--user', user];
      return new DuetProcess(['chat', ...where, ...args], { terminal: true, env });
    },
    goAway: () => front.close(),
    async comeBack(): Promise<void> {
      front = await startWireServer({ core, host, port, limits, environment });
    },
    async [Symbol.asyncDispose](): Promise<void> {
      for (const client of clients) client.close();
      await Promise.all([front.close(), backdoor.close()]);
      await core.close();
    },
  };
}

/** What is on the screen after the user has left. */
async function lastScreen(run: DuetProcess): Promise<readonly string[]> {
  run.type('/quit\r');
  return terminalRows((await run.ended).stdout, 80);
}

test('with --in, what came while one was away is shown once', async (t) => {
  await using server = await startServer();
  await server.client('alice');
  const bob = await server.client('bob');
  const { chat } = await bob.createChat('Team', ['alice']);
  for (const body of ['one', 'two', 'three']) await bob.sendToChat(chat, body);
  for (let start = 0; start < 3; start += 1) {
    await using run = server.terminal('alice', '--in', 'team');
    await run.shows(/alice in Team> /);
    const { position } = await bob.sendToChat(chat, `last ${start}`);
    await run.shows(new RegExp(`bob: last ${start}`));
    t.true(position > 0);
    const rows = await lastScreen(run);
    const shown = rows.filter((row) => / bob: /.test(row)).map((row) => row.replace(/^.* bob: /, ''));
    t.deepEqual(shown, start === 0 ? ['one', 'two', 'three', 'last 0'] : [`last ${start}`]);
  }
});

test('the same words from another device, to another chat, are shown as what they are, once', async (t) => {
  await using server = await startServer();
  const elsewhere = await server.client('alice');
  const bob = await server.client('bob');
  await bob.createChat('Team', ['alice']);
  await bob.send('alice', 'hello');
  await using run = server.terminal('alice', '--in', 'Team');
  await run.shows(/alice in Team> /);
  await server.goAway();
  await run.shows(/server is away/);
  run.type('ok\r');
  await run.shows(/you: ok/);
  await elsewhere.send('bob', 'ok');
  await server.comeBack();
  await run.shows(/to bob: ok/);
  await run.shows(/your last message: /);
  await bob.send('alice', 'and on');
  await run.shows(/and on/);
  const rows = await lastScreen(run);
  t.is(rows.filter((row) => row.endsWith('you: ok')).length, 1);
  t.is(rows.filter((row) => row.endsWith('to bob: ok')).length, 1);
});

test('an operator is told what became of its tickets while the server was away, and so is who asked', async (t) => {
  await using server = await startServer();
  const [bob, carol] = [await server.client('bob'), await server.client('carol')];
  const dora = await server.client('dora');
  await bob.openTicket('no key');
  await carol.openTicket('no door');
  // An admin counts as an operator.
  await server.core.ensureAdmin('dora', () => password);
  const taken = [await dora.call('nextTicket', {}), await dora.call('nextTicket', {})];
  await using run = server.terminal('dora');
  // Assigned before the start.
  await run.shows(/bob's ticket is yours: no key[\s\S]*carol's ticket is yours: no door/);
  await using asks = server.terminal('bob');
  await asks.shows(/dora takes care of your ticket: no key/);
  await server.goAway();
  await run.shows(/server is away/);
  await asks.shows(/server is away/);
  await dora.transferTicket(taken[0]?.chat ?? '', undefined);
  await carol.closeTicket(taken[1]?.chat ?? '');
  await server.comeBack();
  await run.shows(/carol's ticket is closed: no door[\s\S]*bob's ticket is back in the queue: no key/);
  await asks.shows(/your ticket waits in the queue again: no key/);
  t.pass();
  for (const each of [run, asks]) await lastScreen(each);
});

test('a hint opens what it names, also where that is called like somebody; who is gone stays readable', async (t) => {
  await using server = await startServer();
  await server.client('alice');
  const bob = await server.client('bob');
  await bob.send('alice', 'hello');
  await using run = server.terminal('alice', '--to', 'bob');
  await run.shows(/bob: hello[\s\S]*alice to bob> /);
  await bob.createChat('bob', ['alice']);
  await run.shows(/you are in bob now: \/open bob/);
  run.type('/open bob\r');
  await run.shows(/alice in "bob"> /);
  run.type('/chats\r');
  await run.shows(/2 {2}bob\r\n/);
  run.type('/open bob\r');
  await run.shows(/2 chats are called so/);
  run.type('/to bob\r');
  await run.shows(/alice to bob> /);
  await bob.deleteAccount(password);
  run.type('still there?\r');
  // Its signal may come first.
  await run.shows(/not sent[\s\S]*alice to \(deleted account\)> /);
  run.type('/history\r');
  await run.shows(/1 message with \(deleted account\):[\s\S]*hello[\s\S]*end of history/);
  run.type('/msg alice me\r');
  await run.shows(/not sent to alice: a message to oneself/);
  t.pass();
  await lastScreen(run);
});

test('what was read on another device is unread no more when one comes back to typing', async (t) => {
  await using server = await startServer();
  const elsewhere = await server.client('alice');
  const [bob, carol] = [await server.client('bob'), await server.client('carol')];
  const read = await bob.send('alice', 'one');
  const { position } = await carol.send('alice', 'two');
  await elsewhere.acknowledge(position);
  await using run = server.terminal('alice');
  await run.shows(/2 unread/);
  await elsewhere.markRead(read.chat, read.position);
  run.type('x');
  await run.shows(/1 unread/);
  t.pass();
  run.type('\x15');
  await lastScreen(run);
});

test('on a terminal that gets narrower the old status goes, whole, and the new one fits', async (t) => {
  await using server = await startServer();
  await server.client('alice');
  const bob = await server.client('bob');
  await using run = server.terminal('alice', '--to', 'bob');
  await run.shows(/alice to bob> /);
  run.type('hi\r');
  await run.shows(/your last message: sent/);
  await bob.createChat('Team', ['alice']);
  await run.shows(/you are in Team now/);
  // The status takes three rows of so few columns, and what is being typed takes one above the cursor.
  run.type('typed as it stands');
  await run.shows(/typed as it stands/);
  const [status = ''] = (await statusOf(run)) ?? [];
  const columns = 20;
  const rows = Math.ceil(status.length / columns) + Math.floor('alice to bob> typed as it stands'.length / columns);
  execFileSync('stty', ['-F', terminalOf(run.pid), 'cols', String(columns)]);
  const drawn = await run.shows(
    new RegExp(`\\x1b\\[${rows}A\\x1b\\[1G\\x1b\\[0J\\s+\\x1b\\[\\d+A\\x1b\\[1G\\x1b\\[0J([^\\r\\n]*)\\r\\n`),
  );
  t.true((drawn[1] ?? '').length < columns, drawn[1]);
  run.type('\x15');
  await lastScreen(run);
});

/** What stood last above the line being typed. */
async function statusOf(run: DuetProcess): Promise<readonly string[] | undefined> {
  const rows = terminalRows(run.stdout, 80);
  const at = rows.findLastIndex((row) => row.startsWith('alice to bob> typed'));
  return rows.slice(at - 1, at);
}

/** That `script` made. */
function terminalOf(pid: number): string {
  const [child = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return readlinkSync(`/proc/${child}/fd/0`);
}
