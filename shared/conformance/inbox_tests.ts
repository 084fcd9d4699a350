/** Fetching and acknowledging, the same over every transport. */

import test from 'ava';
import type { SharedServer, TestAccount, Transport } from './transport.ts';

async function sendAll(from: TestAccount, to: TestAccount, bodies: readonly string[]): Promise<readonly number[]> {
  const positions: number[] = [];
  for (const body of bodies) positions.push((await from.client.send(to.name, body)).position);
  return positions;
}

export function inboxTests({ name: on }: Transport, server: SharedServer): void {
  test(`${on}: pages of an inbox hold every message once, in order`, async (t) => {
    const [ann, bob, cid] = await Promise.all([server().account(), server().account(), server().account()]);
    const { ledgerId } = server();
    const sent = [
      ...(await sendAll(ann, bob, ['1', '2'])),
      ...(await sendAll(cid, bob, ['3'])),
      ...(await sendAll(ann, bob, ['4'])),
      ...(await sendAll(bob, cid, ['5'])),
    ];
    const pages: { readonly positions: readonly number[]; readonly more: boolean }[] = [];
    let after = 0;
    for (let more = true; more; ) {
      const page = await bob.client.call('fetch', { after, limit: 2, ledgerId });
      const positions = page.messages.map((message) => message.position);
      pages.push({ positions, more: page.more });
      after = positions.at(-1) ?? after;
      more = page.more;
    }
    t.deepEqual(pages, [
      { positions: sent.slice(0, 2), more: true },
      { positions: sent.slice(2, 4), more: true },
      { positions: sent.slice(4), more: false },
    ]);
  });

  test(`${on}: a page ends at its bound of bytes, but holds one message at least`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const sent = await sendAll(ann, bob, ['a'.repeat(600_000), 'b'.repeat(400_000), 'c'.repeat(1_048_576), 'd']);
    const { ledgerId } = server();
    const firstPage = await bob.client.call('fetch', { after: 0, limit: 0, ledgerId });
    t.deepEqual(
      firstPage.messages.map((message) => message.position),
      sent.slice(0, 2),
    );
    t.true(firstPage.more);
    const secondPage = await bob.client.call('fetch', { after: sent[1], limit: 0, ledgerId });
    t.deepEqual(
      secondPage.messages.map((message) => message.position),
      sent.slice(2, 3),
    );
    t.true(secondPage.more);
  });

  test(`${on}: what was acknowledged stays acknowledged, on every device`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const device = await server().open({ token: bob.token });
    const [first = 0, second = 0, third = 0] = await sendAll(ann, bob, ['1', '2', '3']);
    const { ledgerId } = server();
    const acknowledge = (position: number) => bob.client.call('acknowledge', { position, ledgerId });
    t.deepEqual(await acknowledge(second), { acknowledgedPosition: second });
    t.deepEqual(await acknowledge(first), { acknowledgedPosition: second });
    t.deepEqual(await device.call('acknowledge', { position: 0, ledgerId: '' }), { acknowledgedPosition: second });
    const { messages } = await device.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
    t.deepEqual(
      messages.map((message) => message.position),
      [third],
    );
    const all = await device.call('fetch', { after: 0, limit: 0, ledgerId });
    t.is(all.messages.length, 3);
    const sendersInbox = await ann.client.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
    t.is(sendersInbox.messages.length, 3);
  });

  test(`${on}: positions are taken only with the ledger they count in, and only up to its end`, async (t) => {
    const ann = await server().account();
    const { position, chat } = await ann.client.send((await server().account()).name, 'hello');
    const { ledgerId } = server();
    const ahead = Number.MAX_SAFE_INTEGER;
    const uses = [
      (at: number, ledger: string) => ann.client.code('fetch', { after: at, limit: 0, ledgerId: ledger }),
      (at: number, ledger: string) => ann.client.code('acknowledge', { position: at, ledgerId: ledger }),
      (at: number, ledger: string) =>
        ann.client.code('history', { chat, before: at, limit: 0, ledgerId: ledger, after: undefined }),
      async (at: number, ledger: string) =>
        (await ann.client.subscribe({ after: at, ledgerId: ledger, signals: [] }).refusal()).code,
    ];
    for (const use of uses) {
      t.is(await use(position, ''), 'INVALID_ARGUMENT');
      t.is(await use(position, 'another ledger'), 'LEDGER_MISMATCH');
      t.is(await use(0, 'another ledger'), 'LEDGER_MISMATCH');
      t.is(await use(ahead, ledgerId), 'OUT_OF_RANGE');
    }
  });
}
