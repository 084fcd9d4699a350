/**
 * As model.test.ts, over a ledger that takes its time: every commit and every page comes from another thread. What is
 * on the disk in the end adds up.
 */

import test from 'ava';
import fc from 'fast-check';
import { dataFolder } from '../ledger/sqlite/data_folder.ts';
import { openForReading } from '../ledger/sqlite/database.ts';
import { durabilities } from '../ledger/sqlite/durability.ts';
import { invariants } from '../ledger/sqlite/invariants.ts';
import { chatCommands, mostlyGroups, openAccounts } from '../testing/chat_commands.ts';
import { SideBySide } from '../testing/side_by_side.ts';
import { TemporaryDataFolder } from '../testing/temporary_data_folder.ts';

/** Where time jumps, whatever waits to be written looks old. */
const commitQueueMs = Number.MAX_SAFE_INTEGER;

/** What `duet check` would find in what was written. */
function brokenInvariants(folder: TemporaryDataFolder): string[] {
  const database = openForReading(dataFolder(folder.path).database);
  try {
    return invariants.filter(({ sql }) => database.prepare(sql).get() !== undefined).map(({ broken }) => broken);
  } finally {
    database.close();
  }
}

for (const durability of durabilities) {
  test(`whatever is asked in whatever order, the core over SQLite does what the model does, ${durability}`, async (t) => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.boolean(), chatCommands(200), mostlyGroups(200), async (isGroups, any, groups) => {
        using folder = new TemporaryDataFolder();
        const both = new SideBySide({
          openLedger: (limits, environment) =>
            folder.open({ limits: { ...limits, commitQueueMs }, environment, durability }),
        });
        try {
          if (isGroups) await openAccounts(both);
          await fc.asyncModelRun(() => ({ model: {}, real: both }), isGroups ? groups : any);
        } finally {
          await both.fixture.core.close();
        }
        answered += both.answered;
        t.deepEqual(brokenInvariants(folder), []);
      }),
      { numRuns: 6 },
    );
    t.true(answered > 20, `only ${answered} of the operations were answered rather than refused`);
  });
}
