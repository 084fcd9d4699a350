/** One sender and many who listen, over real sockets: whatever they share on the way, each gets its own, in order. */

import test from 'ava';
import type { Signal } from '../contract/core_port.ts';
import { password, RestartableServer } from '../testing/restartable_server.ts';
import { type Client, type MessageStream, transports } from './index.ts';

const rounds = 40;
/** Longer than what is gathered before it is written, and shorter. */
const bodies = ['short', 'x'.repeat(300), 'tab\tand\nline', 'y'.repeat(20_000), 'ž'.repeat(500)];

async function take(stream: MessageStream, count: number): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { done, value } = await stream.next();
    if (done === true) throw new Error(`the stream ended after ${taken.length} messages`);
    taken.push(`${value.position} ${value.body}`);
  }
  return taken;
}

/** Sends without waiting, so that many leave within one turn. Answers what every participant is to get. */
async function sendAll(sender: Client, chat: string, whenSent: (index: number) => void): Promise<string[]> {
  const sends = Array.from({ length: rounds }, async (_, index) => {
    const body = `${index} ${bodies[index % bodies.length]}`;
    const sent = sender.sendToChat(chat, body);
    whenSent(index);
    return `${(await sent).position} ${body}`;
  });
  return Promise.all(sends);
}

for (const transport of transports) {
  test(`${transport}: all who listen to a chat get the same messages, whatever else goes over their connections`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using sender = await server.account('sender');
    const names = ['alike', 'alike-too', 'later', 'busy', 'twice', 'friend'];
    const listeners: Client[] = [];
    for (const name of names) listeners.push(await server.account(name));
    const { chat } = await sender.createChat('all of us', names);
    const [alike, alikeToo, later, busy, twice, friend] = listeners as [Client, Client, Client, Client, Client, Client];
    // Its subscription has another id than those of the others.
    await later.messages({ after: 0 }).return();
    const streams = [sender, alike, alikeToo, later, busy, twice, twice, friend].map((client) => client.messages());
    for (const client of [sender, ...listeners]) for (const _ of 'ab') await client.serverInfo();
    const asked: Promise<unknown>[] = [];
    const own: Promise<unknown>[] = [];
    const sent = await sendAll(sender, chat, (index) => {
      asked.push(busy.serverInfo());
      // Over the same connection, hence within the same turn, messages that only two are to get.
      if (index % 3 === 0) own.push(sender.send('friend', `to one: ${index}`));
    });
    await Promise.all([...asked, ...own]);
    const expected = sent.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    for (const [index, stream] of streams.entries()) {
      const both = index === 0 || index === streams.length - 1;
      const all = await take(stream, both ? sent.length + own.length : sent.length);
      t.deepEqual(
        all.filter((message) => !message.includes('to one')),
        expected,
        `stream ${index}`,
      );
      const positions = all.map((message) => Number.parseInt(message, 10));
      t.deepEqual(
        positions,
        positions.toSorted((a, b) => a - b),
      );
    }
    for (const client of listeners) client.close();
  });
}

for (const transport of transports) {
  test(`${transport}: who reads lives through a burst of signals, and misses none of them`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using leaving = await server.account('leaving');
    using reader = await server.account('reader');
    const groups = 1_500;
    await Promise.all(Array.from({ length: groups }, (_, index) => leaving.createChat(`group ${index}`, ['reader'])));
    const left = new Set<string>();
    const all = Promise.withResolvers<void>();
    const onSignal = (signal: Signal): void => {
      if (signal.case !== 'chatChanged' || signal.value.change !== 'left') return;
      left.add(signal.value.chat);
      if (left.size === groups) all.resolve();
    };
    const stream = reader.messages({ signals: ['chats'], onSignal });
    const ended = stream.next().then(() => Promise.reject(new Error('the subscription ended')));
    // The server has taken the subscription: what is asked later is answered later.
    await reader.serverInfo();
    await reader.serverInfo();
    await leaving.deleteAccount(password);
    await Promise.race([all.promise, ended]);
    t.is(left.size, groups);
    ended.catch(() => undefined);
    await stream.return();
  });
}
