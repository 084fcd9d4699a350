/** Reading a chat in either direction, the same over every transport. */

import test from 'ava';
import { bodies, newGroup, say } from './conversations.ts';
import type { SharedServer, Transport } from './transport.ts';

export function historyTests({ name: on }: Transport, server: SharedServer): void {
  test.serial(`${on}: history is read forwards, page by page, from a position on`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const chat = await newGroup(ann, bob);
    const { ledgerId } = server();
    const sent: number[] = [];
    for (const body of ['1', '2', '3', '4', '5']) sent.push(await say(ann, chat, body));
    const page = async (after: number): Promise<string> => {
      const { messages, more } = await bob.client.ask('history', { chat, after, limit: 2, ledgerId });
      return `${messages.map(({ body }) => body).join('')} ${more}`;
    };
    t.is(await page(0), '12 true');
    t.is(await page(sent[1] ?? 0), '34 true');
    t.is(await page(sent[3] ?? 0), '5 false');
    t.is(await page(sent[4] ?? 0), ' false');
  });

  test.serial(`${on}: forwards from the beginning is not backwards from the end`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const chat = await newGroup(ann, bob);
    for (const body of ['1', '2', '3']) await say(ann, chat, body);
    t.deepEqual(await bodies(bob, chat, { after: 0, limit: 2 }), ['1', '2']);
    t.deepEqual(await bodies(bob, chat, { after: undefined, limit: 2 }), ['2', '3']);
  });

  test.serial(`${on}: both directions pass over what a participant may not see`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const chat = await newGroup(ann, bob);
    const { ledgerId } = server();
    const first = await say(ann, chat, 'seen 1');
    await say(ann, chat, 'seen 2');
    await bob.client.ask('leaveChat', { chat });
    await say(ann, chat, 'missed 1');
    await say(ann, chat, 'missed 2');
    await ann.client.ask('addParticipants', { chat, accounts: [bob.name] });
    await say(ann, chat, 'seen 3');
    const last = await say(ann, chat, 'seen 4');
    t.deepEqual(await bodies(bob, chat, { after: first, limit: 2, ledgerId }), ['seen 2', 'seen 3']);
    t.deepEqual(await bodies(bob, chat, { before: last, limit: 2, ledgerId }), ['seen 2', 'seen 3']);
    t.deepEqual(await bodies(bob, chat, { before: last, limit: 100, ledgerId }), ['seen 1', 'seen 2', 'seen 3']);
    t.deepEqual(await bodies(bob, chat, { after: 0, limit: 100 }), ['seen 1', 'seen 2', 'seen 3', 'seen 4']);
  });

  test.serial(
    `${on}: a page of history ends at its bound of bytes in both directions, and says that there is more`,
    async (t) => {
      const [ann, bob] = await Promise.all([server().account(), server().account()]);
      const chat = await newGroup(ann, bob);
      for (const letter of ['a', 'b', 'c']) await say(ann, chat, letter.repeat(500_000));
      const letters = async (request: { readonly after?: number }): Promise<string> => {
        const { messages, more } = await bob.client.ask('history', { chat, ...request });
        return `${messages.map(({ body }) => body[0]).join('')} ${more}`;
      };
      t.is(await letters({ after: 0 }), 'ab true');
      t.is(await letters({}), 'bc true');
    },
  );

  test.serial(`${on}: history is asked for in one direction, and within the ledger`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const chat = await newGroup(ann, bob);
    const at = await say(ann, chat, 'hello');
    const { ledgerId } = server();
    t.is(await ann.client.refused('history', { chat, before: at, after: at, ledgerId }), 'INVALID_ARGUMENT');
    t.is(await ann.client.refused('history', { chat, after: at }), 'INVALID_ARGUMENT');
    t.is(await ann.client.refused('history', { chat, after: at, ledgerId: 'another' }), 'LEDGER_MISMATCH');
    const ahead = Number.MAX_SAFE_INTEGER;
    t.is(await ann.client.refused('history', { chat, after: ahead, ledgerId }), 'OUT_OF_RANGE');
  });
}
