/** What the next turn of the event loop is to those who cut their work into turns. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';

const script = `
  const { systemEnvironment } = await import(${JSON.stringify(import.meta.resolve('./system_environment.ts'))});
  const environment = systemEnvironment();
  const turn = (left) => (left === 0 ? console.log('done') : environment.startTimer(0, () => turn(left - 1)));
  turn(100);
`;

test('work that is cut into turns goes on by itself, though nothing else happens', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  t.is(stdout, 'done\n');
});
