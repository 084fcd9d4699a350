/** Presence in the list of accounts: told to those who share a chat, and of nobody who hides it. */

import test from 'ava';
import { type Caller, CoreFixture } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';

async function onlineTo(caller: Caller): Promise<readonly string[]> {
  const { accounts } = await caller.call('listAccounts', { pattern: '', pageSize: 0, pageToken: '' });
  return accounts.filter(({ online }) => online).map(({ name }) => name);
}

test('who is connected is told to those who share a chat, and to itself', async (t) => {
  const fixture = new CoreFixture();
  const [alice, bob, carol] = [
    await fixture.create('alice'),
    await fixture.create('bob'),
    await fixture.create('carol'),
  ];
  bob.subscribe(new GatheringSubscriber());
  t.deepEqual(await onlineTo(bob), ['bob']);
  t.deepEqual(await onlineTo(alice), []);
  const { chat } = await alice.call('createChat', { title: 'one', participants: ['bob'] });
  t.deepEqual(await onlineTo(alice), ['bob']);
  t.deepEqual(await onlineTo(carol), []);
  await carol.send('bob', 'hello');
  t.deepEqual(await onlineTo(carol), ['bob']);
  await bob.call('leaveChat', { chat });
  t.deepEqual(await onlineTo(alice), []);
});

test('who hides its presence, or is unknown, is told of as never seen', async (t) => {
  const fixture = new CoreFixture();
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  bob.subscribe(new GatheringSubscriber());
  const lastSeen = async (): Promise<number | undefined> => {
    const { accounts } = await alice.call('listAccounts', { pattern: 'bob', pageSize: 0, pageToken: '' });
    return accounts[0]?.lastSeenMs;
  };
  t.is(await lastSeen(), 0);
  await alice.send('bob', 'hello');
  t.is(await lastSeen(), fixture.environment.now());
  await bob.call('setPresence', { hidden: true });
  t.is(await lastSeen(), 0);
});

test('looking for chats in common counts towards what a page may cost, and the next page goes on', async (t) => {
  const fixture = new CoreFixture({ limits: { listStepsMax: 5 } });
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  for (const caller of [alice, bob]) {
    for (const title of ['one', 'two', 'three', 'four', 'five', 'six']) {
      await caller.call('createChat', { title, participants: [] });
    }
  }
  await fixture.create('carol');
  const names: string[][] = [];
  let pageToken = '';
  do {
    const page = await alice.call('listAccounts', { pattern: '', pageSize: 0, pageToken });
    names.push(page.accounts.map(({ name }) => name));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  t.deepEqual(names, [['alice', 'bob'], ['carol']]);
});
