/** How many changes one account has under way: no account makes everybody wait behind its own. */

import test from 'ava';
import { CoreFixture, settled } from '../testing/core_fixture.ts';

test('an account has so many changes under way, is refused more with a time to try again, and others go on', async (t) => {
  const fixture = new CoreFixture({ limits: { changesPerAccountMax: 3 } });
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  const tablet = await fixture.login('alice');
  const { chat } = await alice.call('createChat', { title: 'a group', participants: [] });
  const rename = (caller = alice) => caller.call('renameChat', { chat, title: 'another' });
  fixture.ledger.delay();
  const underWay = [rename(), rename(tablet), alice.call('openTicket', { subject: 'help' })];
  const refused = await t.throwsAsync(rename(tablet), { code: 'RESOURCE_EXHAUSTED' });
  t.like(refused, { retryAfterMs: 1_000 });
  await t.throwsAsync(alice.call('leaveChat', { chat }), { code: 'RESOURCE_EXHAUSTED' });
  const created = bob.call('createChat', { title: 'his', participants: [] });
  fixture.ledger.release('commit');
  await underWay[0];
  const another = rename();
  await t.throwsAsync(rename(), { code: 'RESOURCE_EXHAUSTED' });
  for (let left = 4; left > 0; left -= 1) {
    await settled();
    fixture.ledger.release('commit');
  }
  await Promise.all([...underWay, created, another]);
});

test('a change that is refused, or changes nothing, is under way no more', async (t) => {
  const fixture = new CoreFixture({ limits: { changesPerAccountMax: 1 } });
  const alice = await fixture.create('alice');
  const { chat } = await alice.call('createChat', { title: 'a group', participants: [] });
  for (let time = 0; time < 3; time += 1) {
    await t.throwsAsync(alice.call('renameChat', { chat: 'none', title: 'x' }), { code: 'NOT_FOUND' });
    await alice.call('setRole', { chat, account: 'alice', role: 'owner' });
  }
  fixture.ledger.commit = () => Promise.reject(new Error('the disk is gone'));
  await t.throwsAsync(alice.call('renameChat', { chat, title: 'x' }), { message: 'the disk is gone' });
  await t.throwsAsync(alice.call('renameChat', { chat, title: 'x' }), { message: 'the disk is gone' });
});
