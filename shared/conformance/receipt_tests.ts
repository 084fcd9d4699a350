/** How far messages have come, the same over every transport: delivered, read, asked for and told. */

import test from 'ava';
import { defaultLimits } from '../contract/limits.ts';
import { newGroup, say } from './conversations.ts';
import { type SharedServer, startTestServer, type TestAccount, type Transport } from './transport.ts';

export function receiptTests(transport: Transport, server: SharedServer): void {
  const on = transport.name;
  const receipts = async ({ client }: TestAccount, chat: string, position: number): Promise<string> => {
    const { ledgerId } = server();
    const { delivered, read, others } = await client.ask('getReceipts', { chat, position, ledgerId });
    return `${delivered} delivered, ${read} read, of ${others}`;
  };

  test.serial(
    `${on}: a sender can ask how many others have acknowledged a message, and how many have read it`,
    async (t) => {
      const [ann, bob, cid] = await Promise.all([server().account(), server().account(), server().account()]);
      const { ledgerId } = server();
      const chat = await newGroup(ann, bob, cid);
      const first = await say(ann, chat, '1');
      const second = await say(ann, chat, '2');
      t.is(await receipts(ann, chat, first), '0 delivered, 0 read, of 2');
      await bob.client.ask('acknowledge', { position: second, ledgerId });
      await cid.client.ask('acknowledge', { position: first, ledgerId });
      t.is(await receipts(ann, chat, first), '2 delivered, 0 read, of 2');
      t.is(await receipts(ann, chat, second), '1 delivered, 0 read, of 2');
      await bob.client.ask('markRead', { chat, position: first, ledgerId });
      t.is(await receipts(ann, chat, first), '2 delivered, 1 read, of 2');
      t.is(await receipts(ann, chat, second), '1 delivered, 0 read, of 2');
      t.is(await receipts(cid, chat, second), '1 delivered, 0 read, of 2');
    },
  );

  test.serial(`${on}: what was read stays read`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const { ledgerId } = server();
    const chat = await newGroup(ann, bob);
    const first = await say(ann, chat, '1');
    const second = await say(ann, chat, '2');
    const mark = async (position: number): Promise<number> =>
      (await bob.client.ask('markRead', { chat, position, ledgerId })).readPosition;
    t.is(await mark(second), second);
    t.is(await mark(first), second);
    t.is(await mark(0), second);
    t.is(await receipts(ann, chat, second), '0 delivered, 1 read, of 1');
  });

  test.serial(`${on}: receipts are for those who take part, and of positions of this ledger`, async (t) => {
    const [ann, bob] = await Promise.all([server().account(), server().account()]);
    const { ledgerId } = server();
    const chat = await newGroup(ann);
    const position = await say(ann, chat, 'hello');
    for (const name of ['markRead', 'getReceipts'] as const) {
      t.is(await bob.client.refused(name, { chat, position, ledgerId }), 'NOT_FOUND', name);
      t.is(await ann.client.refused(name, { chat, position }), 'INVALID_ARGUMENT', name);
      t.is(await ann.client.refused(name, { chat, position, ledgerId: 'another' }), 'LEDGER_MISMATCH', name);
      const ahead = Number.MAX_SAFE_INTEGER;
      t.is(await ann.client.refused(name, { chat, position: ahead, ledgerId }), 'OUT_OF_RANGE', name);
    }
  });

  test.serial(
    `${on}: a chat of more than the bound has no receipts, and can be marked as read all the same`,
    async (t) => {
      const own = await startTestServer(transport, { limits: { receiptParticipantsMax: 2 } });
      const [ann, bob, cid] = await Promise.all([own.account(), own.account(), own.account()]);
      const { ledgerId } = own;
      const chat = await newGroup(ann, bob);
      const position = await say(ann, chat, 'hello');
      const request = { chat, position, ledgerId };
      t.deepEqual(await ann.client.ask('getReceipts', request), { delivered: 0, read: 0, others: 1 });
      await ann.client.ask('addParticipants', { chat, accounts: [cid.name] });
      t.is(await ann.client.refused('getReceipts', request), 'FAILED_PRECONDITION');
      t.is((await bob.client.ask('markRead', request)).readPosition, position);
      await own.stop();
    },
  );

  test.serial(`${on}: a sender who listens for receipts is told of them, gathered, and nobody else is`, async (t) => {
    const own = await startTestServer(transport);
    const [ann, bob, cid] = await Promise.all([own.account(), own.account(), own.account()]);
    const { ledgerId } = own;
    const chat = await newGroup(ann, bob, cid);
    const listening = ann.client.listen('receipts');
    const deaf = (await own.open({ token: ann.token })).listen('chats', 'typing');
    const another = cid.client.listen('receipts');
    await say(ann, chat, '1');
    const position = await say(ann, chat, '2');
    await Promise.all([listening, deaf, another].map((subscription) => subscription.received(2)));
    await bob.client.ask('acknowledge', { position, ledgerId });
    await bob.client.ask('markRead', { chat, position, ledgerId });
    own.environment.advance(defaultLimits.receiptDebounceMs);
    const told = await listening.told('receipt', ({ read }) => read === 1);
    t.deepEqual(told, { chat, position, delivered: 1, read: 1, others: 2 });
    await say(bob, chat, 'what was before this has been told');
    await Promise.all([deaf.received(3), another.received(3)]);
    t.deepEqual([...deaf.signals, ...another.signals], []);
    await own.stop();
  });
}
