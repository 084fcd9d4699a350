/** The server's bounds as a client meets them, the same over every transport: each test has a server with small ones. */

import test from 'ava';
import type { ChatError } from '../contract/chat_error.ts';
import type { Limits } from '../contract/limits.ts';
import { startTestServer, type TestServer, type Transport } from './transport.ts';

export function limitTests(transport: Transport): void {
  const on = transport.name;

  /** Runs with a server of its own, which is stopped whatever happens. */
  async function withLimits(limits: Partial<Limits>, run: (server: TestServer) => Promise<void>): Promise<void> {
    const server = await startTestServer(transport, { limits });
    try {
      await run(server);
    } finally {
      await server.stop();
    }
  }

  test(`${on}: passwords beyond the queue are refused with a delay, and all others are answered`, (t) =>
    withLimits({ passwordHashesAtOnceMax: 1, passwordHashQueueMax: 1 }, async (server) => {
      const { client, name, password } = await server.account();
      const logins = Array.from({ length: 5 }, () => client.call('login', { name, password }));
      const results = await Promise.allSettled(logins);
      const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as ChatError] : []));
      t.is(refusals.length, 3);
      for (const refusal of refusals) {
        t.is(refusal.code, 'RESOURCE_EXHAUSTED');
        t.is(refusal.retryAfterMs, 1_000);
        t.true(refusal.retryable);
      }
    }));

  test(`${on}: a server takes as many accounts as its limit says`, (t) =>
    withLimits({ accountsMax: 1 }, async (server) => {
      const { client, password } = await server.account();
      const another = { name: 'another', password: 'long enough', fullName: '' };
      t.is(await client.code('createAccount', another), 'RESOURCE_EXHAUSTED');
      await client.call('deleteAccount', { password });
      await client.call('createAccount', another);
    }));

  test(`${on}: an account takes part in as many chats as its limit says`, (t) =>
    withLimits({ chatsPerAccountMax: 1 }, async (server) => {
      const [ann, bob, cid] = await Promise.all([server.account(), server.account(), server.account()]);
      await ann.client.send(bob.name, 'hello');
      t.is(await ann.client.code('send', { to: cid.name, body: 'hello', key: '', chat: '' }), 'RESOURCE_EXHAUSTED');
      t.is(await cid.client.code('send', { to: ann.name, body: 'hello', key: '', chat: '' }), 'RESOURCE_EXHAUSTED');
      await ann.client.send(bob.name, 'the chat that there is goes on');
    }));

  // What any other ledger holds is bounded by its disk.
  if (transport.openLedger === undefined) {
    test(`${on}: a full ledger takes no more until something is acknowledged, then forgets that`, (t) =>
      withLimits({ memoryLedgerBytesMax: 10_000 }, async (server) => {
        const [ann, bob] = await Promise.all([server.account(), server.account()]);
        const body = 'x'.repeat(5_000);
        await ann.client.send(bob.name, body);
        const { position } = await ann.client.send(bob.name, body);
        const refusal = await ann.client.refusal('send', { to: bob.name, body, key: '', chat: '' });
        t.is(refusal.code, 'RESOURCE_EXHAUSTED');
        t.is(refusal.retryAfterMs, 1_000);
        for (const { client } of [ann, bob]) await client.call('acknowledge', { position, ledgerId: server.ledgerId });
        await ann.client.send(bob.name, body);
        const forgotten = { after: 0, limit: 0, ledgerId: '' };
        t.is(await bob.client.code('fetch', forgotten), 'OUT_OF_RANGE');
        const closed = await bob.client.subscribe({ after: 0, ledgerId: '', signals: [] }).closing();
        t.is(closed.code, 'OUT_OF_RANGE');
        const { messages } = await bob.client.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
        t.is(messages.length, 1);
      }));
  }

  test(`${on}: an inbox takes as many subscribers as its limit says, on whichever channels`, (t) =>
    withLimits({ subscriptionsPerAccountMax: 2 }, async (server) => {
      const [ann, bob] = await Promise.all([server.account(), server.account()]);
      const device = await server.open({ token: bob.token });
      const open = [bob.client.subscribe(), device.subscribe()];
      await ann.client.send(bob.name, 'hello');
      await Promise.all(open.map((subscription) => subscription.received(1)));
      const refusal = await bob.client.subscribe().refusal();
      t.is(refusal.code, 'RESOURCE_EXHAUSTED');
      open[1]?.cancel();
      await open[1]?.closing();
      // Its place is free as soon as the server knows, which a transport may tell its client before.
      let next = bob.client.subscribe();
      while ((await Promise.race([next.ended, next.received(1)])) !== undefined) next = bob.client.subscribe();
      t.deepEqual(next.bodies, ['hello']);
    }));

  test(`${on}: the oldest idempotency keys are forgotten first`, (t) =>
    withLimits({ keysPerAccountMax: 2 }, async (server) => {
      const [ann, bob] = await Promise.all([server.account(), server.account()]);
      const [first, second] = [await ann.client.send(bob.name, '1', 'k1'), await ann.client.send(bob.name, '2', 'k2')];
      await ann.client.send(bob.name, '3', 'k3');
      t.deepEqual(await ann.client.send(bob.name, '2', 'k2'), second);
      t.true((await ann.client.send(bob.name, '1', 'k1')).position > first.position);
    }));

  test(`${on}: a page of a list that costs too much is cut short, and the next goes on from there`, (t) =>
    withLimits({ listStepsMax: 10 }, async (server) => {
      const accounts = await Promise.all([server.account(), server.account(), server.account()]);
      const seen: string[] = [];
      let pages = 0;
      for (let pageToken = ''; pages === 0 || pageToken !== ''; pages += 1) {
        const request = { pattern: 'a.*c.*o.*u.*n.*t', pageSize: 0, pageToken };
        const page = await accounts[0].client.call('listAccounts', request);
        seen.push(...page.accounts.map((account) => account.name));
        pageToken = page.nextPageToken;
      }
      t.deepEqual(seen, accounts.map((account) => account.name).sort());
      t.true(pages > 1);
    }));

  test(`${on}: more requests than are worked on at once wait, and are all answered`, (t) =>
    withLimits({ requestsInFlightMax: 2 }, async (server) => {
      const { client, name, password } = await server.account();
      const logins = Array.from({ length: 8 }, () => client.call('login', { name, password }));
      const infos = Array.from({ length: 100 }, () => client.call('serverInfo', {}));
      const replies = await Promise.all(logins);
      t.is(new Set(replies.map((reply) => reply.token)).size, 8);
      t.is((await Promise.all(infos)).length, 100);
    }));
}
