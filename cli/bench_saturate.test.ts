/** `duet bench saturate` as it is typed: what it refuses before it measures, and that it can be stopped without leaving anything. */

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { DuetProcess } from './testing/duet_process.ts';

const data = mkdtempSync(join(tmpdir(), 'duet-bench-test-'));
test.after.always(() => rmSync(data, { recursive: true }));

const statuses = { SIGINT: 130, SIGTERM: 143 } as const;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test.serial(`stopped by ${signal}, it says so, reports nothing and removes its data folders`, async (t) => {
    const watching = new AbortController();
    const changes = watch(data, { recursive: true, signal: watching.signal });
    await using bench = new DuetProcess([
      ...['bench', 'saturate', '--ledger', 'sqlite-synced', '--scenario', 'send', '--window', '1', '--rounds', '1000'],
      ...['--data', data],
    ]);
    // A ledger is there: at least one server is.
    for await (const { filename } of changes) if (filename?.endsWith('ledger.db') === true) break;
    watching.abort();
    bench.signal(signal);
    const { status, stdout, stderr } = await bench.ended;
    t.is(status, statuses[signal]);
    t.is(stdout, '');
    t.regex(stderr, /(?:^|\n)duet: the bench was stopped; nothing is reported\n$/);
    t.deepEqual(readdirSync(data), []);
  });
}

const missing = join(data, 'missing');

for (const [what, args, said] of [
  ['a folder that is missing', ['--data', missing], /^duet: --data: .* cannot be written to: ENOENT/],
  ['a folder without a name', ['--data', ''], /^duet: --data: one folder is expected/],
  ['a ledger that there is not', ['--ledger', 'sqlite'], /^duet: Invalid values: Argument: ledger/],
  ['a file that cannot be written', ['--json', join(missing, 'file')], /^duet: --json: .* cannot be written: ENOENT/],
  ['an option of another bench', ['--export', 'folder'], /^duet: Unknown argument/],
] as const) {
  test(`${what} is refused in one line, before anything is measured`, async (t) => {
    await using bench = new DuetProcess(['bench', 'saturate', ...args, '--ledger', 'sqlite-synced'], { input: '' });
    const { status, stdout, stderr } = await bench.ended;
    t.is(status, 1);
    t.is(stdout, '');
    t.regex(stderr, said);
    t.is(stderr.split('\n').length, 2, stderr);
    t.false(existsSync(missing));
  });
}
