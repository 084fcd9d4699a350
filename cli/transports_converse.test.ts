/** Conversations whose participants come over different transports: they are in one chat, and see the same of it. */

import test from 'ava';
import type { TestAccount } from '../shared/conformance/transport.ts';
import type { ChannelOptions } from '../shared/contract/channel_port.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { crossings, startEverything, transportNames } from './testing/every_transport.ts';

function tokenOf(account: TestAccount | undefined): ChannelOptions {
  return { token: account?.token };
}

test('a group is one chat, whichever way its participants come', async (t) => {
  const { server, over } = await startEverything(t);
  const accounts = [];
  for (const _ of transportNames) accounts.push(await server.account());
  const clients = [];
  for (const [index, name] of transportNames.entries()) clients.push(await over(name, tokenOf(accounts[index])));
  const [owner] = clients;
  if (owner === undefined) throw new Error('there are transports');
  const participants = accounts.slice(1).map(({ name }) => name);
  const { chat } = await owner.ask('createChat', { title: 'a group', participants });
  const listeners = clients.map((client) => client.listen('chats', 'typing', 'receipts'));
  for (const client of clients) await client.ask('send', { chat, body: 'hello' });
  await Promise.all(listeners.map((listener) => listener.received(clients.length)));
  for (const listener of listeners) t.deepEqual(listener.messages, listeners[0]?.messages);

  await owner.ask('renameChat', { chat, title: 'renamed' });
  const told = await Promise.all(listeners.map((listener) => listener.told('chatChanged')));
  for (const changed of told)
    t.like(changed, { chat, change: 'renamed', title: 'renamed', participants: clients.length });
  for (const [index, client] of clients.entries()) {
    const typing = { chat, account: accounts[index]?.name ?? '', typing: true };
    await client.ask('setTyping', { chat, typing: true });
    const others = listeners.filter((_, at) => at !== index);
    const heard = others.map((listener) => listener.told('typing', ({ account }) => account === typing.account));
    for (const each of await Promise.all(heard)) t.deepEqual(each, typing);
  }

  const position = listeners[0]?.positions.at(-1) ?? 0;
  const { ledgerId } = server;
  for (const client of clients.slice(1)) await client.ask('markRead', { chat, position, ledgerId });
  const seen = [];
  for (const client of clients) {
    const { messages } = await client.ask('history', { chat });
    const { participants: rows } = await client.ask('listParticipants', { chat });
    const { findings } = await client.ask('searchMessages', { query: 'hello' });
    seen.push({ messages, names: rows.map(({ name }) => name), findings });
  }
  for (const each of seen) t.deepEqual(each, seen[0]);
  t.is(seen[0]?.messages.length, clients.length);
  t.like(await owner.ask('getReceipts', { chat, position, ledgerId }), { read: clients.length - 1 });
});

test('a ticket is one, whichever way its user and its operator come', async (t) => {
  const { server, over } = await startEverything(t);
  for (const [from, to] of crossings) {
    if (from === to) continue;
    const [ann, eve] = [await server.account(), await server.account('operator')];
    const user = await over(from, tokenOf(ann));
    const operator = await over(to, tokenOf(eve));
    const { chat } = await user.ask('openTicket', { subject: 'help' });
    const subscription = user.listen('tickets');
    await user.ask('send', { chat, body: 'hello' });
    await subscription.received(1);
    t.is((await operator.ask('nextTicket')).chat, chat, `from ${from} to ${to}`);
    await operator.ask('send', { chat, body: 'how can I help?' });
    await subscription.received(2);
    t.deepEqual(subscription.bodies, ['hello', 'how can I help?']);
    await operator.ask('closeTicket', { chat });
    server.environment.advance(defaultLimits.ticketDebounceMs);
    await subscription.told('ticket', ({ state }) => state === 'closed');
    t.is(await user.refused('send', { chat, body: 'thanks' }), 'FAILED_PRECONDITION');
    user.close();
    operator.close();
  }
});
