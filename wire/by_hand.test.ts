/** The session by hand of wire_design.md: run by a shell, as it stands, but for the port and a netcat of our own. */

import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { startFront } from '../shared/testing/front_fixture.ts';
import { documentLines, fencedBlocks } from '../shared/testing/markdown.ts';
import { Bindings } from '../shared/testing/transcript.ts';
import { startWireServer } from './server.ts';

const lines = documentLines('wire_design.md');

/** Not every machine has a netcat, and not every netcat has -N. */
const netcat = `#!/bin/sh
exec "${process.execPath}" -e '
  const [, host, port] = process.argv.slice(1);
  const socket = require("node:net").connect({ host, port, allowHalfOpen: true });
  process.stdin.pipe(socket).pipe(process.stdout);
' -- "$@"
`;

test('wire_design.md: a person with a shell can hold a whole session', async (t) => {
  const { port } = await startFront(t, startWireServer);
  const folder = mkdtempSync(join(tmpdir(), 'duet-by-hand-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'nc'), netcat);
  chmodSync(join(folder, 'nc'), 0o755);

  const [script] = fencedBlocks(lines, 'sh');
  const [output] = fencedBlocks(lines, 'output');
  if (script === undefined || output === undefined) return t.fail('the document has no session by hand');
  const commands = script.lines.join('\n').replace(' 4100;', ` ${port};`);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const { stdout } = await promisify(execFile)('sh', ['-c', commands], { env });

  const bindings = new Bindings();
  const printed = stdout.trimEnd().split('\n');
  t.is(printed.length, output.lines.length, stdout);
  for (const [index, expected] of output.lines.entries()) {
    const answer = printed[index] ?? '';
    if (bindings.match(expected.replaceAll('⇥', '\t'), answer)) continue;
    t.is(answer.replaceAll('\t', '⇥'), bindings.fill(expected));
  }
});
