/** Every command that the README tells a newcomer to type, held to what the project does. Its example: packaging.test.ts. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { parseScenarioFile } from '../bench/plan/scenario_file.ts';
import { scenarioNames } from '../bench/plan/scenarios.ts';
import { connect, defaultPorts } from '../shared/client/connect.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { Core } from '../shared/core/core.ts';
import { backupLedger } from '../shared/ledger/sqlite/backup.ts';
import { dataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { documentLines, fencedBlocks } from '../shared/testing/markdown.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { exampleScenario } from './bench.ts';
import { startDuetServer } from './duet_server.ts';
import { systemEnvironment } from './system_environment.ts';
import { DuetProcess, terminalAvailable } from './testing/duet_process.ts';

const readme = documentLines('README.md');
const commands = fencedBlocks(readme, 'sh').flatMap(({ lines }) => lines.filter((line) => line !== ''));
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const password = 'correct horse';
const env = { DUET_PASSWORD: password };

/** A server with the account bob, whose client is here to receive. */
async function withBob() {
  const ports = { wirePort: 0, grpcPort: 0 };
  const server = await startDuetServer({
    ledger: { kind: 'memory' },
    host: '127.0.0.1',
    ...ports,
    limits: defaultLimits,
    environment: systemEnvironment(),
  });
  const bob = await connect(`grpc://127.0.0.1:${server.grpcPort}`);
  await bob.createAccount('bob', password);
  return {
    bob,
    wire: ['--connect', `127.0.0.1:${server.wirePort}`],
    grpc: ['--connect', `127.0.0.1:${server.grpcPort}`],
    async [Symbol.asyncDispose](): Promise<void> {
      bob.close();
      await server.close();
    },
  };
}

