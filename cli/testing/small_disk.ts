/** A disk of 8 MiB that a test can fill and free: a tmpfs, which takes the right to mount. */

import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const diskBytes = 8 << 20;

/** Unmounted and removed when it is disposed of: whoever uses it has to have ended before. */
export class SmallDisk implements Disposable {
  readonly path: string = mkdtempSync(join(tmpdir(), 'duet-disk-'));
  readonly #ballast: string = join(this.path, 'ballast');

  constructor() {
    const run = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=700`, 'tmpfs', this.path]);
    if (run.status === 0) return;
    rmSync(this.path, { recursive: true });
    throw new Error(run.error?.message ?? run.stderr.toString().trim());
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Writes a file of its own until so many bytes are free. */
  fill(freeBytes = 0): void {
    const file = openSync(this.#ballast, 'w');
    const block = Buffer.alloc(65_536);
    try {
      for (let at = 0; this.freeBytes > 0; ) at += writeSync(file, block, 0, block.length, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
    ftruncateSync(file, Math.max(0, fstatSync(file).size - freeBytes));
    closeSync(file);
  }

  /** Takes that file away. */
  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  [Symbol.dispose](): void {
    spawnSync('umount', [this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Why a test cannot have one here; undefined where it can. */
export const smallDiskMissing: string | undefined = whyMissing();

function whyMissing(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root may mount, and on Linux only';
  try {
    new SmallDisk()[Symbol.dispose]();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
