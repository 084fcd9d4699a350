/**
 * Writes the generated files from chat.proto, formatted as the rest of the code is.
 * With --check it writes nothing and exits with 1 if a file is not what it would write.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { emitContract } from './emit_contract.ts';
import { emitGrpc } from './emit_grpc.ts';
import { emitWire } from './emit_wire.ts';
import { readContract } from './read_contract.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const contract = readContract(readFileSync(`${root}shared/contract/chat.proto`, 'utf8'));
const files = {
  'shared/contract/contract.generated.ts': emitContract(contract),
  'wire/messages.generated.ts': emitWire(contract),
  'grpc/messages.generated.ts': emitGrpc(contract),
};

for (const [path, source] of Object.entries(files)) {
  const text = execFileSync(`${root}node_modules/.bin/biome`, ['check', '--write', `--stdin-file-path=${path}`], {
    cwd: root,
    input: source,
    encoding: 'utf8',
  });
  const present = existsSync(root + path) ? readFileSync(root + path, 'utf8') : '';
  if (text === present) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} is not what chat.proto says: run \`npm run generate\` and commit the result`);
    process.exitCode = 1;
  } else {
    writeFileSync(root + path, text);
    console.log(`wrote ${path}`);
  }
}
