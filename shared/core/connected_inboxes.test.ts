/** Who is handed a message: whoever takes part in its chat and is connected, however that came about. */

import test from 'ava';
import type { ChatId } from '../ledger/ledger.ts';
import { FifoInboxLock } from '../locks/inbox_lock.ts';
import { CoreFixture, password, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { listen, newGroup } from '../testing/listen.ts';
import { ManualEnvironment } from '../testing/manual_environment.ts';
import { Inboxes } from './inboxes.ts';

test('a message is handed out without a look at participants who are not connected', async (t) => {
  const fixture = new CoreFixture();
  const [ann, bob, cid] = await Promise.all(['ann', 'bob', 'cid'].map((name) => fixture.create(name)));
  if (ann === undefined || bob === undefined || cid === undefined) throw new Error('three were made');
  const chat = await newGroup(ann, bob, cid);
  const listening = listen(bob, 'chats', 'receipts', 'presence', 'typing', 'tickets');
  const participants = fixture.state.chats.get(chat as ChatId)?.participants;
  const looked = (): never => {
    throw new Error('all participants were looked at');
  };
  Object.assign(participants ?? {}, { keys: looked, values: looked, entries: looked, [Symbol.iterator]: looked });
  await ann.write(chat, 'hello');
  t.deepEqual(listening.bodies, ['hello']);
  fixture.requireNoFaults();
});

test('who is connected is handed the messages of a chat that is made, or that it is added to, until it leaves', async (t) => {
  const fixture = new CoreFixture();
  const ann = await fixture.create('ann');
  const bob = await fixture.create('bob');
  const cid = await fixture.create('cid');
  const [early, late] = [listen(bob), listen(cid)];
  const chat = await newGroup(ann, bob);
  await ann.write(chat, '1');
  await ann.call('addParticipants', { chat, accounts: ['cid'], withHistory: false });
  await ann.write(chat, '2');
  await bob.call('leaveChat', { chat });
  await ann.write(chat, '3');
  await ann.call('removeParticipant', { chat, account: 'cid' });
  await ann.write(chat, '4');
  await ann.call('addParticipants', { chat, accounts: ['bob'], withHistory: true });
  await ann.write(chat, '5');
  t.deepEqual(early.bodies, ['1', '2', '5']);
  t.deepEqual(late.bodies, ['2', '3']);
});

test('as long as one device of an account is connected it is handed everything, and after the last one nothing', async (t) => {
  const fixture = new CoreFixture();
  const ann = await fixture.create('ann');
  const bob = await fixture.create('bob');
  const chat = await newGroup(ann, bob);
  const [phone, tablet] = [listen(bob), listen(bob)];
  await ann.write(chat, '1');
  phone.subscription.unsubscribe();
  await ann.write(chat, '2');
  tablet.subscription.unsubscribe();
  await ann.write(chat, '3');
  t.deepEqual(phone.bodies, ['1']);
  t.deepEqual(tablet.bodies, ['1', '2']);
  const again = listen(bob);
  t.deepEqual(again.bodies, ['1', '2', '3'], 'nothing was acknowledged');
  await ann.write(chat, '4');
  t.deepEqual(again.bodies, ['1', '2', '3', '4']);
});

test('whoever is deleted is handed nothing more, and whoever gets its name nothing of it', async (t) => {
  const fixture = new CoreFixture();
  const ann = await fixture.create('ann');
  const bob = await fixture.create('bob');
  const chat = await newGroup(ann, bob);
  const gone = listen(bob);
  await bob.call('deleteAccount', { password });
  await ann.write(chat, 'nobody else is here');
  const another = listen(await fixture.create('bob'));
  await ann.write(chat, 'still nobody');
  await settled();
  t.is(gone.end?.code, 'ACCOUNT_DELETED');
  t.deepEqual([...gone.bodies, ...another.bodies], []);
  fixture.requireNoFaults();
});

test('nothing is kept of who was connected: of no chat, and of no kind of signal', async (t) => {
  const fixture = new CoreFixture();
  const [ann, bob] = [await fixture.create('ann'), await fixture.create('bob')];
  const chat = fixture.state.chats.get((await newGroup(ann, bob)) as ChatId);
  const { state, ledger, environment, limits } = fixture;
  const newInboxLock = (): FifoInboxLock => new FifoInboxLock({ environment, ...limits });
  const inboxes = new Inboxes({ state, ledger, environment, limits, newInboxLock });
  const heard: string[] = [];
  inboxes.watch({
    connectionChanged: ({ name }, online) => heard.push(`${name} ${online ? 'came' : 'went'}`),
    askingChanged: ({ name }, kind, asks) => heard.push(`${name} ${asks ? 'asks for' : 'forgets'} ${kind}`),
  });
  const account = state.accountsByName.get('bob');
  const [session] = account?.sessions ?? [];
  if (chat === undefined || account === undefined || session === undefined) throw new Error('all were made');
  const subscribe = (...signals: 'chats'[]) =>
    inboxes
      .of(account)
      .subscribe(session, { after: undefined, signals: new Set(signals) }, new GatheringSubscriber(), () => {});
  const [asking, plain] = [subscribe('chats'), subscribe()];
  t.deepEqual([inboxes.connectedIn(chat).size, inboxes.asking('chats').size], [1, 1]);
  asking.abandon();
  t.deepEqual([inboxes.connectedIn(chat).size, inboxes.asking('chats').size], [1, 0]);
  plain.abandon();
  environment.advance(1_000);
  t.deepEqual([inboxes.connectedIn(chat).size, inboxes.asking('chats').size], [0, 0]);
  t.deepEqual(heard, ['bob asks for chats', 'bob came', 'bob forgets chats', 'bob went']);
});

test('nobody who was never here gets an inbox by being told of, or by the end of its session', async (t) => {
  const locks: FifoInboxLock[] = [];
  const newInboxLock = (): FifoInboxLock => {
    const lock = new FifoInboxLock({ environment, ...fixture.limits });
    locks.push(lock);
    return lock;
  };
  const environment = new ManualEnvironment();
  const fixture = new CoreFixture({ environment, locks: { newInboxLock } });
  const [ann, bob] = [await fixture.create('ann'), await fixture.create('bob')];
  listen(ann, 'chats', 'presence', 'tickets');
  t.is(locks.length, 1);
  const chat = await newGroup(ann, bob);
  await ann.call('setRole', { chat, account: 'bob', role: 'owner' });
  await ann.call('removeParticipant', { chat, account: 'bob' });
  await bob.call('logout', {});
  await settled();
  t.is(locks.length, 1);
});
