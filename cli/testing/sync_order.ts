/**
 * Whether what a server told its clients was on the disk by then: reads it off the system calls. Knows how SQLite writes
 * its log, frame by frame; the log's format is https://sqlite.org/fileformat2.html#the_write_ahead_log.
 */

import type { SystemCall } from './system_calls.ts';

/** As `-e` of strace: all that writes to the log or to a client, and all that syncs. */
export const syncTrace = 'trace=write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync';

const frameHeaderBytes = 24;
const syncs: ReadonlySet<string> = new Set(['fsync', 'fdatasync']);

/** Something that a server must not tell before it has been synced. */
export interface Told {
  /** Occurs in the log, and nowhere in it before it is committed. */
  readonly body: Buffer;
  /** Any of these, on a socket, tells of it. */
  readonly replies: readonly Buffer[];
}

export type Finding = 'told after the sync' | 'told before the sync' | 'never told' | 'not in the log';

export class SyncOrder {
  readonly #log: readonly SystemCall[];
  readonly #syncs: readonly SystemCall[];
  readonly #sockets: readonly SystemCall[];

  constructor(calls: readonly SystemCall[]) {
    const onLog = calls.filter(({ target }) => target.endsWith('ledger.db-wal'));
    this.#syncs = onLog.filter(({ name, result }) => syncs.has(name) && result === 0);
    this.#log = onLog.filter(({ name }) => !syncs.has(name));
    this.#sockets = calls.filter(({ target }) => /^(socket|TCP)/.test(target));
  }

  /** Of syncs of the log that succeeded. */
  get syncs(): number {
    return this.#syncs.length;
  }

  /** Each of those replies is looked for, and the earliest one decides. */
  find({ body, replies }: Told): Finding {
    const told = this.#sockets.find(({ data }) => replies.some((reply) => data.includes(reply)));
    const committed = this.#commitOf(body);
    // Told while nowhere in the log: that is before the sync, too.
    if (committed === undefined) return told === undefined ? 'not in the log' : 'told before the sync';
    if (told === undefined) return 'never told';
    const covered = this.#syncs.some(({ begin, end }) => begin > committed && end < told.begin);
    return covered ? 'told after the sync' : 'told before the sync';
  }

  /** Writes to sockets, of those that match, that began while something in the log had not been synced. */
  toldWhileUnsynced(tells: (data: Buffer) => boolean): readonly string[] {
    return this.#sockets
      .filter(({ data, begin }) => tells(data) && !this.#allSyncedBefore(begin))
      .map(({ data }) => data.toString('latin1', 0, 100));
  }

  #allSyncedBefore(line: number): boolean {
    const last = this.#log.findLast(({ begin }) => begin < line);
    return last === undefined || this.#syncs.some(({ begin, end }) => begin > last.end && end < line);
  }

  /** The line at which the last frame of the transaction was written that first has this in a page. */
  #commitOf(body: Buffer): number | undefined {
    const page = this.#log.findIndex(({ data }) => data.includes(body));
    if (page === -1) return undefined;
    // Each frame is two writes: its header, which is not 0 in its second word where it commits, and its page.
    for (let header = page - 1; header + 1 < this.#log.length; header += 2) {
      const data = this.#log[header]?.data;
      if (data?.length !== frameHeaderBytes)
        throw new Error('the log was not written as a header and a page at a time');
      if (data.readUInt32BE(4) !== 0) return this.#log[header + 1]?.end;
    }
    return undefined;
  }
}
