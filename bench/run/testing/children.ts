/** Which processes a process has started that are still there. Linux only; none elsewhere. */

import { readdirSync, readFileSync } from 'node:fs';

/** Ascending. One that has ended, and was not waited for yet, is none. */
export function childrenOf(parent: number): readonly number[] {
  return processes()
    .filter((pid) => {
      const { parentPid, state } = statOf(pid);
      return parentPid === parent && state !== 'Z';
    })
    .sort((left, right) => left - right);
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function statOf(pid: number): { readonly parentPid: number; readonly state: string } {
  try {
    // The name, in parentheses, may hold anything (proc_pid_stat(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parentPid = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parentPid: Number(parentPid), state };
  } catch {
    return { parentPid: 0, state: 'Z' };
  }
}
