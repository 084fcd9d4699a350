/** Data folders for the servers of one bench, all in one folder that is removed with it. Knows nothing of servers. */

import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export class DataFolders implements Disposable {
  /** Without symbolic links. */
  readonly root: string;

  /** Makes its folder in that one. Throws the system's error where it cannot. */
  constructor(parent: string) {
    this.root = realpathSync(mkdtempSync(join(parent, 'duet-bench-')));
  }

  /** One that is there, and empty until something is written to it. */
  make(name: string): string {
    const folder = join(this.root, name);
    mkdirSync(folder);
    return folder;
  }

  /** Removes all of it. Nobody may be writing to it any more. */
  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What the files of a folder hold. */
export function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((bytes, name) => bytes + statSync(join(folder, name)).size, 0);
}