/** What stands behind `npx duet`, as arguments: quotes hold together, as in a shell. */
function duetArgs(command: string): string[] {
  const words = command.replace(/^.*npx duet /, '').match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

/** Asks a server where bob has written to alice's group "Build room". What is printed, and the group's id. */
async function printed(t: ExecutionContext, command: string) {
  await using server = await withBob();
  using alice = await connect(`wire://${server.wire[1]}`);
  await alice.createAccount('alice', password);
  const { chat } = await alice.createChat('Build room', ['bob']);
  await server.bob.sendToChat(chat, 'the deploy failed');
  await using run = new DuetProcess([...duetArgs(command), ...server.wire], { env, input: '' });
  const { status, stdout, stderr } = await run.ended;
  t.is(status, 0, stderr);
  return { stdout, chat };
}

/**
 * Tries a command over a data folder of its own, where the files that it names are, too, and a backup where it takes one.
 * Resolves with what is in there then.
 */
async function overData(t: ExecutionContext, command: string, printed: RegExp): Promise<readonly string[]> {
  using folder = new TemporaryDataFolder();
  await folder.open().ledger.close();
  const backup = join(folder.path, 'monday.duet');
  const signal = new AbortController().signal;
  const args = duetArgs(command).map((word) => (/^(monday|all|elsewhere)/.test(word) ? join(folder.path, word) : word));
  if (!command.includes('--data')) args.push('--data', folder.path);
  if (!command.includes('backup')) {
    await backupLedger(dataFolder(folder.path).database, backup, { onProgress: () => {}, signal });
  }
  await using run = new DuetProcess(args, { input: '' });
  const { status, stdout, stderr } = await run.ended;
  t.is(status, 0, stderr);
  t.regex(stdout, printed);
  return readdirSync(folder.path);
}

/** How each command is tried. One that is in the README and not here has no test yet. */
const trials: Readonly<Record<string, (t: ExecutionContext, command: string) => Promise<void> | void>> = {
  'npm ci && npm run compare': (t) => void t.is(scripts.compare, 'node cli/duet.js compare'),
  'npm ci && npm test': (t) => void t.is(scripts.test, 'ava'),
  'npx duet serve': async (t, command) => {
    using folder = new TemporaryDataFolder();
    const data = ['--data', folder.path];
    await using server = new DuetProcess([...duetArgs(command), ...data, '--wire-port', '0', '--grpc-port', '0']);
    await server.shows(/^wire {2}listening on 0\.0\.0\.0:\d+\n/);
    await server.shows(/^grpc {2}listening on 0\.0\.0\.0:\d+\n/);
    await server.shows(/^ready\n/);
    server.signal('SIGINT');
    t.is((await server.ended).status, 0);
  },
  'npx duet chat --user alice': async (t, command) => {
    await using server = await withBob();
    if (!terminalAvailable) return t.log('not tried: no terminal can be had here');
    await using chat = new DuetProcess([...duetArgs(command), ...server.wire], { env, terminal: true });
    await chat.shows(/new account alice\? \(y\/N\) /);
    chat.type('y\r');
    await chat.shows(/alice> /);
    chat.type('/msg bob hello\r');
    t.like((await server.bob.messages().next()).value, { sender: 'alice', body: 'hello' });
    chat.type('/quit\r');
    t.is((await chat.ended).status, 0);
  },
  'npx duet chat --user bob --transport grpc --to alice': async (t, command) => {
    await using server = await withBob();
    using alice = await connect(`wire://${server.wire[1]}`);
    await alice.createAccount('alice', password);
    await using chat = new DuetProcess([...duetArgs(command), ...server.grpc], { env, input: 'hi\n' });
    t.is((await chat.ended).status, 0);
    t.like((await alice.messages().next()).value, { sender: 'bob', body: 'hi' });
  },
  "echo 'the build is done' | npx duet chat --user alice --to bob": async (t, command) => {
    await using server = await withBob();
    using alice = await connect(`wire://${server.wire[1]}`);
    await alice.createAccount('alice', password);
    const input = `${/^echo '(.*)' \|/.exec(command)?.[1]}\n`;
    await using chat = new DuetProcess([...duetArgs(command), ...server.wire], { env, input });
    const { status, stderr } = await chat.ended;
    t.is(status, 0, stderr);
    t.like((await server.bob.messages().next()).value, { sender: 'alice', body: 'the build is done' });
  },
  'npx duet chat --user alice --list chats': async (t, command) => {
    const { stdout, chat } = await printed(t, command);
    t.true(stdout.startsWith(`${chat}\tgroup\tBuild room\t1\t2\towner`), stdout);
  },
  'npx duet chat --user alice --in "Build room" --history 20': async (t, command) => {
    const { stdout } = await printed(t, command);
    t.regex(stdout, /^[^\t\n]+\tbob\tthe deploy failed[^\n]*\n$/);
  },
  "npx duet chat --user alice --search 'deploy fail*'": async (t, command) => {
    const { stdout } = await printed(t, command);
    t.regex(stdout, /^[^\t\n]+\tbob\tthe deploy failed[^\n]*\n$/);
  },
  'npx duet chat --user alice --receive 1 --show-chat': async (t, command) => {
    const { stdout, chat } = await printed(t, command);
    t.regex(stdout, new RegExp(`^[^\\t\\n]+\\tbob\\tthe deploy failed\\t${chat}\\n$`));
  },
  'npx duet admin role alice admin': async (t, command) => {
    using folder = new TemporaryDataFolder();
    const { ledger, state } = folder.open();
    const core = new Core({ ledger, state, environment: systemEnvironment(), limits: defaultLimits });
    const account = { name: 'alice', password, fullName: '' };
    await core.operations.createAccount(undefined, account);
    await core.close();
    await using run = new DuetProcess([...duetArgs(command), '--data', folder.path], { input: '' });
    const { status, stderr } = await run.ended;
    t.is(status, 0, stderr);
    const after = folder.open();
    t.is(after.state.accountsByName.get('alice')?.role, 'admin');
    await after.ledger.close();
  },
  'npx duet backup monday.duet': async (t, command) => {
    t.true((await overData(t, command, /monday\.duet: /)).includes('monday.duet'));
  },
  'npx duet check monday.duet': async (t, command) => {
    await overData(t, command, /monday\.duet: [\s\S]*\nno problem found\n$/);
  },
  'npx duet restore monday.duet --data elsewhere': async (t, command) => {
    t.true((await overData(t, command, /elsewhere: /)).includes('elsewhere'));
  },
  'npx duet export all.jsonl': async (t, command) => {
    t.true((await overData(t, command, /all\.jsonl: 1 lines\n$/)).includes('all.jsonl'));
  },
  'npx duet bench': async (t, command) => {
    await using bench = new DuetProcess([...duetArgs(command), '--help'], { input: '' });
    const { status, stdout } = await bench.ended;
    t.is(status, 0);
    t.regex(stdout, /--json/);
  },
};

test('every command in the README is tried here, and no other', (t) => {
  t.deepEqual([...commands].sort(), Object.keys(trials).sort());
});

for (const [command, trial] of Object.entries(trials)) {
  test(`README: ${command}`, (t) => trial(t, command));
}

test('the README and package.json agree on what the scripts start', (t) => {
  t.is(scripts.start, 'node cli/duet.js serve');
  t.is(scripts.bench, 'node cli/duet.js bench');
});

test("the README's scenario of one's own is one, and the one that the help shows", (t) => {
  const [block] = fencedBlocks(readme, 'json');
  const text = block?.lines.join('\n') ?? '';
  t.notThrows(() => parseScenarioFile(text));
  t.is(text, exampleScenario);
});

test('the README names every scenario of the bench', (t) => {
  const text = readme.join('\n');
  for (const name of scenarioNames) t.true(text.includes(`\`${name}\``), name);
});

test('the README names the default ports, and the Node.js that is needed', (t) => {
  const text = readme.join('\n');
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  t.true(text.includes(`wire on port ${defaultPorts.wire} and gRPC on port ${defaultPorts.grpc}`));
  t.true(text.includes(`Node.js ${engines.node.replace('>=', '')} or newer`));
});

test('ARCHITECTURE.md names only files that are there', (t) => {
  const root = new URL('..', import.meta.url);
  const folders = ['bench', 'cli', 'grpc', 'shared', 'wire'];
  const paths = folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((path) => `/${folder}/${path}`),
  );
  const named = [
    ...documentLines('ARCHITECTURE.md')
      .join('\n')
      .matchAll(/`([a-z_/]+\.(?:ts|proto))`/g),
  ].map(([, path]) => path);
  t.true(named.length > 50);
  t.deepEqual(
    named.filter((name) => !paths.some((path) => path.endsWith(`/${name}`))),
    [],
  );
});

test('every document that a document links to is there', (t) => {
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'wire_design.md', 'locking_design.md'];
  for (const document of documents) {
    for (const [, target = ''] of documentLines(document)
      .join('\n')
      .matchAll(/\]\(([^)#:]+)\)/g)) {
      t.notThrows(() => readFileSync(new URL(`../${target}`, import.meta.url)), `${document} links to ${target}`);
    }
  }
});
