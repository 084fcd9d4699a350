/** What servers under test keep their messages in. Pure data. */

import type { Durability } from '../../shared/ledger/sqlite/durability.ts';

/** What a server keeps its messages in. `sqlite-memory` is SQLite with that durability, and not the memory ledger. */
export const ledgers = {
  'memory-ledger': { label: 'memory ledger', durability: undefined, meaning: 'keeps nothing on disk' },
  'sqlite-synced': { label: 'SQLite synced', durability: 'synced', meaning: 'replies when the disk has it' },
  'sqlite-written': { label: 'SQLite written', durability: 'written', meaning: 'replies when the system has it' },
  'sqlite-memory': { label: 'SQLite memory', durability: 'memory', meaning: 'replies at once, and writes after that' },
} as const satisfies Record<string, LedgerShape>;

interface LedgerShape {
  readonly label: string;
  /** Undefined for the ledger that has none. */
  readonly durability: Durability | undefined;
  /** Completes the sentence that begins with the label. */
  readonly meaning: string;
}

export type LedgerName = keyof typeof ledgers;

export const ledgerNames = Object.keys(ledgers) as readonly LedgerName[];
