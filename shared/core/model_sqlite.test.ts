/** As model.test.ts, over a ledger that takes its time: every commit and every page comes from another thread. */

import test from 'ava';
import fc from 'fast-check';
import { durabilities } from '../ledger/sqlite/durability.ts';
import { chatCommands } from '../testing/chat_commands.ts';
import { SideBySide } from '../testing/side_by_side.ts';
import { TemporaryDataFolder } from '../testing/temporary_data_folder.ts';

/** Where time jumps, whatever waits to be written looks old. */
const commitQueueMs = Number.MAX_SAFE_INTEGER;

for (const durability of durabilities) {
  test(`whatever is asked in whatever order, the core over SQLite does what the model does, ${durability}`, async (t) => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(chatCommands(200), async (commands) => {
        using folder = new TemporaryDataFolder();
        const both = new SideBySide({
          openLedger: (limits, environment) =>
            folder.open({ limits: { ...limits, commitQueueMs }, environment, durability }),
        });
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: both }), commands);
        } finally {
          await both.fixture.core.close();
        }
        answered += both.answered;
      }),
      { numRuns: 8 },
    );
    t.true(answered > 20, `only ${answered} of the operations were answered rather than refused`);
  });
}
