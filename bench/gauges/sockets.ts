/**
 * How many TCP connections processes have to a port, as the kernel has it, whatever they say themselves: their open
 * files (/proc/PID/fd) that are sockets of its tables (/proc/net/tcp). Linux only.
 */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Missing } from '../run/run.ts';

/** In the tables: a connection that stands. */
const established = '01';

/** Of processes in this process' network namespace. */
export function countSockets(processes: readonly number[], port: number): number | Missing {
  let rows: ReadonlySet<string>;
  try {
    rows = connectionsTo(port, `${readFileSync('/proc/net/tcp', 'utf8')}${readIfThere('/proc/net/tcp6')}`);
  } catch {
    return { missing: 'there is no /proc/net/tcp on this system' };
  }
  let sockets = 0;
  for (const process of processes) {
    for (const inode of socketsOf(process)) if (rows.has(inode)) sockets += 1;
  }
  return sockets;
}

/** The inodes of the connections in these tables that go to that port (proc_pid_net(5)). */
export function connectionsTo(port: number, tables: string): ReadonlySet<string> {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = tables.split('\n').map((line) => line.trim().split(/ +/));
  // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
  const ours = rows.filter(([, , remote = '', state]) => remote.endsWith(ending) && state === established);
  return new Set(ours.map((row) => row[9] ?? ''));
}

function socketsOf(process: number): readonly string[] {
  const folder = `/proc/${process}/fd`;
  return readdirSync(folder).flatMap((file) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(linkIfThere(`${folder}/${file}`)) ?? [];
    return inode === undefined ? [] : [inode];
  });
}

/** Empty where the file was closed since the folder was read. */
function linkIfThere(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Empty where the system has no IPv6. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
