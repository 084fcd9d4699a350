/** Sessions and tokens, the same over every transport. */

import test from 'ava';
import type { ChatError } from '../contract/chat_error.ts';
import { type ChatOperationName, operations } from '../contract/contract.generated.ts';
import { emptyRequests } from './requests.ts';
import { type SharedServer, startTestServer, type Transport } from './transport.ts';

const names = Object.keys(emptyRequests) as ChatOperationName[];
const guarded = names.filter((name) => operations[name].needsToken);

/** Tokens that are nobody's, some of which could not even be written into a frame or a header. */
const strangeTokens = [
  '',
  '-',
  'x',
  'x'.repeat(43),
  'two words',
  'a\tb',
  'a\nSEND',
  'ünïcode',
  '\0',
  'x'.repeat(5_000),
];

/** Short enough that no connection falls silent before a session expires. */
const sessionIdleMs = 10_000;

const acknowledgeNothing = { position: 0, ledgerId: '' };

export function sessionTests(transport: Transport, server: SharedServer): void {
  const on = transport.name;

  for (const name of guarded) {
    test(`${on}: ${name} without a session is UNAUTHENTICATED`, async (t) => {
      const client = await server().open();
      t.is(await client.code(name, emptyRequests[name]), 'UNAUTHENTICATED');
      t.is(await client.code(name, emptyRequests[name], 'A'.repeat(43)), 'UNAUTHENTICATED');
    });
  }

  test(`${on}: a subscription without a session is UNAUTHENTICATED`, async (t) => {
    const client = await server().open();
    t.is((await client.subscribe().refusal()).code, 'UNAUTHENTICATED');
  });

  test(`${on}: a token that can be nobody's is UNAUTHENTICATED, and the channel lives on`, async (t) => {
    const { client } = await server().account();
    for (const token of strangeTokens) {
      t.is(await client.code('acknowledge', acknowledgeNothing, token), 'UNAUTHENTICATED', JSON.stringify(token));
    }
    await client.call('acknowledge', acknowledgeNothing);
  });

  test(`${on}: no channel opens with a token that is nobody's`, async (t) => {
    for (const token of strangeTokens) {
      const error = await t.throwsAsync<ChatError>(server().open({ token }));
      t.is(error.code, 'UNAUTHENTICATED', JSON.stringify(token));
    }
  });

  test(`${on}: wrong name and wrong password are told apart by nothing`, async (t) => {
    const { client, name } = await server().account();
    const wrongPassword = await client.refusal('login', { name, password: 'not the password' });
    const wrongName = await client.refusal('login', { name: 'nobody-has-this', password: 'not the password' });
    t.is(wrongPassword.code, 'WRONG_CREDENTIALS');
    t.deepEqual({ ...wrongName }, { ...wrongPassword });
    t.is(wrongName.message, wrongPassword.message);
    t.is(await client.code('login', { name, password: 'x'.repeat(257) }), 'WRONG_CREDENTIALS');
  });

  test(`${on}: a login tells where the inbox stands, and the channel goes on with its session`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const { position } = await ann.client.send(bob.name, 'hello');
    await bob.client.call('acknowledge', { position, ledgerId: server().ledgerId });
    const reply = await ann.client.call('login', { name: bob.name, password: bob.password });
    t.is(reply.account, bob.name);
    t.is(reply.ledgerId, server().ledgerId);
    t.is(reply.acknowledgedPosition, position);
    t.not(reply.token, bob.token);
    await ann.client.send(ann.name, 'this is bob now');
    const page = await ann.client.call('fetch', { after: position, limit: 0, ledgerId: reply.ledgerId }, ann.token);
    t.deepEqual(
      page.messages.map((message) => message.sender),
      [bob.name],
    );
  });

  test(`${on}: a call with a token of its own leaves the channel's session as it is`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    await ann.client.call('send', { to: ann.name, body: 'from bob', key: '', chat: '' }, bob.token);
    await ann.client.call('send', { to: bob.name, body: 'from ann', key: '', chat: '' });
    const { messages } = await ann.client.call('fetch', { after: undefined, limit: 0, ledgerId: '' });
    t.deepEqual(
      messages.map(({ sender, body }) => [sender, body]),
      [
        [bob.name, 'from bob'],
        [ann.name, 'from ann'],
      ],
    );
  });

  test(`${on}: a token resumes its session on another channel, while the first goes on`, async (t) => {
    const { client, token } = await server().account();
    const other = await server().open({ token });
    await other.call('acknowledge', acknowledgeNothing);
    await client.call('acknowledge', acknowledgeNothing);
    other.close();
    await client.call('acknowledge', acknowledgeNothing);
    t.pass();
  });

  test(`${on}: a session that was logged out counts nowhere any more`, async (t) => {
    const { client, token, name, password } = await server().account();
    const other = await server().open({ token });
    t.deepEqual(await client.call('logout', {}), {});
    t.is(await client.code('acknowledge', acknowledgeNothing), 'UNAUTHENTICATED');
    t.is(await other.code('acknowledge', acknowledgeNothing), 'UNAUTHENTICATED');
    t.is(await other.code('logout', {}), 'UNAUTHENTICATED');
    t.is((await t.throwsAsync<ChatError>(server().open({ token }))).code, 'UNAUTHENTICATED');
    await other.call('login', { name, password });
    await other.call('acknowledge', acknowledgeNothing);
  });

  test(`${on}: a session expires that long after its last use`, async (t) => {
    const own = await startTestServer(transport, { limits: { sessionIdleMs } });
    const { client, token } = await own.account();
    own.environment.advance(sessionIdleMs - 1);
    await client.call('acknowledge', acknowledgeNothing);
    own.environment.advance(sessionIdleMs - 1);
    await client.call('acknowledge', acknowledgeNothing, token);
    own.environment.advance(sessionIdleMs);
    t.is(await client.code('acknowledge', acknowledgeNothing), 'UNAUTHENTICATED');
    t.is(await client.code('acknowledge', acknowledgeNothing, token), 'UNAUTHENTICATED');
    await own.stop();
  });

  test(`${on}: a session is in use as long as it has a subscription, and its time starts when that ends`, async (t) => {
    const own = await startTestServer(transport, { limits: { sessionIdleMs } });
    const { client } = await own.account();
    const subscription = client.subscribe();
    await client.send((await own.account()).name, 'hello');
    await subscription.received(1);
    own.environment.advance(sessionIdleMs * 3);
    subscription.cancel();
    await subscription.closing();
    await client.settled();
    await client.call('acknowledge', acknowledgeNothing);
    t.is(subscription.ends, 1);
    await own.stop();
  });

  test(`${on}: a login too many ends the session that was unused for longest`, async (t) => {
    const own = await startTestServer(transport, { limits: { sessionsPerAccountMax: 2 } });
    const { client, name, password, token: first } = await own.account();
    own.environment.advance(1);
    const { token: second } = await client.call('login', { name, password });
    own.environment.advance(1);
    await client.call('acknowledge', acknowledgeNothing, first);
    own.environment.advance(1);
    await client.call('login', { name, password });
    await client.call('acknowledge', acknowledgeNothing, first);
    t.is(await client.code('acknowledge', acknowledgeNothing, second), 'UNAUTHENTICATED');
    await own.stop();
  });
}
