/** What a server starts with, read from its data folder, is what the events of its ledger add up to, to the last field. */

import test from 'ava';
import fc from 'fast-check';
import type { AccountId, ChatId, LedgerEvent, TokenHash } from '../ledger/ledger.ts';
import { accountCreated, accountDeleted, chatCreated, messageSent } from '../ledger/suite_events.ts';
import { chatCommands, mostlyGroups, openAccounts } from '../testing/chat_commands.ts';
import { SideBySide } from '../testing/side_by_side.ts';
import { TemporaryDataFolder } from '../testing/temporary_data_folder.ts';
import { writtenState } from '../testing/written_state.ts';
import { State } from './state.ts';

/** Small, so that keys, and those who left, are forgotten for every reason that there is. */
const limits = { keysMax: 6, keysPerAccountMax: 1, keyLifetimeMs: 3_600_000, formerParticipantsPerChatMax: 1 };

/** The events of a run, and among them uses of its sessions, which runs do without. */
async function eventsOf(
  commands: Iterable<fc.AsyncCommand<object, SideBySide>>,
  usesAfter: readonly number[],
): Promise<readonly LedgerEvent[]> {
  const both = new SideBySide();
  await openAccounts(both);
  await fc.asyncModelRun(() => ({ model: {}, real: both }), commands);
  const opened: TokenHash[] = [];
  return both.fixture.ledger.events.flatMap((event, index): LedgerEvent[] => {
    if (event.type === 'session_opened') opened.push(event.token);
    if (usesAfter[index % usesAfter.length] !== 0) return [event];
    // Ended ones and the newest are among them.
    const uses = opened.slice(-4).map((token) => ({ token, usedMs: index }));
    return [event, { type: 'sessions_used', uses }];
  });
}

const run = fc.record({
  commands: fc.oneof(chatCommands(300), mostlyGroups(300)),
  usesAfter: fc.array(fc.nat(9), { minLength: 20, maxLength: 20 }),
  eventsPerCommit: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 5, maxLength: 5 }),
  /** How much of it comes before the restart. */
  before: fc.double({ min: 0.3, max: 1, noNaN: true }),
});

test('a server that starts again has the state that the events of any run add up to, and goes on from there', async (t) => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(run, async ({ commands, usesAfter, eventsPerCommit, before }) => {
      const events = await eventsOf(commands, usesAfter);
      const cut = Math.floor(events.length * before);
      using folder = new TemporaryDataFolder();
      const { ledger } = folder.open({ limits });
      for (let from = 0, turn = 0; from < cut; turn += 1) {
        const to = Math.min(cut, from + (eventsPerCommit[turn % eventsPerCommit.length] ?? 1));
        t.is(await ledger.commit(events.slice(from, to)), from + 1);
        from = to;
      }
      await ledger.close();
      const again = folder.open({ limits });
      await again.ledger.close();

      const applied = new State(limits);
      for (const event of events.slice(0, cut)) applied.apply(event, applied.position + 1);
      t.is(writtenState(again.state), writtenState(applied));
      for (const event of events.slice(cut)) {
        seen.add(event.type);
        const position = applied.position + 1;
        for (const state of [again.state, applied]) state.apply(event, position);
        t.is(writtenState(again.state), writtenState(applied), `after a further ${event.type}`);
      }
    }),
    { numRuns: 8 },
  );
  t.true(seen.size >= 8, `after a restart there were only ${[...seen]}`);
});

test('what a deleted account used counts towards the bound on all keys after a restart, as before', async (t) => {
  const chat = 'chat' as ChatId;
  const send = (name: string): LedgerEvent => ({ ...messageSent(chat, name, 'x'), key: name, fingerprint: 'x' });
  const names = ['alice', 'bob', 'carol'];
  const events = [...names.map(accountCreated), chatCreated(chat, ...names), send('alice'), send('bob')];
  using folder = new TemporaryDataFolder();
  const bounds = { ...limits, keysMax: 2 };
  const { ledger } = folder.open({ limits: bounds });
  await ledger.commit([...events, accountDeleted('bob')]);
  await ledger.close();
  const { ledger: again, state } = folder.open({ limits: bounds });
  await again.close();
  const alice = 'alice' as AccountId;
  t.is(state.keys.of(alice).length, 1);
  state.apply(send('carol'), state.position + 1);
  t.is(state.keys.of(alice).length, 0, "carol's key is the third, and alice's the oldest");
});
