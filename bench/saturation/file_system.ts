/** Which file system a folder is on, as far as the system tells: what a sync costs, and whether it is one, hangs on it. */

import { readFileSync, realpathSync } from 'node:fs';

export interface FileSystem {
  /** Such as `ext4`; `unknown` where the system does not tell. */
  readonly type: string;
  /** What it lies on, such as `/dev/sda1`. */
  readonly source: string;
  /** A sync does nothing there, and a loss of power loses all. */
  readonly inMemory: boolean;
}

const unknown: FileSystem = { type: 'unknown', source: 'unknown', inMemory: false };
const typesInMemory: readonly string[] = ['tmpfs', 'ramfs', 'devtmpfs'];

export function fileSystemOf(folder: string): FileSystem {
  try {
    return mountedAt(realpathSync(folder), readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    // Elsewhere than on Linux.
    return unknown;
  }
}

/** The mount that an absolute path is under. `mountInfo` is as proc_pid_mountinfo(5) has it. */
export function mountedAt(path: string, mountInfo: string): FileSystem {
  let longest = -1;
  let found = unknown;
  for (const line of mountInfo.split('\n')) {
    const [mount = '', device = ''] = line.split(' - ');
    const point = unescaped(mount.split(' ')[4] ?? '');
    // Of several mounts on one point the last is the one that is seen.
    if (!isUnder(path, point) || point.length < longest) continue;
    const [type = '', source = ''] = device.split(' ');
    longest = point.length;
    found = { type, source: unescaped(source), inMemory: typesInMemory.includes(type) };
  }
  return found;
}

function isUnder(path: string, point: string): boolean {
  return point !== '' && `${path}/`.startsWith(point.endsWith('/') ? point : `${point}/`);
}

/** Spaces and the like are written as three octal digits. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
