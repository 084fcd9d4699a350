/** Channels themselves: how they answer, and how they end. The same over every transport. */

import test from 'ava';
import type { ChatError } from '../contract/chat_error.ts';
import { defaultLimits, limitTable } from '../contract/limits.ts';
import { contractVersion, version } from '../contract/version.ts';
import { type SharedServer, startTestServer, type Transport } from './transport.ts';

export function channelTests(transport: Transport, server: SharedServer): void {
  const on = transport.name;

  test(`${on}: a server tells what it is`, async (t) => {
    const own = await startTestServer(transport);
    own.environment.advance(1_234);
    const { limits, ...rest } = await (await own.open()).call('serverInfo', {});
    t.deepEqual(rest, { version, contractVersion, ledgerId: own.ledgerId, uptimeMs: 1_234 });
    t.is(limits.length, Object.keys(limitTable).length);
    t.deepEqual(
      limits.find((limit) => limit.name === 'body_bytes_max'),
      { name: 'body_bytes_max', value: defaultLimits.bodyBytesMax },
    );
    await own.stop();
  });

  test(`${on}: no answer comes before the call has returned`, async (t) => {
    const client = await server().open();
    const returned = { yet: false };
    const answers = [
      new Promise((resolve) => client.channel.call('serverInfo', {}, () => resolve(returned.yet))),
      new Promise((resolve) =>
        client.channel.call('login', { name: '\ud83d', password: '' }, () => resolve(returned.yet)),
      ),
    ];
    returned.yet = true;
    t.deepEqual(await Promise.all(answers), [true, true]);
  });

  test(`${on}: calls without an answer fail when the channel is closed, and so do calls after that`, async (t) => {
    const { client, name, password } = await server().account();
    const pending = client.code('login', { name, password });
    client.close();
    client.close();
    t.is(await pending, 'UNAVAILABLE');
    t.is(await client.code('serverInfo', {}), 'UNAVAILABLE');
    const subscription = client.subscribe();
    subscription.cancel();
    t.is(subscription.ends, 0);
  });

  test(`${on}: who closes a channel is not told of it, and its subscriptions hear nothing more`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const told: unknown[] = [];
    const device = await server().open({ token: bob.token, onClosed: (error) => told.push(error) });
    const subscription = device.subscribe();
    await ann.client.send(bob.name, '1');
    await subscription.received(1);
    device.close();
    const witness = bob.client.subscribe();
    await ann.client.send(bob.name, '2');
    await witness.received(2);
    t.deepEqual(subscription.bodies, ['1']);
    t.is(subscription.ends, 0);
    t.deepEqual(told, []);
  });

  test(`${on}: a channel that is closed lets go of its subscriptions`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const subscription = bob.client.subscribe();
    await ann.client.send(bob.name, '1');
    await subscription.received(1);
    bob.client.close();
    const request = { pattern: `^${bob.name}$`, pageSize: 0, pageToken: '' };
    while ((await ann.client.call('listAccounts', request)).accounts[0]?.online === true);
    t.is(subscription.ends, 0);
  });

  test(`${on}: a server that stops answers what is under way, then ends the channel, once`, async (t) => {
    const own = await startTestServer(transport);
    const { name, password } = await own.account();
    const closings: (ChatError | undefined)[] = [];
    const closed = Promise.withResolvers<void>();
    const client = await own.open({
      onClosed: (error) => {
        closings.push(error);
        closed.resolve();
      },
    });
    const login = client.call('login', { name, password });
    // Answered in order, or at least begun: what comes after an answer was taken before it.
    await client.settled();
    await own.stop();
    t.is((await login).account, name);
    await closed.promise;
    t.deepEqual(
      closings.map((error) => error?.code),
      ['UNAVAILABLE'],
    );
    t.is(await client.code('serverInfo', {}), 'UNAVAILABLE');
  });
}
