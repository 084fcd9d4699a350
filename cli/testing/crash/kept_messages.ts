/** The messages of a ledger as they lie on the disk, whatever has become of the server that wrote them. */

import { dataFolder } from '../../../shared/ledger/sqlite/data_folder.ts';
import { openForReading } from '../../../shared/ledger/sqlite/database.ts';
import type { KeptMessage } from './audit.ts';

/** Gives those after that position to `take`, by position, all from one moment. */
export function readKeptMessages(folder: string, after: number, take: (message: KeptMessage) => void): void {
  const database = openForReading(dataFolder(folder).database);
  try {
    const rows = database
      .prepare(
        `SELECT position, id AS chat, sender, body FROM messages LEFT JOIN chats ON number = chat
         WHERE position > ? ORDER BY position`,
      )
      .iterate(after) as Iterable<unknown> as Iterable<KeptMessage>;
    for (const row of rows) take(row);
  } finally {
    database.close();
  }
}
