/** The client over both transports, against real servers: what it does while its connection holds. */

import { EventEmitter, once } from 'node:events';
import test from 'ava';
import type { Message } from '../contract/contract.generated.ts';
import { defaultLimits } from '../contract/limits.ts';
import { password, RestartableServer } from '../testing/restartable_server.ts';
import { type Client, connect, type HistoryPage, type MessageStream, type Signal, transports } from './index.ts';

async function take(stream: MessageStream, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < count) {
    const { done, value } = await stream.next();
    if (done) throw new Error(`the stream ended after ${messages.length} messages`);
    messages.push(value);
  }
  return messages;
}

/** Resolves when the streams that `client` has begun are subscribed: they ask where to begin, then subscribe. */
async function subscribed(client: Client): Promise<void> {
  await client.serverInfo();
  await client.serverInfo();
}

function bodies(messages: readonly Message[]): string[] {
  return messages.map((message) => message.body);
}

for (const transport of transports) {
  test(`${transport}: every operation on accounts and messages has a method`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.connect();
    const created = await bob.createAccount('bob', password, 'Bob the Builder');
    t.is(bob.account, 'bob');
    t.is(bob.token, created.token);
    t.is(bob.ledgerId, created.ledgerId);
    const found = (await alice.listAccounts('builder|^alice')).accounts;
    t.like(found, [{ name: 'alice', fullName: '', online: false }]);
    const { nextPageToken } = await alice.listAccounts('', { pageSize: 1 });
    const next = (await alice.listAccounts('', { pageToken: nextPageToken })).accounts;
    t.like(next, [{ name: 'bob', fullName: 'Bob the Builder', online: false }]);
    const sent = await alice.send('bob', 'hello');
    const { messages } = await bob.fetch();
    t.deepEqual(messages, [{ ...sent, sender: 'alice', body: 'hello' }]);
    t.deepEqual((await alice.history(sent.chat)).messages, messages);
    t.is((await bob.acknowledge(sent.position)).acknowledgedPosition, sent.position);
    t.deepEqual((await bob.fetch()).messages, []);
    t.is((await bob.serverInfo()).ledgerId, created.ledgerId);
    await bob.changePassword(password, 'another password');
    await bob.logout();
    t.is((await bob.login('bob', 'another password')).acknowledgedPosition, sent.position);
    await bob.deleteAccount('another password');
    await t.throwsAsync(alice.send('bob', 'still there?'), { code: 'NOT_FOUND' });
  });

  test(`${transport}: every operation on chats has a method`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob');
    using carol = await server.account('carol');
    const { chat } = await alice.createChat('a group', ['bob']);
    const hello = await alice.sendToChat(chat, 'hello everybody');
    await alice.renameChat(chat, 'another title');
    t.like((await bob.listChats()).chats, [{ chat, title: 'another title', unread: 1 }]);
    t.is((await bob.markRead(chat, hello.position)).readPosition, hello.position);
    t.like(await alice.getReceipts(chat, hello.position), { read: 1, others: 1 });
    await alice.addParticipants(chat, ['carol'], { withHistory: true });
    const again = await carol.sendToChat(chat, 'hello again', { key: 'once' });
    t.is((await carol.sendToChat(chat, 'hello again', { key: 'once' })).position, again.position);
    const bodiesOf = async (page?: HistoryPage | number, limit?: number): Promise<string[]> =>
      bodies((await carol.history(chat, page, limit)).messages);
    t.deepEqual(await bodiesOf(), ['hello everybody', 'hello again']);
    t.deepEqual(await bodiesOf({ after: hello.position }), ['hello again']);
    t.deepEqual(await bodiesOf({ before: again.position, limit: 1 }), ['hello everybody']);
    t.deepEqual(await bodiesOf(again.position, 1), ['hello everybody']);
    t.deepEqual(
      (await bob.searchMessages('hell*', { chat, before: again.position })).findings.map(({ position }) => position),
      [hello.position],
    );
    await alice.setRole(chat, 'bob', 'owner');
    await bob.removeParticipant(chat, 'alice');
    await carol.leaveChat(chat);
    const { participants } = await bob.listParticipants(chat, { pageSize: 10 });
    t.like(participants, [{ name: 'bob', role: 'owner' }]);
    t.is(participants.length, 1);
    await bob.setTyping(chat);
    await bob.setPresence(true);
    await t.throwsAsync(alice.history(chat), { code: 'NOT_FOUND' });
  });

  test(`${transport}: every operation of the desk has a method`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using boss = await server.account('boss');
    using clerk = await server.account('clerk');
    await server.core.grantRole('boss', 'admin');
    await boss.setAccountRole('clerk', 'operator');
    const { chat, place } = await alice.openTicket('it does not work');
    t.is(place, 1);
    t.like((await alice.listTickets()).tickets, [{ chat, state: 'queued', user: 'alice' }]);
    t.like(await clerk.nextTicket(), { chat, user: 'alice', queued: 0 });
    await clerk.transferTicket(chat, 'boss');
    await boss.transferTicket(chat);
    t.is((await clerk.listTickets({ pageSize: 1 })).queued, 1);
    t.is((await clerk.nextTicket()).chat, chat);
    await clerk.sendToChat(chat, 'have you tried turning it off and on again?');
    await alice.closeTicket(chat);
    t.deepEqual((await alice.listTickets()).tickets, []);
    await t.throwsAsync(clerk.nextTicket(), { code: 'NOT_FOUND' });
  });

  test(`${transport}: messages({ signals }) tells of those that were asked for`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob');
    const told = new EventEmitter<{ signal: [Signal] }>();
    const stream = bob.messages({ signals: ['chats', 'typing'], onSignal: (signal) => told.emit('signal', signal) });
    await subscribed(bob);
    const nextSignal = async (): Promise<Signal> => (await once(told, 'signal'))[0] as Signal;
    const changed = nextSignal();
    const { chat } = await alice.createChat('a group', ['bob']);
    t.like(await changed, { case: 'chatChanged', value: { chat, title: 'a group', change: 'created' } });
    const typing = nextSignal();
    await alice.setTyping(chat);
    t.deepEqual(await typing, { case: 'typing', value: { chat, account: 'alice', typing: true } });
    await alice.sendToChat(chat, 'hello');
    t.deepEqual(bodies(await take(stream, 1)), ['hello']);
  });

  test(`${transport}: messages() hands out what waits, then what comes, until its reader leaves`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob');
    await alice.send('bob', 'before');
    const seen: string[] = [];
    for await (const { body } of bob.messages()) {
      seen.push(body);
      if (body === 'before') await alice.send('bob', 'after');
      else break;
    }
    t.deepEqual(seen, ['before', 'after']);
    t.like((await bob.listAccounts('bob')).accounts, [{ name: 'bob', fullName: '', online: false }]);
  });

  test(`${transport}: messages({ after }) begins after that position, in the ledger that it counts in`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob');
    const { position } = await alice.send('bob', 'one');
    await alice.send('bob', 'two');
    t.deepEqual(bodies(await take(bob.messages({ after: position, ledgerId: bob.ledgerId }), 1)), ['two']);
    const elsewhere = bob.messages({ after: position, ledgerId: 'another ledger' });
    await t.throwsAsync(elsewhere.next(), { code: 'LEDGER_MISMATCH' });
    t.true((await elsewhere.next()).done, 'the error is told once');
  });

  test(`${transport}: readers that wait together get the messages in their order, then all the end`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob');
    const stream = bob.messages();
    const waiting = [stream.next(), stream.next(), stream.next(), stream.next()];
    await alice.send('bob', 'one');
    await alice.send('bob', 'two');
    t.deepEqual([(await waiting[0])?.value.body, (await waiting[1])?.value.body], ['one', 'two']);
    bob.close();
    t.true((await waiting[2])?.done);
    t.true((await waiting[3])?.done);
  });

  test(`${transport}: a slow reader holds few messages, is let go of, and misses none`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob', { messagesMax: 2 });
    const stream = bob.messages();
    const expected = ['1', '2', '3', '4', '5', '6', '7'];
    await alice.send('bob', '0');
    await take(stream, 1);
    for (const body of expected) await alice.send('bob', body);
    // What the server answers comes after what it pushed before, and what the client asks after what it gave up.
    await bob.serverInfo();
    t.false((await alice.listAccounts('bob')).accounts[0]?.online, 'nobody is subscribed while the buffer is full');
    t.deepEqual(bodies(await take(stream, 7)), expected);
    await alice.send('bob', '8');
    t.deepEqual(bodies(await take(stream, 1)), ['8'], 'and it is live again');
  });

  test(`${transport}: large messages fill the buffer before many small ones would`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob', { messageCharactersMax: 1_000 });
    const stream = bob.messages();
    const expected = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(600));
    await alice.send('bob', 'first');
    await take(stream, 1);
    for (const body of expected) await alice.send('bob', body);
    await bob.serverInfo();
    t.false((await alice.listAccounts('bob')).accounts[0]?.online);
    t.deepEqual(bodies(await take(stream, 4)), expected);
  });

  test(`${transport}: a password changed elsewhere ends the stream with its reason, and the session is lost once`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using elsewhere = await server.connect();
    await elsewhere.login('alice', password);
    const [first, second] = [alice.messages(), alice.messages()];
    await subscribed(alice);
    const losses: string[] = [];
    alice.on('sessionLost', ({ code }) => losses.push(code));
    const lost = once(alice, 'sessionLost');
    await elsewhere.changePassword(password, 'another password');
    await t.throwsAsync(first.next(), { code: 'PASSWORD_CHANGED' });
    await t.throwsAsync(second.next(), { code: 'PASSWORD_CHANGED' });
    await lost;
    t.is(alice.token, undefined);
    t.is(alice.account, undefined);
    await t.throwsAsync(alice.fetch(), { code: 'UNAUTHENTICATED' });
    t.deepEqual(losses, ['PASSWORD_CHANGED']);
    await alice.login('alice', 'another password');
    await elsewhere.createAccount('bob', password);
    await elsewhere.send('alice', 'welcome back');
    t.deepEqual(bodies(await take(alice.messages(), 1)), ['welcome back']);
  });

  test(`${transport}: a refused call tells of the lost session where no stream does`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using elsewhere = await server.connect();
    await elsewhere.login('alice', password);
    await elsewhere.changePassword(password, 'another password');
    const lost = once(alice, 'sessionLost');
    await t.throwsAsync(alice.fetch(), { code: 'UNAUTHENTICATED' });
    t.like((await lost)[0], { code: 'UNAUTHENTICATED' });
  });

  test(`${transport}: who logs out or deletes the account has lost nothing: streams just end`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    alice.on('sessionLost', () => t.fail('this was our own doing'));
    const first = alice.messages();
    await subscribed(alice);
    await alice.logout();
    t.true((await first.next()).done);
    t.is(alice.token, undefined);
    await alice.login('alice', password);
    using bob = await server.account('bob');
    await bob.send('alice', 'farewell');
    const second = alice.messages();
    await t.throwsAsync(alice.deleteAccount('a wrong password'), { code: 'WRONG_CREDENTIALS' });
    await alice.deleteAccount(password);
    t.deepEqual(bodies(await take(second, 1)), ['farewell']);
    t.true((await second.next()).done);
  });

  test(`${transport}: another login ends the streams of the session before it`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob');
    using both = await server.connect({ token: bob.token });
    const stream = both.messages();
    await subscribed(both);
    await both.login('alice', password);
    t.true((await stream.next()).done);
    await bob.send('alice', 'for alice');
    t.deepEqual(bodies(await take(both.messages(), 1)), ['for alice']);
    t.is(alice.account, both.account);
  });

  test(`${transport}: a client without a session is told so by its stream, and goes on`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using client = await server.connect();
    client.on('sessionLost', () => t.fail('there was none'));
    await t.throwsAsync(client.messages().next(), { code: 'UNAUTHENTICATED' });
    await client.createAccount('alice', password);
    t.is(client.account, 'alice');
  });

  test(`${transport}: a message far too large is refused alone; the calls beside it are answered`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    alice.on('disconnected', () => t.fail('the connection has done nothing wrong'));
    const change = alice.changePassword(password, 'another password');
    const tooLarge = alice.send('bob', 'x'.repeat(defaultLimits.frameBytesMax));
    await t.throwsAsync(tooLarge, { code: 'FRAME_TOO_LARGE' });
    await change;
    const overTheBodyLimit = alice.send('bob', 'x'.repeat(defaultLimits.bodyBytesMax + 1));
    await t.throwsAsync(overTheBodyLimit, { code: 'INVALID_ARGUMENT' });
  });

  test(`${transport}: a closed client rejects its calls with CANCELLED and ends its streams`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    const stream = alice.messages();
    const waiting = stream.next();
    const call = alice.listAccounts();
    alice.close();
    await t.throwsAsync(call, { code: 'CANCELLED' });
    t.true((await waiting).done);
    await t.throwsAsync(alice.serverInfo(), { code: 'CANCELLED' });
    t.true((await alice.messages().next()).done);
    t.false(alice.connected);
  });

  const other = transport === 'wire' ? 'grpc' : 'wire';

  test(`${transport}: a session and a position from ${other} go on, without gap or duplicate`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await using front = await server.startFront(other);
    using alice = await server.account('alice');
    using before = await connect(front.address);
    const { token, ledgerId } = await before.createAccount('bob', password);
    for (const body of ['1', '2', '3', '4']) await alice.send('bob', body);
    const [, second] = await take(before.messages(), 2);
    before.close();
    using after = await server.connect({ token });
    t.is(after.ledgerId, ledgerId);
    const stream = after.messages({ after: second?.position ?? 0, ledgerId });
    await alice.send('bob', '5');
    t.deepEqual(bodies(await take(stream, 3)), ['3', '4', '5']);
  });
}
