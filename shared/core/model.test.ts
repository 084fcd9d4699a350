/** Random operations, one after another: the core answers and hands out exactly what a model in plain objects does. */

import test from 'ava';
import fc from 'fast-check';
import { chatCommands, mostlyGroups, openAccounts } from '../testing/chat_commands.ts';
import { SideBySide } from '../testing/side_by_side.ts';

test('whatever is asked in whatever order, the core does what the model does', async (t) => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(chatCommands(400), async (commands) => {
      const both = new SideBySide();
      await fc.asyncModelRun(() => ({ model: {}, real: both }), commands);
      answered += both.answered;
    }),
    { numRuns: 150 },
  );
  t.true(answered > 1_000, `only ${answered} of the operations were answered rather than refused`);
});

test('however groups come and go, and whoever comes back to them, the core does what the model does', async (t) => {
  let cameBack = 0;
  await fc.assert(
    fc.asyncProperty(mostlyGroups(600), async (commands) => {
      const both = new SideBySide();
      await openAccounts(both);
      await fc.asyncModelRun(() => ({ model: {}, real: both }), commands);
      for (const event of both.fixture.ledger.events) {
        if (event.type === 'participants_added' && event.participants.some(({ spans }) => spans.length > 0))
          cameBack += 1;
      }
    }),
    { numRuns: 150 },
  );
  t.true(cameBack > 10, `only ${cameBack} were added who may read what was before`);
});
