/** The same events give the same state anywhere: the whole state, in the same order, from events that were written down. */

import test from 'ava';
import fc from 'fast-check';
import type { LedgerEvent } from '../ledger/ledger.ts';
import { chatCommands, mostlyGroups, openAccounts } from '../testing/chat_commands.ts';
import { SideBySide } from '../testing/side_by_side.ts';
import { writtenState } from '../testing/written_state.ts';
import { State } from './state.ts';

test('the events of any run, written down and replayed into a new state, give the state of that run', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(chatCommands(400), mostlyGroups(400)), async (commands) => {
      const both = new SideBySide();
      await openAccounts(both);
      await fc.asyncModelRun(() => ({ model: {}, real: both }), commands);
      const { ledger, limits, state } = both.fixture;
      const replayed = new State(limits);
      for (const event of ledger.events) {
        const read = JSON.parse(JSON.stringify(event)) as LedgerEvent;
        replayed.apply(read, replayed.position + 1);
      }
      t.is(writtenState(replayed), writtenState(state));
    }),
    { numRuns: 50 },
  );
});
