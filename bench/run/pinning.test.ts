/** Which CPUs the processes of a run get. */

import test from 'ava';
import { availableCores, coresOf, parseCpuList, pinningOf } from './pinning.ts';

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
    const cores = cpus.map((cpu) => [cpu]);
    t.deepEqual(pinningOf(cores, generators), { server: on(server), generators: each.map(on), probe: on(probe) });
  });
}

for (const { cores, generators, expected } of [
  { cores: [[0, 1]], generators: 1, expected: ['', [''], ''] },
  { cores: [[0, 1, 2, 3]], generators: 1, expected: ['', [''], ''] },
  {
    cores: [
      [0, 2],
      [1, 3],
    ],
    generators: 2,
    expected: ['0,2', ['1,3', '1,3'], '1,3'],
  },
  {
    cores: [
      [0, 3],
      [1, 4],
      [2, 5],
    ],
    generators: 1,
    expected: ['0,3', ['1,4'], '2,5'],
  },
] as const) {
  test(`of ${cores.length} cores of ${cores[0].length} CPUs, server and clients never share one`, (t) => {
    const [server, each, probe] = expected;
    t.deepEqual(pinningOf(cores, generators), { server: on(server), generators: each.map(on), probe: on(probe) });
  });
}

test('CPUs that share a core are together, whatever their numbers; one whose core is not told of is one', (t) => {
  const siblings = (cpu: number): string | undefined => (cpu === 7 ? undefined : `${cpu % 2},${(cpu % 2) + 2}\n`);
  t.deepEqual(coresOf([0, 1, 2, 3, 7], siblings), [[0, 2], [1, 3], [7]]);
  t.deepEqual(coresOf([1, 2, 3], siblings), [[1, 3], [2]]);
});

test('a list of CPUs is read as the kernel writes it', (t) => {
  t.deepEqual(parseCpuList('0-2,5'), [0, 1, 2, 5]);
  t.deepEqual(parseCpuList('7'), [7]);
  t.deepEqual(parseCpuList(''), []);
});

test('the CPUs of this machine are told once each', (t) => {
  const cpus = availableCores().flat();
  t.is(new Set(cpus).size, cpus.length);
  t.true(cpus.every((cpu) => Number.isInteger(cpu) && cpu >= 0));
});
