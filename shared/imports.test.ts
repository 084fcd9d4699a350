/** The house is in order: nobody imports what it may not, and the check for that can fail. */

import { readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import { importViolations, type Source } from './testing/import_rules.ts';

const root = new URL('../', import.meta.url);

function sources(): readonly Source[] {
  return ['shared', 'wire', 'grpc', 'bench', 'cli'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`)
      .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') })),
  );
}

test('every file imports only what its part of the house may', (t) => {
  const all = sources();
  t.true(all.length > 50);
  t.deepEqual(importViolations(all), []);
});

const violation = 'may not import';

/** A file that breaks a rule, and what is said of it. */
const broken: readonly (readonly [path: string, text: string, said: string])[] = [
  ['shared/contract/a.ts', "import { Core } from '../core/core.ts';", violation],
  ['shared/contract/a.ts', "import type { Core } from '../core/core.ts';", violation],
  ['shared/locks/a.ts', "export * from '../ledger/ledger.ts';", violation],
  ['shared/ledger/a.ts', "import {\n  one,\n  two,\n} from '../core/state.ts';", violation],
  ['shared/core/a.ts', "import '../front/conversation.ts';", violation],
  ['shared/core/a.ts', "const front = await import('../../wire/server.ts');", violation],
  ['shared/client/a.ts', "import { openWireChannel } from '../../wire/channel.ts';", violation],
  ['shared/client/connect.ts', "import { startWireServer } from '../../wire/server.ts';", violation],
  ['shared/front/a.ts', "import { Core } from '../core/core.ts';", violation],
  ['wire/a.ts', "import { rpcs } from '../grpc/service.ts';", violation],
  ['wire/a.ts', "import { Core } from '../shared/core/core.ts';", violation],
  ['grpc/a.ts', "import { FrameSplitter } from '../wire/frame_splitter.ts';", violation],
  ['grpc/a.ts', "import { startDuetServer } from '../cli/duet_server.ts';", violation],
  ['shared/core/a.ts', "import { report } from '../../bench/report.ts';", violation],
  ['wire/a.ts', "import { ManualEnvironment } from '../shared/testing/manual_environment.ts';", violation],
  ['bench/a.ts', "import { conformanceTests } from '../shared/conformance/suite.ts';", violation],
  ['grpc/a.ts', "import { connect } from 'node:net';", violation],
  ['cli/a.ts', "import { connect } from 'node:tls';", violation],
  ['wire/a.ts', "import { Client } from '@grpc/grpc-js';", violation],
  ['shared/core/a.ts', "import { DatabaseSync } from 'node:sqlite';", violation],
  ['bench/a.ts', "import yargs from 'yargs';", violation],
  ['bench/a.ts', "import { hideBin } from 'yargs/helpers';", violation],
  ['wire/a.ts', "import fc from 'fast-check';", violation],
  ['elsewhere/a.ts', '', 'is in no part of the house'],
  ['shared/core/a.ts', 'const now = Date.now();', 'uses Date.now'],
  ['shared/core/a.ts', 'const chance = Math.random();', 'uses Math.random'],
  ['shared/core/a.ts', "import { randomBytes } from 'node:crypto';", 'uses randomBytes'],
  ['shared/core/a.ts', 'setTimeout(() => {}, 1);', 'uses setTimeout'],
  ['shared/core/a.ts', 'setImmediate(() => {});', 'uses setImmediate'],
  ['shared/locks/a.ts', 'const start = performance.now();', 'uses performance.'],
  ['grpc/a.ts', 'let count = 0;', 'has a mutable global'],
  ['grpc/a.ts', 'export let count = 0;', 'has a mutable global'],
];

for (const [path, text, said] of broken) {
  test(`the check finds ${JSON.stringify(text)} in ${path}`, (t) => {
    const found = importViolations([{ path, text }]);
    t.is(found.length, 1);
    t.true(found[0]?.startsWith(path) && found[0].includes(said), found[0]);
  });
}

test('the check finds a cycle', (t) => {
  const found = importViolations([
    { path: 'wire/a.ts', text: "import { b } from './b.ts';" },
    { path: 'wire/b.ts', text: "import { c } from './c.ts';" },
    { path: 'wire/c.ts', text: "import { b } from './b.ts';" },
  ]);
  t.deepEqual(found, ['a cycle: wire/b.ts -> wire/c.ts -> wire/b.ts']);
});

/** Files that break no rule, although they look a little like it. */
const inOrder: readonly (readonly [path: string, text: string])[] = [
  ['shared/core/a.ts', "import { ChatError } from '../contract/chat_error.ts';\nimport { State } from './state.ts';"],
  ['shared/core/a.ts', 'const salt = environment.randomBytes(16);'],
  [
    'shared/core/a.ts',
    '/** Never Date.now() here. */\n// let it be\nfunction f(): void {\n  let count = 0;\n  count += 1;\n}',
  ],
  ['shared/client/connect.ts', "const { openWireChannel } = await import('../../wire/channel.ts');"],
  ['wire/a.test.ts', "import { Core } from '../shared/core/core.ts';"],
  ['bench/a.ts', "import { createServer } from 'node:net';\nimport { startDuetServer } from '../cli/duet_server.ts';"],
];

for (const [path, text] of inOrder) {
  test(`the check lets pass ${JSON.stringify(text)} in ${path}`, (t) => {
    t.deepEqual(importViolations([{ path, text }]), []);
  });
}
