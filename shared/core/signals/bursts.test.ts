/**
 * What one account can set off multiplies: its chats times those who are connected. Held by counting what is looked at,
 * and told, in one turn of the event loop.
 */

import test from 'ava';
import type { ChatId } from '../../ledger/ledger.ts';
import { type Caller, CoreFixture, password, settled } from '../../testing/core_fixture.ts';
import { GatheringSubscriber } from '../../testing/gathering_subscriber.ts';
import { listen, newGroup } from '../../testing/listen.ts';
import { stepsPerTurnMax } from '../sliced_work.ts';

/** Accounts with many groups of all of them. */
async function crowd(accounts: number, groups: number) {
  const fixture = new CoreFixture();
  const callers: Caller[] = [];
  for (let index = 0; index < accounts; index += 1) callers.push(await fixture.create(`account-${index}`));
  const [owner, ...others] = callers as [Caller, ...Caller[]];
  const chats: string[] = [];
  for (let index = 0; index < groups; index += 1) chats.push(await newGroup(owner, ...others));
  return { fixture, owner, others, chats };
}

/** How many chats' participants are looked up through an account meanwhile: each look at `lastPosition` counts. */
function countLooks(fixture: CoreFixture, chats: readonly string[]): { looks: number } {
  const counted = { looks: 0 };
  for (const id of chats) {
    const chat = fixture.state.chats.get(id as ChatId);
    if (chat === undefined) throw new Error('the chat was made');
    const { participants } = chat;
    Object.defineProperty(chat, 'participants', {
      get: () => {
        counted.looks += 1;
        return participants;
      },
    });
  }
  return counted;
}

test('of one acknowledge in thousands of chats a turn looks at no more than the bound, and all is told', async (t) => {
  const { fixture, owner, others, chats } = await crowd(12, 300);
  const listening = listen(owner, 'receipts');
  const bystanders = others.map((other) => listen(other, 'receipts'));
  // Their chats are looked at over several turns, too.
  for (let turn = 0; turn < 5; turn += 1) await settled();
  let last = 0;
  for (const chat of chats) last = (await owner.write(chat, 'hello')).position;
  await settled();
  const counted = countLooks(fixture, chats);
  await others[0]?.call('acknowledge', { position: last, ledgerId: fixture.ledger.id });
  fixture.environment.advance(fixture.limits.receiptDebounceMs);
  t.true(listening.signals.length < chats.length, `${listening.signals.length} at once`);
  let most = counted.looks;
  while (listening.signals.length < chats.length) {
    const before = counted.looks;
    await settled();
    most = Math.max(most, counted.looks - before);
  }
  t.true(most <= stepsPerTurnMax * 2, `${most} looks in a turn`);
  t.is(new Set(listening.told('receipt').map(({ chat }) => chat)).size, chats.length);
  t.deepEqual(
    bystanders.flatMap(({ signals }) => signals),
    [],
    'who sent nothing is told nothing',
  );
  fixture.requireNoFaults();
});

test('an account that is deleted leaves its chats over several turns, and no reader that has no room loses any', async (t) => {
  const { fixture, owner, others, chats } = await crowd(3, 2_500);
  const [reading, slow] = others.map((other) => new GatheringSubscriberOf(other));
  if (reading === undefined || slow === undefined) throw new Error('two were made');
  await owner.call('deleteAccount', { password });
  t.true(reading.signals.length < chats.length, `${reading.signals.length} at once`);
  // Each gets another owner, and is left.
  while (reading.signals.length < chats.length * 2) await settled();
  t.is(reading.signals.length, chats.length * 2);
  slow.makeRoom();
  slow.subscription.resume();
  const left = slow.signals.filter(({ value }) => 'change' in value && value.change === 'left');
  t.is(left.length, chats.length);
  t.is(slow.end, undefined);
  fixture.requireNoFaults();
});

class GatheringSubscriberOf extends GatheringSubscriber {
  readonly subscription;

  constructor(caller: Caller) {
    // Full from the first signal on where it is not the first of the others.
    super(caller.name === 'account-1' ? Infinity : 0);
    this.subscription = caller.subscribe(this, { signals: ['chats'] });
  }
}

test('who comes is not looked for in thousands of chats in which nobody asks', async (t) => {
  const { fixture, others, chats } = await crowd(3, 2_500);
  const outsider = listen(await fixture.create('outsider'), 'presence');
  for (const other of others) listen(other);
  const counted = countLooks(fixture, chats);
  fixture.environment.advance(fixture.limits.presenceDebounceMs);
  t.true(counted.looks <= stepsPerTurnMax * 2, `${counted.looks} looks in a turn`);
  t.deepEqual(outsider.signals, []);
});

test('whoever subscribes and goes, time and again, is looked up in its chats once', async (t) => {
  const { fixture, owner, others } = await crowd(2, 100);
  const [other] = others;
  if (other === undefined) throw new Error('it was made');
  listen(other).subscription.unsubscribe();
  const account = fixture.state.accountsByName.get(other.name);
  const { values } = account?.chats ?? new Map();
  const counted = { walks: 0 };
  Object.assign(account?.chats ?? {}, {
    values: () => {
      counted.walks += 1;
      return values.call(account?.chats);
    },
  });
  for (let time = 0; time < 50; time += 1) listen(other).subscription.unsubscribe();
  const walks = counted.walks;
  const listening = listen(other);
  t.true(walks <= 50, 'one for each to catch up, and no more');
  const again = counted.walks;
  await owner.write([...(account?.chats.keys() ?? [])][0] ?? '', 'hello');
  t.deepEqual(listening.bodies, ['hello']);
  t.is(counted.walks, again);
  listening.subscription.unsubscribe();
  fixture.environment.advance(1_000);
  await settled();
  await owner.write([...(account?.chats.keys() ?? [])][0] ?? '', 'anybody?');
  t.deepEqual(listening.bodies, ['hello']);
  t.deepEqual(listen(other).bodies, ['hello', 'anybody?']);
});
