/** Makes the system forget what it holds of files in memory, so that they are read from the disk: as after a reboot. */

import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

/**
 * Whether it was done: Node has no posix_fadvise(2), but GNU dd has. What is not on the disk yet is not forgotten. Of
 * other files, such as those of Node.js, nothing is.
 */
export async function forgetCached(path: string): Promise<boolean> {
  try {
    await promisify(execFile)('dd', [`if=${path}`, `of=${devNull}`, 'iflag=nocache', 'count=0', 'status=none']);
    return true;
  } catch {
    return false;
  }
}
