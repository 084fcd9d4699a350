/** Which CPUs the processes of a run get. */

import test from 'ava';
import { availableCpus, parseCpuList, pinningOf } from './pinning.ts';

const on = (list: string): readonly string[] => (list === '' ? [] : ['taskset', '--cpu-list', list]);

for (const { cpus, generators, expected } of [
  { cpus: [], generators: 1, expected: ['', [''], ''] },
  { cpus: [0, 1], generators: 2, expected: ['', ['', ''], ''] },
  { cpus: [0, 1, 2], generators: 1, expected: ['', [''], ''] },
  { cpus: [0, 1, 2, 3], generators: 1, expected: ['0,1', ['2'], '3'] },
  { cpus: [0, 1, 2, 3], generators: 2, expected: ['0,1', ['2', '2'], '3'] },
  { cpus: [4, 5, 6, 7, 12, 13, 14, 15], generators: 2, expected: ['4,5,6,7', ['12', '13'], '15'] },
  { cpus: [0, 1, 2, 3, 4, 5, 6, 7], generators: 1, expected: ['0,1,2,3', ['4,5,6'], '7'] },
] as const) {
  test(`of ${cpus.length} CPUs the server, ${generators} generators and the probe get their own, if there are enough`, (t) => {
    const [server, each, probe] = expected;
    t.deepEqual(pinningOf(cpus, generators), { server: on(server), generators: each.map(on), probe: on(probe) });
  });
}

test('a list of CPUs is read as the kernel writes it', (t) => {
  t.deepEqual(parseCpuList('0-2,5'), [0, 1, 2, 5]);
  t.deepEqual(parseCpuList('7'), [7]);
  t.deepEqual(parseCpuList(''), []);
});

test('the CPUs of this machine are told once each', (t) => {
  const cpus = availableCpus();
  t.is(new Set(cpus).size, cpus.length);
  t.true(cpus.every((cpu) => Number.isInteger(cpu) && cpu >= 0));
});
