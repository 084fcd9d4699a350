/**
 * What the disk itself takes to make a small commit durable: bytes written over old ones, as SQLite writes its log, and
 * fdatasync. Knows nothing of SQLite; no commit that is synced can be faster than this.
 */

import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../statistics/median.ts';

/** As long as SQLite's log gets, by default: it is written anew from its beginning again and again. */
const fileBytes = 16_777_216;

/** What the commit of one message writes: a page each of the messages, of their index and of the position. */
export const syncedBytes = 3 * (4_096 + 24);

/** At least so many, however slow the disk. */
const samplesMin = 5;

export class DiskSync implements Disposable {
  readonly #path: string;
  readonly #file: number;
  readonly #bytes = Buffer.alloc(syncedBytes, 'duet');
  #at = 0;

  /** Writes its file to the folder; disposing of it removes that. */
  constructor(folder: string) {
    this.#path = join(folder, 'disk-sync');
    this.#file = openSync(this.#path, 'w', 0o600);
    writeSync(this.#file, Buffer.alloc(fileBytes, 'duet'));
    fdatasyncSync(this.#file);
  }

  /** Writes and syncs for that long. The time that each took, in microseconds. Nothing else runs meanwhile. */
  measure(durationMs: number): readonly number[] {
    const samples: number[] = [];
    const deadlineMs = performance.now() + durationMs;
    for (let nowMs = performance.now(); nowMs < deadlineMs || samples.length < samplesMin; ) {
      if (this.#at + syncedBytes > fileBytes) this.#at = 0;
      writeSync(this.#file, this.#bytes, 0, syncedBytes, this.#at);
      fdatasyncSync(this.#file);
      this.#at += syncedBytes;
      const doneMs = performance.now();
      samples.push((doneMs - nowMs) * 1_000);
      nowMs = doneMs;
    }
    return samples;
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }
}

/** The median, in microseconds, of what is measured before and after something takes place. */
export async function syncUsAround<T>(
  disk: DiskSync,
  durationMs: number,
  work: () => Promise<T>,
): Promise<{ readonly syncUs: number; readonly result: T }> {
  const before = disk.measure(durationMs / 2);
  const result = await work();
  return { syncUs: median([...before, ...disk.measure(durationMs / 2)]), result };
}
