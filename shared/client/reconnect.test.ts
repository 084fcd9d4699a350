/** The client over both transports, against real servers that go away, and over connections that break. */

import { once } from 'node:events';
import test from 'ava';
import { CuttingProxy } from '../testing/cutting_proxy.ts';
import { password, quickBackoff, RestartableServer } from '../testing/restartable_server.ts';
import { type Client, type ClientOptions, connect, transports } from './index.ts';

for (const transport of transports) {
  /** A client with a new account, whose connection the test can break. */
  async function accountOver(proxy: CuttingProxy, name: string, options: ClientOptions = {}): Promise<Client> {
    const client = await connect(`${transport}://127.0.0.1:${proxy.port}`, { backoff: quickBackoff, ...options });
    try {
      await client.createAccount(name, password);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  test(`${transport}: a stream lives through a server that goes away while others keep sending`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await using front = await server.startFront(transport);
    using alice = await connect(front.address);
    await alice.createAccount('alice', password);
    using bob = await server.account('bob');
    const expected = Array.from({ length: 300 }, (_, index) => `message ${index}`);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { body } of bob.messages()) if (seen.push(body) === expected.length) return;
    })();
    for (const [index, body] of expected.entries()) {
      await alice.send('bob', body);
      if (index === 100) {
        const disconnected = once(bob, 'disconnected');
        await server.goAway();
        const [{ error, retryMs }] = await disconnected;
        t.is(error.code, 'UNAVAILABLE');
        t.true(retryMs > 0);
        t.false(bob.connected);
      }
      if (index === 200) {
        const connected = once(bob, 'connected');
        await server.comeBack();
        await connected;
        t.true(bob.connected);
      }
    }
    await reading;
    t.deepEqual(seen, expected);
    t.is((await bob.fetch(0, 1)).messages.length, 1, 'the session is the same');
  });

  test(`${transport}: a stream that had not had a message yet resumes from where it began`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await using proxy = await CuttingProxy.start(server.port);
    using alice = await server.account('alice');
    using bob = await accountOver(proxy, 'bob');
    using bobElsewhere = await server.connect({ token: bob.token });
    const stream = bob.messages();
    await bob.serverInfo();
    const disconnected = once(bob, 'disconnected');
    const connected = once(bob, 'connected');
    proxy.cut();
    const { position } = await alice.send('bob', 'while away');
    await bobElsewhere.acknowledge(position);
    await disconnected;
    await connected;
    t.is((await stream.next()).value?.body, 'while away', 'although another device acknowledged it meanwhile');
  });

  test(`${transport}: sends whose answers were lost arrive once, in their order`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await using proxy = await CuttingProxy.start(server.port);
    using alice = await accountOver(proxy, 'alice');
    using bob = await server.account('bob');
    const inbox = bob.messages();
    proxy.loseAnswers();
    const first = alice.send('bob', 'first');
    const second = alice.send('bob', 'second');
    const arrived = [(await inbox.next()).value, (await inbox.next()).value];
    proxy.cut();
    const positions = [(await first).position, (await second).position];
    t.deepEqual(
      positions,
      arrived.map((message) => message?.position),
    );
    await alice.send('bob', 'third');
    t.is((await inbox.next()).value?.body, 'third');
    const { messages } = await bob.fetch();
    t.deepEqual(
      messages.map(({ body }) => body),
      ['first', 'second', 'third'],
    );
  });

  test(`${transport}: what may have been done and cannot be repeated is rejected with UNAVAILABLE`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await using proxy = await CuttingProxy.start(server.port);
    using alice = await accountOver(proxy, 'alice');
    using bob = await server.account('bob');
    const inbox = bob.messages();
    proxy.loseAnswers();
    const change = alice.changePassword(password, 'another password');
    const keyless = alice.send('bob', 'without a key', { key: '' });
    const harmless = alice.serverInfo();
    await inbox.next();
    proxy.cut();
    await t.throwsAsync(change, { code: 'UNAVAILABLE' });
    await t.throwsAsync(keyless, { code: 'UNAVAILABLE' });
    t.is((await harmless).ledgerId, bob.ledgerId);
    t.is((await bob.fetch()).messages.length, 1);
  });

  test(`${transport}: calls made while the server is away wait, then are answered in their order`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    using bob = await server.account('bob');
    const disconnected = once(alice, 'disconnected');
    await server.goAway();
    await disconnected;
    const sends = ['1', '2', '3'].map((body) => alice.send('bob', body));
    const change = alice.changePassword(password, 'another password');
    await server.comeBack();
    const positions = (await Promise.all(sends)).map((reply) => reply.position);
    await change;
    t.deepEqual(
      (await bob.fetch()).messages.map(({ position }) => position),
      positions,
    );
    t.deepEqual(
      positions,
      positions.toSorted((a, b) => a - b),
    );
  });

  test(`${transport}: what is under way when the server stops is still answered`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using client = await server.connect();
    const created = client.createAccount('alice', password);
    await client.serverInfo();
    await server.goAway();
    t.is((await created).account, 'alice');
  });

  test(`${transport}: a call gives up at its deadline, and a further one is refused while too many wait`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await using proxy = await CuttingProxy.start(server.port);
    // The deadline is for answers that never come: long enough that those before and after it do, on any machine.
    using alice = await accountOver(proxy, 'alice', { callMs: 2_000, callsMax: 2 });
    proxy.loseAnswers();
    const waiting = [alice.serverInfo(), alice.listAccounts()];
    const refused = await t.throwsAsync(alice.fetch(), { code: 'RESOURCE_EXHAUSTED' });
    t.like(refused, { retryable: true, retryAfterMs: 100 });
    for (const call of waiting) await t.throwsAsync(call, { code: 'DEADLINE_EXCEEDED' });
    const connected = once(alice, 'connected');
    proxy.cut();
    await connected;
    t.is((await alice.serverInfo()).ledgerId, alice.ledgerId);
  });

  test(`${transport}: a server that has forgotten everything loses the session, not the client`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    const stream = alice.messages();
    const away = once(alice, 'disconnected');
    await server.goAway();
    await away;
    const waiting = alice.fetch();
    const lost = once(alice, 'sessionLost');
    const connected = once(alice, 'connected');
    await server.forgetAll();
    await server.comeBack();
    t.like((await lost)[0], { code: 'UNAUTHENTICATED' });
    await t.throwsAsync(stream.next(), { code: 'UNAUTHENTICATED' });
    await t.throwsAsync(waiting, { code: 'UNAUTHENTICATED' });
    await connected;
    const before = alice.ledgerId;
    await alice.createAccount('alice', password);
    t.not(alice.ledgerId, before);
  });

  test(`${transport}: who logs out while the server is away, and the session with it, is told once the server is back`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    alice.on('sessionLost', () => t.fail('it was to end'));
    const away = once(alice, 'disconnected');
    await server.goAway();
    await away;
    const connected = once(alice, 'connected');
    const leaving = alice.logout();
    await server.forgetAll();
    await server.comeBack();
    await connected;
    await t.throwsAsync(leaving, { code: 'UNAUTHENTICATED' });
    t.is(alice.token, undefined);
    await alice.createAccount('alice', password);
  });

  test(`${transport}: a client that is closed while the server is away seeks it no more`, async (t) => {
    await using server = await RestartableServer.start(transport);
    using alice = await server.account('alice');
    const stream = alice.messages();
    const disconnected = once(alice, 'disconnected');
    await server.goAway();
    await disconnected;
    const call = alice.send('bob', 'never');
    alice.on('connected', () => t.fail('it was closed'));
    alice.close();
    await t.throwsAsync(call, { code: 'CANCELLED' });
    t.true((await stream.next()).done);
    await server.comeBack();
    using probe = await server.connect();
    t.false(alice.connected);
    t.true(probe.connected);
  });
}
