/** The SQLite ledger passes the suite of every ledger, whatever its durability. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { ManualEnvironment } from '../../testing/manual_environment.ts';
import { ledgerSuite } from '../suite.ts';
import { durabilities } from './durability.ts';
import { SqliteLedger } from './sqlite_ledger.ts';

const folders: string[] = [];
test.after.always(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

for (const durability of durabilities) {
  ledgerSuite(test, {
    name: `sqlite, ${durability}`,
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'duet-ledger-'));
      folders.push(folder);
      const onFailure = (error: Error): void => {
        throw error;
      };
      const environment = new ManualEnvironment();
      return SqliteLedger.open({ folder, durability, limits: defaultLimits, environment, onFailure }).ledger;
    },
  });
}
