/**
 * What goes over the loopback interface between two moments: every packet with its headers, from Ethernet's up, once.
 * Means something only where the interface is nobody else's: see network_namespace.ts. Linux only.
 */

import { readFileSync } from 'node:fs';
import type { Missing } from '../run/run.ts';

/** The kernel counts a packet of this interface from its IP header on; on a wire, an Ethernet header would be before it. */
const ethernetHeaderBytes = 14;

export interface NetworkUse {
  readonly bytes: number;
  readonly packets: number;
}

export class NetworkGauge {
  readonly #beginning = loopbackUse();

  /** Since this gauge was made. */
  read(): NetworkUse | Missing {
    const before = this.#beginning;
    const now = loopbackUse();
    if ('missing' in before) return before;
    if ('missing' in now) return now;
    return { bytes: now.bytes - before.bytes, packets: now.packets - before.packets };
  }
}

function loopbackUse(): NetworkUse | Missing {
  try {
    return parseLoopback(readFileSync('/proc/net/dev', 'utf8'));
  } catch {
    return { missing: 'there is no /proc/net/dev on this system' };
  }
}

/** Of the table of /proc/net/dev (proc_pid_net(5)): what lo has received, which is all that it was given to send. */
export function parseLoopback(table: string): NetworkUse | Missing {
  const line = table.split('\n').find((row) => row.trim().startsWith('lo:'));
  const [bytes, packets] = line?.trim().slice('lo:'.length).trim().split(/ +/).map(Number) ?? [];
  if (bytes === undefined || packets === undefined) return { missing: 'there is no loopback interface' };
  return { bytes: bytes + packets * ethernetHeaderBytes, packets };
}
