/** What the figures were measured on and with: part of every report, since they mean nothing without it. */

import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { version } from '../shared/contract/version.ts';

export interface Machine {
  readonly duet: string;
  readonly node: string;
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** Of the last minute, when the bench began. */
  readonly loadAverage: number;
  readonly startedAt: string;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    duet: version,
    node: process.versions.node,
    system: `${type()} ${release()}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    loadAverage: loadavg()[0] ?? 0,
    startedAt: new Date().toISOString(),
  };
}

/** As lines at the head of a report. */
export function machineLines({ duet, node, system, cpu, cores, memoryGib, loadAverage }: Machine): readonly string[] {
  return [
    `Duet ${duet}, Node.js ${node}, ${system}`,
    `${cpu}, ${cores} cores, ${memoryGib} GiB, load average ${loadAverage.toFixed(2)}`,
  ];
}
