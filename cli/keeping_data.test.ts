/** `duet backup`, `restore`, `export` and `check` as they are run, beside a server under load and without one. */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import type { Client } from '../shared/client/index.ts';
import type { Message } from '../shared/contract/contract.generated.ts';
import { checkLedgerAt } from '../shared/ledger/sqlite/check.ts';
import { dataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { largeBodies, largeLedger } from '../shared/testing/large_ledger.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { DuetProcess } from './testing/duet_process.ts';
import { failureOf, outputOf } from './testing/run_command.ts';
import { password, RunningServer } from './testing/running_server.ts';

/** Sends one after another until it is told to stop; what was acknowledged. */
class Load {
  readonly acknowledged: number[] = [];
  readonly #sending: Promise<void>[];
  #stopped = false;
  #onSend: () => void = () => {};

  constructor(clients: readonly Client[], to: string) {
    this.#sending = clients.map(async (client) => {
      while (!this.#stopped) {
        const { position } = await client.send(to, `message ${this.acknowledged.length} of ${client.account}`);
        this.acknowledged.push(position);
        this.#onSend();
      }
    });
  }

  /** Until so many more are acknowledged. */
  async more(count: number): Promise<void> {
    const until = this.acknowledged.length + count;
    while (this.acknowledged.length < until) await new Promise<void>((resolve) => (this.#onSend = resolve));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#sending);
  }
}

async function inboxOf(client: Client): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (let more = true; more; ) {
    const page = await client.fetch(messages.at(-1)?.position ?? 0, 1_000);
    messages.push(...page.messages);
    more = page.more;
  }
  return messages;
}

test('a backup under load has all that was acknowledged before it, is restored as another ledger, and served', async (t) => {
  using folder = new TemporaryDataFolder();
  const file = join(folder.path, 'backup');
  const elsewhere = join(folder.path, 'elsewhere');
  await using server = await RunningServer.start(folder.path);
  using alice = await server.account('wire', 'alice');
  using carol = await server.account('grpc', 'carol');
  using bob = await server.account('wire', 'bob');
  const load = new Load([alice, alice, alice, carol], 'bob');
  await load.more(100);

  const before = [...load.acknowledged];
  const told = await outputOf(['backup', file, '--data', folder.path]);
  await load.more(100);
  t.regex(await outputOf(['check', '--data', folder.path]), /\nno problem found\n$/, 'while sends go on');
  await load.stop();

  const [, id, position] = /^\S+: [\d.]+ \S+, ledger (\w+) up to position (\d+)\n$/.exec(told) ?? [];
  t.is(id, bob.ledgerId);
  t.is(statSync(file).mode & 0o777, 0o600, 'only its owner can read it');
  t.like(await checkLedgerAt(file), { problems: [], summary: { id, position: Number(position) } });
  t.deepEqual(
    readdirSync(folder.path).filter((name) => name.startsWith('backup')),
    ['backup'],
    'and nothing beside it',
  );

  const [, newId = '', newPosition] =
    /^\S+: [\d.]+ \S+, ledger (\w+) up to position (\d+)\n/.exec(
      await outputOf(['restore', file, '--data', elsewhere]),
    ) ?? [];
  t.not(newId, id);
  t.is(newPosition, position);
  t.deepEqual((await checkLedgerAt(dataFolder(elsewhere).database)).problems, []);
  await using again = await RunningServer.start(elsewhere);
  using bobAgain = await again.connect('grpc');
  await bobAgain.login('bob', password);
  t.is(bobAgain.ledgerId, newId);

  const whole = await inboxOf(bob);
  const kept = await inboxOf(bobAgain);
  t.deepEqual(kept, whole.slice(0, kept.length), 'it is a beginning of the whole');
  t.is(kept.length, whole.filter((message) => message.position <= Number(position)).length, 'up to its position');
  const positions = new Set(kept.map((message) => message.position));
  t.deepEqual(
    before.filter((acknowledged) => !positions.has(acknowledged)),
    [],
  );
  t.true(kept.length < whole.length);

  const resumed = bobAgain.messages({ after: 1, ledgerId: bob.ledgerId });
  await t.throwsAsync(resumed.next(), { code: 'LEDGER_MISMATCH' });
  await t.throwsAsync(again.connect('wire', { token: bob.token ?? '' }), { code: 'UNAUTHENTICATED' });
  t.true((await bobAgain.send('alice', 'and on it goes')).position > Number(position));
});

