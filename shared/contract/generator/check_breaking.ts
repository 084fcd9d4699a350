/**
 * `npm run check:breaking`: compares the contract with the one on main, and fails on what would break clients in use.
 * Knows git and buf; nothing of what is breaking, which buf.yaml says. Works offline.
 */

import { spawnSync } from 'node:child_process';

/** Where main can be found: one's own branch, or, in a clone that has only a branch of its own, the remote's. */
const branches = ['main', 'origin/main'];

const base = branches.find(
  (branch) =>
    spawnSync('git', ['cat-file', '-e', `${branch}:shared/contract/chat.proto`], { stdio: 'ignore' }).status === 0,
);

if (base === undefined) {
  console.log('no contract on main yet: nothing to compare with');
} else {
  const { status } = spawnSync('buf', ['breaking', '--against', `.git#ref=${base}`], { stdio: 'inherit' });
  if (status === 0) console.log(`nothing in the contract breaks clients of ${base}`);
  process.exitCode = status ?? 1;
}
