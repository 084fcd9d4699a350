/** Which CPUs the processes of a run may use. Pure, but for `availableCpus`, which asks the system. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** With fewer there is nothing to be kept apart: server and clients share them all. */
const pinnedCpusMin = 4;

/** What is put before the command of each process. */
export interface Pinning {
  readonly server: readonly string[];
  readonly generators: readonly (readonly string[])[];
  /** The proxy's too: both do little. */
  readonly probe: readonly string[];
}

/**
 * Half of the CPUs for the server, one for the probe, the others for the generators, as evenly as they go; one that has
 * none of its own shares. Nothing is pinned where there are fewer than four.
 */
export function pinningOf(cpus: readonly number[], generators: number): Pinning {
  const unpinned = Array.from({ length: generators }, () => []);
  if (cpus.length < pinnedCpusMin) return { server: [], generators: unpinned, probe: [] };
  const servers = cpus.slice(0, Math.floor(cpus.length / 2));
  const others = cpus.slice(servers.length, -1);
  const each = Math.max(1, Math.floor(others.length / generators));
  return {
    server: onCpus(servers),
    generators: unpinned.map((_, index) => {
      const first = (index * each) % others.length;
      return onCpus(others.slice(first, first + each));
    }),
    probe: onCpus(cpus.slice(-1)),
  };
}

/** Those that this process may use, and can give to others; none where the system has no `taskset`. */
export function availableCpus(): readonly number[] {
  try {
    if (spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status !== 0) return [];
    const [, list = ''] = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return parseCpuList(list);
  } catch {
    return [];
  }
}

/** Such as `0-2,5`. */
export function parseCpuList(list: string): readonly number[] {
  return list
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}

function onCpus(cpus: readonly number[]): readonly string[] {
  return ['taskset', '--cpu-list', cpus.join(',')];
}
