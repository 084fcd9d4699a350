/** Which CPUs the processes of a run may use. Pure, but for `availableCores`, which asks the system. */

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

/** The CPUs of one core that this process may use: those that share its units, of which the kernel tells. */
export type Core = readonly number[];

/**
 * Half of the cores for the server, one for the probe, the others for the generators, as evenly as they go; one that has
 * none of its own shares. Always whole cores: two CPUs of one slow each other down. Of two cores, all clients share one;
 * nothing is pinned where there is but one, or fewer than four CPUs.
 */
export function pinningOf(cores: readonly Core[], generators: number): Pinning {
  const unpinned = Array.from({ length: generators }, () => []);
  if (cores.length < 2 || cores.flat().length < pinnedCpusMin) return { server: [], generators: unpinned, probe: [] };
  const servers = cores.slice(0, Math.floor(cores.length / 2));
  const clients = cores.slice(servers.length);
  const others = clients.length === 1 ? clients : clients.slice(0, -1);
  const each = Math.max(1, Math.floor(others.length / generators));
  return {
    server: onCores(servers),
    generators: unpinned.map((_, index) => {
      const first = (index * each) % others.length;
      return onCores(others.slice(first, first + each));
    }),
    probe: onCores(clients.slice(-1)),
  };
}

/** Those that this process may use, and can give to others; none where the system has no `taskset`. */
export function availableCores(): readonly Core[] {
  try {
    if (spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status !== 0) return [];
    const [, list = ''] = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return coresOf(parseCpuList(list), siblings);
  } catch {
    return [];
  }
}

/** `siblings`: the CPUs of the core of that CPU, as the kernel lists them; undefined where it doesn't. */
export function coresOf(cpus: readonly number[], siblings: (cpu: number) => string | undefined): readonly Core[] {
  const cores = Map.groupBy(cpus, (cpu) => siblings(cpu)?.trim() ?? String(cpu));
  return [...cores.values()];
}

function siblings(cpu: number): string | undefined {
  try {
    return readFileSync(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, 'utf8');
  } catch {
    return undefined;
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

function onCores(cores: readonly Core[]): readonly string[] {
  return ['taskset', '--cpu-list', cores.flat().join(',')];
}
