/** Groups, receipts, typing, presence, search and the desk in `duet chat` at a terminal, as it is run, over both transports. */

import { randomBytes } from 'node:crypto';
import ava from 'ava';
import { startGrpcServer } from '../grpc/server.ts';
import type { Client } from '../shared/client/client.ts';
import { connect, type Transport } from '../shared/client/connect.ts';
import type { Signal } from '../shared/contract/core_port.ts';
import type { RunningFront } from '../shared/contract/front_port.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { Core } from '../shared/core/core.ts';
import { MemoryLedger } from '../shared/ledger/memory/memory_ledger.ts';
import { startWireServer } from '../wire/server.ts';
import { startDuetServer } from './duet_server.ts';
import { systemEnvironment } from './system_environment.ts';
import { DuetProcess, terminalAvailable } from './testing/duet_process.ts';
import { terminalRows } from './testing/terminal_screen.ts';

const test = terminalAvailable ? ava.serial : ava.skip;
const password = 'correct horse';
const host = '127.0.0.1';

async function startServer() {
  const server = await startDuetServer({
    ledger: { kind: 'memory' },
    host,
    wirePort: 0,
    grpcPort: 0,
    limits: defaultLimits,
    environment: systemEnvironment(),
    admin: { name: 'root', password: () => password },
  });
  const portOf = (transport: Transport): number => (transport === 'wire' ? server.wirePort : server.grpcPort) ?? 0;
  return {
    /** Of a new account. */
    async client(transport: Transport, name: string): Promise<Client> {
      const client = await connect(`${transport}://${host}:${portOf(transport)}`);
      await client.createAccount(name, password);
      return client;
    },
    async makeOperator(name: string): Promise<void> {
      using root = await connect(`wire://${host}:${portOf('wire')}`);
      await root.login('root', password);
      await root.setAccountRole(name, 'operator');
    },
    terminal(transport: Transport, args: readonly string[]): DuetProcess {
      const where = ['--transport', transport, '--connect', `${host}:${portOf(transport)}`];
      const env = { DUET_PASSWORD: password, NO_COLOR: '1' };
      return new DuetProcess(['chat', ...where, ...args], { terminal: true, env });
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** What is on the screen after the user has left. */
async function lastScreen(run: DuetProcess): Promise<readonly string[]> {
  run.type('/quit\r');
  const { stdout } = await run.ended;
  return terminalRows(stdout, 80);
}

for (const transport of ['wire', 'grpc'] as const) {
  test(`${transport}: a group from its making to the leaving, with what its signals tell`, async (t) => {
    await using server = await startServer();
    using bob = await server.client(transport, 'bob');
    using carol = await server.client(transport, 'carol');
    await using run = server.terminal(transport, ['--user', 'alice', '--create']);
    await run.shows(/alice> /);
    // What is typed while the group is being made is for the group.
    run.type('/group "Team lunch" bob carol\rwho is hungry?\r');
    await run.shows(/Team lunch is made, with 2 others[\s\S]*you: who is hungry\?[\s\S]*your last message: sent/);
    await run.shows(/alice in Team lunch> /);
    const [chat] = (await bob.listChats()).chats;
    t.is(chat?.title, 'Team lunch');
    const id = chat?.chat ?? '';
    const { messages } = await bob.fetch();
    t.deepEqual(
      messages.map(({ body }) => body),
      ['who is hungry?'],
    );
    await bob.markRead(id, messages[0]?.position ?? 0);
    await run.shows(/your last message: read by 1 of 2/);
    await carol.setTyping(id);
    await run.shows(/carol is typing/);
    await carol.sendToChat(id, 'me');
    await run.shows(/carol: me[\s\S]*alice in Team lunch> /);
    await bob.send('alice', 'psst');
    await run.shows(/bob to you: psst[\s\S]*1 unread in other chats/);
    run.type('/chats\r');
    await run.shows(/1 {2}bob {9}1 unread\s+\* >2 {2}Team lunch {2}3 participants, yours/);
    run.type('/who\r');
    await run.shows(
      /Team lunch, 3 participants[\s\S]*alice {2}owner, you\s+\* {3}bob {4}member\s+\* {3}carol {2}member/,
    );
    run.type('/search hung*\r');
    await run.shows(/you in Team lunch: who is hungry\?/);
    run.type('/rename Dinner\r');
    await run.shows(/Team lunch is called Dinner now[\s\S]*alice in Dinner> /);
    run.type('/role bob owner\r');
    await run.shows(/bob is owner of Dinner now/);
    run.type('/remove carol\r');
    await run.shows(/removed carol from Dinner/);
    run.type('/add carol --history\r');
    await run.shows(/added carol to Dinner, and can read what was written before/);
    t.is((await carol.history(id)).messages.length, 2);
    await bob.removeParticipant(id, 'carol');
    await run.shows(/carol was removed from Dinner/);
    run.type('/leave\r');
    await run.shows(/you left Dinner[\s\S]*alice> /);
    const screen = await lastScreen(run);
    // Nothing that was said here is said again by its signal.
    for (const said of ['is called Dinner now', 'removed carol', 'you left Dinner', 'role'])
      t.is(screen.filter((row) => row.startsWith('* ') && row.includes(said)).length, said === 'role' ? 0 : 1, said);
  });

  test(`${transport}: the desk, seen by who asks and by who answers`, async (t) => {
    await using server = await startServer();
    using bob = await server.client(transport, 'bob');
    using _dora = await server.client(transport, 'dora');
    await server.makeOperator('dora');
    await bob.openTicket('where is my key?');
    await using alice = server.terminal(transport, ['--user', 'alice', '--create']);
    await alice.shows(/alice> /);
    alice.type('/desk my printer burns\rit is the green one\r');
    await alice.shows(/place 2 in the queue[\s\S]*you: it is the green one[\s\S]*alice in desk: my printer burns> /);
    await using dora = server.terminal(transport, ['--user', 'dora']);
    await dora.shows(/2 waiting at the desk[\s\S]*dora> /);
    dora.type('/desk\r');
    await dora.shows(/2 tickets waiting[\s\S]*1 {2}bob {4}opened just now: where[\s\S]*2 {2}alice {2}opened just now/);
    dora.type('/desk next\r/desk close\r');
    await dora.shows(/bob's ticket is yours: where is my key\?[\s\S]*bob's ticket is closed/);
    await alice.shows(/place 1 in the queue/);
    dora.type('/desk next\r');
    await dora.shows(/alice's ticket is yours: my printer burns[\s\S]*0 left in the queue/);
    // It was written before she came.
    await dora.shows(/alice: it is the green one[\s\S]*dora in desk: my printer burns> /);
    await alice.shows(/dora takes care of your ticket: my printer burns[\s\S]*dora helps you/);
    dora.type('pour water on it\r');
    await alice.shows(/dora: pour water on it/);
    dora.type('/desk transfer queue\r');
    await dora.shows(/alice's ticket is back in the queue[\s\S]*dora> /);
    await alice.shows(/your ticket waits in the queue again/);
    dora.type('/desk nxt\r');
    await dora.shows(/expected \/desk, \/desk next,/);
    alice.type('/desk close\r');
    await alice.shows(/your ticket is closed: my printer burns[\s\S]*alice> /);
    t.is((await lastScreen(alice)).filter((row) => row.includes('your ticket is closed')).length, 1);
  });
}

test('presence and receipts of a direct chat stand above the line being typed, and take no row from what was shown', async (t) => {
  await using server = await startServer();
  using bob = await server.client('wire', 'bob');
  await using run = server.terminal('wire', ['--user', 'alice', '--create', '--to', 'bob']);
  await run.shows(/alice to bob> /);
  run.type('first\r');
  await run.shows(/your last message: sent/);
  // With a status on the screen, what is said at once and what is printed at once go on below what is there.
  run.type('second\r/help\rthird\r/nope\r');
  await run.shows(/there is no \/nope[\s\S]*alice to bob> /);
  const stream = bob.messages();
  for (let read = 0; read < 3; read += 1) {
    const { value } = await stream.next();
    await bob.acknowledge(value.position);
    if (read === 2) await run.shows(/bob is online · your last message: delivered/);
    if (read === 2) await bob.markRead(value.chat, value.position);
  }
  await run.shows(/bob is online · your last message: read/);
  await stream.return();
  const rows = await lastScreen(run);
  const kept = rows.map((row) => row.replace(/^\d\d:\d\d /, '')).filter((row) => row !== '');
  t.deepEqual(kept.slice(0, 3), [
    '* created the account alice',
    '* this is alice; /help shows what can be typed',
    'to bob: first',
  ]);
  t.deepEqual(kept.slice(3, 6), ['to bob: second', 'alice to bob> /help', '* Chats:']);
  t.is(kept.filter((row) => row.startsWith('to bob: third')).length, 1);
  t.deepEqual(kept.slice(-1), ['alice to bob> /quit']);
  t.false(rows.some((row) => row.includes('your last message')));
});

test('what is unread in a chat is shown when it is opened, and read then; typing is told there; /hide hides', async (t) => {
  await using server = await startServer();
  using alice = await server.client('wire', 'alice');
  using bob = await server.client('wire', 'bob');
  const { chat, position } = await bob.send('alice', 'from before');
  // Seen on another device, and not read there.
  await alice.acknowledge(position);
  const read = Promise.withResolvers<void>();
  const typing = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const onSignal = (signal: Signal): void => {
    if (signal.case === 'receipt' && signal.value.read === 1) read.resolve();
    if (signal.case === 'typing') (signal.value.typing ? typing : stopped).resolve();
  };
  const stream = bob.messages({ signals: ['receipts', 'typing'], onSignal });
  await stream.next();
  await using run = server.terminal('wire', ['--user', 'alice']);
  await run.shows(/1 unread[\s\S]*alice> /);
  run.type('/open bob\r');
  await run.shows(/unread:[\s\S]*bob: from before[\s\S]*alice to bob> /);
  await read.promise;
  t.is((await alice.listChats()).chats[0]?.unread, 0);
  run.type('let me see');
  await typing.promise;
  // Ctrl-U
  run.type('\x15');
  await stopped.promise;
  run.type('/hide\r');
  await run.shows(/others are no longer told that you are here/);
  const other = (await bob.listParticipants(chat)).participants.find(({ name }) => name === 'alice');
  t.deepEqual([other?.online, other?.lastSeenMs], [false, 0]);
  run.type('/open nowhere\rnot for bob\r');
  await run.shows(/there is no chat nowhere[\s\S]*not sent, for no other chat was opened: not for bob/);
  t.is((await bob.history(chat)).messages.length, 1);
  await stream.return();
  await lastScreen(run);
});

test('what signals would have told while the server was away is asked for once it is back', async (t) => {
  const limits = defaultLimits;
  const environment = systemEnvironment();
  const ledger = new MemoryLedger(randomBytes(8).toString('hex'), limits.memoryLedgerBytesMax);
  const core = new Core({ ledger, environment, limits });
  const start = (port: number): Promise<RunningFront> => startWireServer({ core, host, port, limits, environment });
  const backdoor = await startGrpcServer({ core, host, port: 0, limits, environment });
  let front = await start(0);
  const { port } = front;
  const bob = await connect(`grpc://${host}:${backdoor.port}`);
  await bob.createAccount('bob', password);
  const env = { DUET_PASSWORD: password, NO_COLOR: '1' };
  const args = ['chat', '--connect', `${host}:${port}`, '--user', 'alice', '--create', '--to', 'bob'];
  await using run = new DuetProcess(args, { terminal: true, env });
  await run.shows(/alice to bob> /);
  run.type('are you there?\r');
  await run.shows(/your last message: sent/);
  await front.close();
  await run.shows(/server is away/);
  const [message] = (await bob.fetch()).messages;
  await bob.markRead(message?.chat ?? '', message?.position ?? 0);
  await bob.createChat('Old friends', ['alice']);
  front = await start(port);
  await run.shows(/your last message: read/);
  run.type('/open old\r');
  await run.shows(/alice in Old friends> /);
  run.type('/quit\r');
  t.is((await run.ended).status, 0);
  bob.close();
  await Promise.all([front.close(), backdoor.close()]);
  await core.close();
});
