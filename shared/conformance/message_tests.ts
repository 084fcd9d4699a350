/** Sending and reading back, the same over every transport. */

import test from 'ava';
import fc from 'fast-check';
import { defaultLimits } from '../contract/limits.ts';
import type { SharedServer, Transport } from './transport.ts';

const bodyBytesMax = defaultLimits.bodyBytesMax;

/** Bodies of the greatest length, most of which a frame has to write in twice as many bytes. */
const longestBodies: readonly (readonly [string, string])[] = [
  ['ASCII', 'x'.repeat(bodyBytesMax)],
  ['line feeds', '\n'.repeat(bodyBytesMax)],
  ['TABs, CRs and backslashes', '\t\r\\\\'.repeat(bodyBytesMax / 4)],
  ['NULs', '\0'.repeat(bodyBytesMax)],
  ['three bytes a character', '€'.repeat(Math.floor(bodyBytesMax / 3))],
  ['four bytes a character', '😀'.repeat(bodyBytesMax / 4)],
];

export function messageTests({ name: on }: Transport, server: SharedServer): void {
  test(`${on}: a message is in the inbox of both, with the position and time that its sender was told`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const { position, timeMs, chat } = await ann.client.send(bob.name, 'hello');
    t.is(timeMs, server().environment.now());
    const expected = { messages: [{ position, chat, sender: ann.name, timeMs, body: 'hello' }], more: false };
    const request = { after: undefined, limit: 0, ledgerId: '' };
    t.deepEqual(await ann.client.call('fetch', request), expected);
    t.deepEqual(await bob.client.call('fetch', request), expected);
  });

  test(`${on}: two accounts have one chat, whoever writes first`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const sends = await Promise.all([ann.client.send(bob.name, 'one'), bob.client.send(ann.name, 'two')]);
    const third = await ann.client.send(bob.name, 'three');
    t.is(new Set([...sends, third].map((reply) => reply.chat)).size, 1);
    t.true(sends.every((reply) => reply.position < third.position));
  });

  test(`${on}: sends that do not wait for each other keep their order`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    await ann.client.send(bob.name, 'the chat exists');
    const bodies = Array.from({ length: 500 }, (_, index) => `number ${index}`);
    const replies = await Promise.all(bodies.map((body) => ann.client.send(bob.name, body)));
    const { messages } = await bob.client.call('fetch', { after: undefined, limit: 1_000, ledgerId: '' });
    t.is(messages.length, bodies.length + 1);
    // Rpcs of their own may overtake each other; the position that each was told is where its body is.
    const bodyAt = new Map(messages.map((message) => [message.position, message.body]));
    t.deepEqual(
      replies.map((reply) => bodyAt.get(reply.position)),
      bodies,
    );
  });

  test(`${on}: any text arrives as it was sent`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 });
    const awkward = fc.string({
      unit: fc.constantFrom('\t', '\n', '\r', '\\', 't', 'n', '-', ' ', '\0', '\ufeff', '\u2028', '\ufffd'),
      minLength: 1,
    });
    const bodies = fc.sample(fc.oneof(text, awkward), 100);
    const replies = await Promise.all(bodies.map((body) => ann.client.send(bob.name, body)));
    const { messages } = await bob.client.call('fetch', { after: undefined, limit: 1_000, ledgerId: '' });
    const bodyAt = new Map(messages.map((message) => [message.position, message.body]));
    t.deepEqual(
      replies.map((reply) => bodyAt.get(reply.position)),
      bodies,
    );
  });

  for (const [what, body] of longestBodies) {
    test(`${on}: a body of the greatest length passes: ${what}`, async (t) => {
      const ann = await server().account();
      const bob = await server().account();
      const subscription = bob.client.subscribe();
      const { chat } = await ann.client.send(bob.name, body);
      await subscription.received(1);
      t.true(subscription.bodies[0] === body);
      const { messages } = await bob.client.call('history', {
        chat,
        before: 0,
        limit: 0,
        ledgerId: '',
        after: undefined,
      });
      t.true(messages[0]?.body === body);
      ann.client.close();
      bob.client.close();
    });
  }

  test(`${on}: a body of one byte too many is refused, and the channel lives on`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    for (const body of ['x'.repeat(bodyBytesMax + 1), `x${'😀'.repeat(bodyBytesMax / 4)}`]) {
      t.is(await ann.client.code('send', { to: bob.name, body, key: '', chat: '' }), 'INVALID_ARGUMENT');
    }
    await ann.client.send(bob.name, 'a short one');
  });

  test(`${on}: a key that was used before gets the first reply, and sends nothing`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const key = 'k'.repeat(defaultLimits.keyBytesMax);
    const first = await ann.client.send(bob.name, 'once', key);
    const otherDevice = await server().open({ token: ann.token });
    t.deepEqual(await otherDevice.send(bob.name, 'once', key), first);
    const { messages } = await bob.client.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
    t.is(messages.length, 1);
  });

  test(`${on}: sends at once under one key are one message`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const replies = await Promise.all(Array.from({ length: 10 }, () => ann.client.send(bob.name, 'once', 'key')));
    t.is(new Set(replies.map((reply) => reply.position)).size, 1);
    const { messages } = await bob.client.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
    t.is(messages.length, 1);
  });

  test(`${on}: a key stands for one message of one sender`, async (t) => {
    const [ann, bob, cid] = await Promise.all([server().account(), server().account(), server().account()]);
    await ann.client.send(bob.name, 'once', 'key');
    const longBody = 'long '.repeat(1_000);
    await ann.client.send(bob.name, longBody, 'long');
    t.is(await ann.client.code('send', { to: bob.name, body: 'twice', key: 'key', chat: '' }), 'KEY_REUSED');
    t.is(await ann.client.code('send', { to: cid.name, body: 'once', key: 'key', chat: '' }), 'KEY_REUSED');
    t.is(await ann.client.code('send', { to: bob.name, body: `${longBody}!`, key: 'long', chat: '' }), 'KEY_REUSED');
    const { position } = await cid.client.send(bob.name, 'once', 'key');
    t.true(position > 0);
  });

  test(`${on}: history is read backwards, page by page, oldest first within a page`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const sent: number[] = [];
    let chat = '';
    for (const body of ['1', '2', '3', '4', '5']) {
      const reply = await ann.client.send(bob.name, body);
      sent.push(reply.position);
      chat = reply.chat;
    }
    const { ledgerId } = server();
    const page = async (before: number): Promise<{ bodies: string; more: boolean }> => {
      const reply = await bob.client.call('history', { chat, before, limit: 2, ledgerId, after: undefined });
      return { bodies: reply.messages.map((message) => message.body).join(''), more: reply.more };
    };
    t.deepEqual(await page(0), { bodies: '45', more: true });
    t.deepEqual(await page(sent[3] ?? 0), { bodies: '23', more: true });
    t.deepEqual(await page(sent[1] ?? 0), { bodies: '1', more: false });
    t.deepEqual(await page(sent[0] ?? 0), { bodies: '', more: false });
  });

  test(`${on}: a chat is NOT_FOUND for those who take no part in it`, async (t) => {
    const [ann, bob, cid] = await Promise.all([server().account(), server().account(), server().account()]);
    const { chat } = await ann.client.send(bob.name, 'between us');
    const request = { before: 0, limit: 0, ledgerId: '' };
    t.is(await cid.client.code('history', { ...request, chat, after: undefined }), 'NOT_FOUND');
    t.is(await cid.client.code('history', { ...request, chat: 'no such chat', after: undefined }), 'NOT_FOUND');
  });
}