test('a ledger is checked after its server was killed, and one that is not sound is told of with status 1', async (t) => {
  using folder = new TemporaryDataFolder();
  const { database } = dataFolder(folder.path);
  {
    await using server = await RunningServer.start(folder.path);
    using alice = await server.account('wire', 'alice');
    using _bob = await server.account('grpc', 'bob');
    for (const body of ['one', 'two', 'three']) await alice.send('bob', body);
    server.process.signal('SIGKILL');
    await server.process.ended;
  }
  t.true(existsSync(`${database}-wal`));
  t.regex(
    await outputOf(['check', '--data', folder.path]),
    /\naccounts 2, sessions 2, chats 1, messages 3, keys 3\nno problem found\n$/,
  );
  const raw = new DatabaseSync(database);
  raw.exec("UPDATE messages SET chat = 1 WHERE body = 'two'; DELETE FROM cursors WHERE position = 1");
  raw.close();
  await using run = new DuetProcess(['check', '--data', folder.path], { input: '' });
  const { status, stdout, stderr } = await run.ended;
  t.is(status, 1);
  t.regex(stdout, /^problem: messages in no known chat: 1, the first is \d+\n/m);
  t.regex(stdout, /^problem: accounts without a cursor: 1, the first is alice\n/m);
  t.is(stderr, `duet: ${database} is not sound: it has the problems listed above\n`);
});

test('an export says the same to a file as to standard output, and ends without a word when its reader goes away', async (t) => {
  using folder = await largeLedger();
  const file = join(folder.path, 'export.jsonl');
  t.is(await outputOf(['export', file, '--data', folder.path]), `${file}: ${9 + largeBodies} lines\n`);
  t.is(statSync(file).mode & 0o777, 0o600, 'only its owner can read it');
  t.is(await outputOf(['export', '--data', folder.path]), readFileSync(file, 'utf8'));
  const duet = [process.execPath, fileURLToPath(new URL('duet.js', import.meta.url)), 'export', '--data', folder.path];
  const { stdout, stderr } = spawnSync('sh', ['-c', '"$@" | head -n 1', 'sh', ...duet], { encoding: 'utf8' });
  t.is(JSON.parse(stdout).type, 'ledger');
  t.is(stderr, '');
});

/** A program that has Node send itself a signal as soon as it begins to write that file: most of it is yet to come. */
function signalAt(file: string, signal: NodeJS.Signals): string {
  return `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { openSync } = fs;
    fs.openSync = (path, ...rest) => {
      if (path === ${JSON.stringify(file)}) process.kill(process.pid, '${signal}');
      return openSync(path, ...rest);
    };
    syncBuiltinESMExports();`;
}

for (const [command, signal, expected] of [
  ['backup', 'SIGINT', 130],
  ['export', 'SIGTERM', 143],
] as const) {
  test(`${command}, interrupted by ${signal}, leaves nothing, and ends as the signal would have ended it`, async (t) => {
    using folder = await largeLedger();
    const file = join(folder.path, 'file');
    const program = encodeURIComponent(signalAt(`${file}.partial`, signal));
    const nodeArgs = ['--import', `data:text/javascript,${program}`];
    await using run = new DuetProcess([command, file, '--data', folder.path], { nodeArgs, input: '' });
    const { status, stdout, stderr } = await run.ended;
    t.is(stderr, `duet: the ${command} was interrupted; nothing is left of it\n`);
    t.is(stdout, '');
    t.is(status, expected);
    t.deepEqual(
      readdirSync(folder.path).filter((name) => name.startsWith('file')),
      [],
    );
  });
}

test('what cannot be done is told in one line', async (t) => {
  using folder = new TemporaryDataFolder();
  await folder.open().ledger.close();
  const data = ['--data', folder.path];
  const { database } = dataFolder(folder.path);
  const none = join(folder.path, 'none');
  t.is(
    await failureOf(['check', '--data', none]),
    `there is no ledger at ${none}/ledger.db: name its folder with --data`,
  );
  t.is(await failureOf(['backup', ...data]), 'FILE: a name is expected (0 of 1 given)');
  t.is(
    await failureOf(['export', database, ...data]),
    `${database} is there already: choose another name, or remove it first`,
  );
  t.is(
    await failureOf(['restore', database, ...data]),
    `${folder.path} holds a ledger already (${database}): choose another folder with --data, or move that one away`,
  );
});
