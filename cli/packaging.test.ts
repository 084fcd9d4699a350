/** The package as others get it: packed, installed elsewhere, run, imported, and type-checked against. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { defaultPorts } from '../shared/client/connect.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { version } from '../shared/contract/version.ts';
import { documentLines, fencedBlocks } from '../shared/testing/markdown.ts';
import { startDuetServer } from './duet_server.ts';
import { systemEnvironment } from './system_environment.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);
const consumer = await mkdtemp(join(tmpdir(), 'duet-consumer-'));
const installed = join(consumer, 'node_modules', 'duet');
const bin = join(consumer, 'node_modules', '.bin', 'duet');

/** What npm tells the scripts that it runs must not reach an npm of ours; this Node is to be found first. */
const env: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(cache|registry|userconfig)$)/.test(name)),
  ),
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
};

const tsconfig = {
  compilerOptions: { module: 'nodenext', target: 'esnext', strict: true, noEmit: true, types: ['node'] },
  files: ['example.ts'],
};

test.before(async () => {
  await run('npm', ['pack', '--pack-destination', consumer], { cwd: root, env });
  const tarball = (await readdir(consumer)).find((name) => name.endsWith('.tgz'));
  await writeFile(join(consumer, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  // What it depends on is in npm's cache, since `npm ci` put it there.
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, `./${tarball}`], { cwd: consumer, env });
  await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify(tsconfig));
});

test.after.always(async () => {
  await rm(consumer, { recursive: true, force: true });
});

test('the version in the code is that of package.json', async (t) => {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  t.is(version, manifest.version);
});

test('installed from its tarball, duet tells its version and its help', async (t) => {
  t.is((await run(bin, ['--version'], { env })).stdout, `${version}\n`);
  const { stdout } = await run(bin, ['serve', '--help'], { env });
  t.regex(stdout, /--wire-port/);
  t.regex(stdout, /--frame-bytes-max/);
});

test('the package holds what it runs on and its documents, and nothing that only tests use', async (t) => {
  for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md', 'wire_design.md', 'shared/contract/chat.proto']) {
    t.true(existsSync(join(installed, file)), file);
  }
  t.deepEqual(await Array.fromAsync(glob('**/*.ts', { cwd: installed, exclude: ['dist/**'] })), []);
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  const dependencies = Object.keys(manifest.dependencies);
  const files = await Array.fromAsync(glob('dist/**/*.js', { cwd: installed }));
  t.true(files.length > 50);
  for (const file of files) {
    t.notRegex(file, /\.test\.js$|\/(testing|conformance|generator)\//);
    const source = await readFile(join(installed, file), 'utf8');
    for (const [, module = ''] of source.matchAll(/(?:from|import\()\s*'([^'.\s][^'\s]*)'/g)) {
      const known = module.startsWith('node:') || dependencies.some((name) => `${module}/`.startsWith(`${name}/`));
      t.true(known, `${file} imports ${module}, which nobody who installs duet has`);
    }
  }
});

test("the README's example has the types that the package declares, and does what it says", async (t) => {
  const [example] = fencedBlocks(documentLines('README.md'), 'ts');
  t.truthy(example);
  const environment = systemEnvironment();
  const server = await startDuetServer({
    ledger: { kind: 'memory' },
    host: '127.0.0.1',
    wirePort: 0,
    grpcPort: 0,
    limits: defaultLimits,
    environment,
  });
  t.teardown(() => server.close());
  const source = (example?.lines ?? [])
    .join('\n')
    .replace(`:${defaultPorts.wire}`, `:${server.wirePort}`)
    .replace(`:${defaultPorts.grpc}`, `:${server.grpcPort}`);
  await writeFile(join(consumer, 'example.ts'), source);
  await run(join(root, 'node_modules/.bin/tsc'), ['--project', consumer], { env });
  const { stdout } = await run(process.execPath, [join(consumer, 'example.ts')], { env });
  t.is(stdout, 'alice: Hello, Bob!\nNOT_FOUND: there is no account carol\n');
});
