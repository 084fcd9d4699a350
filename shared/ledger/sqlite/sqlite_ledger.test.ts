/** The SQLite ledger passes the suites of every ledger, whatever its durability. */

import test from 'ava';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import { forgettingLedgerSuite } from '../forgetting_suite.ts';
import { searchSuite } from '../search_suite.ts';
import { ledgerSuite } from '../suite.ts';
import { durabilities } from './durability.ts';

const folders: TemporaryDataFolder[] = [];
test.after.always(() => {
  for (const folder of folders) folder[Symbol.dispose]();
});

function newFolder(): TemporaryDataFolder {
  const folder = new TemporaryDataFolder();
  folders.push(folder);
  return folder;
}

for (const durability of durabilities) {
  ledgerSuite(test, { name: `sqlite, ${durability}`, open: async () => newFolder().open({ durability }).ledger });
}

// What is found has no part in when it is synced; with `memory` it is answered before it is written.
for (const durability of ['written', 'memory'] as const) {
  searchSuite(test, { name: `sqlite, ${durability}`, open: async () => newFolder().open({ durability }).ledger });
}

// Between synced and written lies a setting of SQLite, which has no part in what is forgotten.
for (const durability of ['synced', 'memory'] as const) {
  forgettingLedgerSuite(test, {
    name: `sqlite, ${durability}`,
    async open() {
      const limits = { retentionMessagesPerChatMax: 10, retentionSweepMs: 1 };
      return newFolder().open({ durability, limits }).ledger;
    },
  });
}
