/**
 * One core behind every transport at once: the same requests get the same answers, and what one transport began
 * another goes on with.
 */

import test from 'ava';
import { refusedRequests } from '../shared/conformance/refusals.ts';
import { emptyRequests } from '../shared/conformance/requests.ts';
import type { TestClient } from '../shared/conformance/test_client.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import type { ChatOperationName, ChatOperations } from '../shared/contract/contract.generated.ts';
import {
  crossings,
  type Over,
  startEverything,
  type TransportName,
  transportNames,
} from './testing/every_transport.ts';

/** One transport's run of the script: what was asked, and what came back. */
type Transcript = string[];

/** What is another in each run. */
const aliased =
  /^(token|chat|name|account|sender|user|operator|others|position|(acknowledged|last|read|joined)Position|nextPageToken|nextBefore)$/;

/** A codec makes objects with the fields in the contract's order, a call in process has them in any. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Asks, and notes reply or refusal with all that may differ from run to run replaced. */
class Script {
  readonly transcript: Transcript = [];
  readonly #client: TestClient;
  readonly #aliases = new Map<string, string>();

  constructor(client: TestClient) {
    this.#client = client;
  }

  async ask<Name extends ChatOperationName>(
    name: Name,
    request: ChatOperations[Name]['request'],
    token?: string,
  ): Promise<ChatOperations[Name]['reply'] | undefined> {
    const reply = await this.#client.call(name, request, token).catch((error: unknown) => error);
    this.note(name, reply);
    return reply instanceof ChatError ? undefined : (reply as ChatOperations[Name]['reply']);
  }

  note(what: string, value: unknown): void {
    const shown = value instanceof ChatError ? refusalToCompare(value) : value;
    this.transcript.push(`${what} ${JSON.stringify(shown, (key, part: unknown) => this.#normal(key, part))}`);
  }

  /** Tokens, chats, names and positions by the order in which they turn up: equal ones stay equal. */
  #normal(key: string, value: unknown): unknown {
    if (!aliased.test(key)) {
      return key === 'message'
        ? String(value).replace(/\b(ann|bob)-\d\b|\b\d+\b|\b[0-9a-f]{16,}\b/g, '#')
        : inOrder(value);
    }
    const alias = this.#aliases.get(String(value)) ?? `${key} ${this.#aliases.size}`;
    this.#aliases.set(String(value), alias);
    return alias;
  }
}

/** A connection knows that it had a session, and words it so; a single rpc knows only its token. */
function refusalToCompare({ code, message, retryable, retryAfterMs }: ChatError): object {
  return { code, retryable, retryAfterMs, ...(code === 'UNAUTHENTICATED' ? {} : { message }) };
}

/** Every operation, in order and out of order. `index` keeps the names of the runs apart. */
async function runScript(over: Over, transport: TransportName, index: number): Promise<Transcript> {
  const client = await over(transport);
  const script = new Script(client);
  const [ann, bob] = [`ann-${index}`, `bob-${index}`];
  const password = 'long enough';
  await script.ask('serverInfo', {});
  await script.ask('fetch', { after: undefined, limit: 0, ledgerId: '' });
  const bobs = await script.ask('createAccount', { name: bob, password, fullName: 'Bob \u0301' });
  const anns = await script.ask('createAccount', { name: ann, password, fullName: '' });
  await script.ask('createAccount', { name: ann, password, fullName: '' });
  const ledgerId = anns?.ledgerId ?? '';
  for (const { name, request } of refusedRequests) await script.ask(name, request);
  const sent = await script.ask('send', { to: bob, body: 'tab\t, line\n, 😀', key: 'k', chat: '' });
  await script.ask('send', { to: bob, body: 'tab\t, line\n, 😀', key: 'k', chat: '' });
  await script.ask('send', { to: bob, body: 'another', key: 'k', chat: '' });
  await script.ask('send', { to: ann, body: 'to myself', key: '', chat: '' });
  await script.ask('send', { to: ann, body: 'answer', key: '', chat: '' }, bobs?.token);
  await script.ask('fetch', { after: undefined, limit: 1, ledgerId: '' });
  await script.ask('fetch', { after: sent?.position, limit: 0, ledgerId });
  await script.ask('fetch', { after: Number.MAX_SAFE_INTEGER, limit: 0, ledgerId });
  await script.ask('history', { chat: sent?.chat ?? '', before: 0, limit: 1, ledgerId: '', after: undefined });
  await script.ask('history', {
    chat: sent?.chat ?? '',
    before: sent?.position ?? 0,
    limit: 0,
    ledgerId,
    after: undefined,
  });
  const subscription = client.subscribe({ after: 0, ledgerId, signals: [] });
  await subscription.received(2);
  const group = await script.ask('createChat', { title: 'a group, with a tab\t', participants: [] });
  const inGroup = { chat: group?.chat ?? '' };
  await script.ask('addParticipants', { ...inGroup, accounts: [bob], withHistory: true });
  await script.ask('addParticipants', { ...inGroup, accounts: [bob], withHistory: true });
  await script.ask('renameChat', { ...inGroup, title: 'renamed' });
  await script.ask('renameChat', { ...inGroup, title: 'renamed' }, bobs?.token);
  const said = await script.ask(
    'send',
    { ...emptyRequests.send, ...inGroup, body: 'to find, and \u{1f600}' },
    bobs?.token,
  );
  const upToThat = { ...inGroup, position: said?.position ?? 0, ledgerId };
  await script.ask('searchMessages', { ...emptyRequests.searchMessages, query: 'FIND an*' });
  await script.ask('listChats', emptyRequests.listChats);
  await script.ask('markRead', upToThat);
  await script.ask('getReceipts', upToThat, bobs?.token);
  await script.ask('setTyping', { ...inGroup, typing: true });
  await script.ask('setPresence', { hidden: true });
  await script.ask('listParticipants', { ...emptyRequests.listParticipants, ...inGroup });
  await script.ask('setRole', { ...inGroup, account: ann, role: 'member' });
  await script.ask('setRole', { ...inGroup, account: bob, role: 'owner' });
  await script.ask('removeParticipant', { ...inGroup, account: ann }, bobs?.token);
  await script.ask('leaveChat', inGroup);
  await script.ask('leaveChat', inGroup, bobs?.token);
  const ticket = await script.ask('openTicket', { subject: 'help' });
  const ofTicket = { chat: ticket?.chat ?? '' };
  await script.ask('listTickets', emptyRequests.listTickets);
  await script.ask('transferTicket', { ...ofTicket, to: bob });
  await script.ask('closeTicket', ofTicket);
  await script.ask('send', { ...emptyRequests.send, ...ofTicket, body: 'closed' });
  await script.ask('closeTicket', ofTicket);
  await script.ask('acknowledge', { position: sent?.position ?? 0, ledgerId });
  await script.ask('acknowledge', { position: Number.MAX_SAFE_INTEGER, ledgerId });
  await script.ask('listAccounts', { pattern: `^(ann|bob)-${index}$`, pageSize: 1, pageToken: '' });
  await script.ask('changePassword', { oldPassword: 'wrong one', newPassword: 'another one' });
  await script.ask('changePassword', { oldPassword: password, newPassword: 'another one' });
  await script.ask('login', { name: ann, password });
  await script.ask('logout', {});
  script.note('messages', subscription.messages);
  script.note('closed', await subscription.closing());
  await script.ask('logout', {});
  await script.ask('login', { name: ann, password: 'another one' });
  await script.ask('deleteAccount', { password });
  await script.ask('deleteAccount', { password: 'another one' });
  await script.ask('send', { to: ann, body: 'gone', key: '', chat: '' }, bobs?.token);
  await script.ask('acknowledge', { position: 0, ledgerId: '' }, 'no token of anybody');
  client.close();
  return script.transcript;
}

test('every transport gives the same answers and the same refusals', async (t) => {
  const { server, over } = await startEverything(t);
  const expected = await runScript(over, 'in process', 0);
  for (const [index, transport] of transportNames.entries()) {
    if (index === 0) continue;
    const actual = await runScript(over, transport, index);
    const at = expected.findIndex((answer, line) => answer !== actual[line]);
    // Not all at once: some lines are long, and a comparison of texts takes the square of that.
    const shown = (transcript: Transcript): string | undefined => transcript[at]?.slice(0, 1_000);
    t.is(shown(actual), shown(expected), `${transport} differs from a call in process`);
    t.is(at, -1);
    t.is(actual.length, expected.length);
  }
  t.true(expected.length > refusedRequests.length);
  t.deepEqual(server.environment.faults, []);
});

test('what was fetched over one transport is gone on with over another, with nothing lost or twice', async (t) => {
  const { server, over } = await startEverything(t);
  const [ann, bob] = [await server.account(), await server.account()];
  const { ledgerId } = server;
  for (const [from, to] of crossings) {
    if (from === to) continue;
    const start = (await ann.client.send(bob.name, 'start')).position;
    await ann.client.send(bob.name, '1');
    const before = await over(from, { token: bob.token });
    const page = await before.call('fetch', { after: start, limit: 0, ledgerId });
    before.close();
    await ann.client.send(bob.name, '2');
    const after = await over(to, { token: bob.token });
    const subscription = after.subscribe({ after: page.messages.at(-1)?.position, ledgerId, signals: [] });
    await subscription.received(1);
    await ann.client.send(bob.name, '3');
    await subscription.received(2);
    const bodies = [...page.messages.map((message) => message.body), ...subscription.bodies];
    t.deepEqual(bodies, ['1', '2', '3'], `from ${from} to ${to}`);
    after.close();
  }
});

test('a subscription that was cut off on one transport is resumed on another, with nothing lost or twice', async (t) => {
  const { server, over } = await startEverything(t);
  const [ann, bob] = [await server.account(), await server.account()];
  const { ledgerId } = server;
  const sent: number[] = [(await ann.client.send(bob.name, 'start')).position];
  const received: number[] = [...sent];
  for (const transport of [...transportNames, ...transportNames.toReversed()]) {
    const device = await over(transport, { token: bob.token });
    const subscription = device.subscribe({ after: received.at(-1), ledgerId, signals: [] });
    const sends = Array.from({ length: 20 }, (_, index) => ann.client.send(bob.name, `${transport} ${index}`));
    // Cut off in the middle: what comes after this is for the next device to get.
    await subscription.received(10);
    device.close();
    received.push(...subscription.positions);
    sent.push(...(await Promise.all(sends)).map((reply) => reply.position));
  }
  const rest = await bob.client.call('fetch', { after: received.at(-1), limit: 0, ledgerId });
  received.push(...rest.messages.map((message) => message.position));
  t.deepEqual(received, sent);
});

test('a token that one transport ended counts on no other', async (t) => {
  const { server, over } = await startEverything(t);
  for (const transport of transportNames) {
    const { token } = await server.account();
    const clients: TestClient[] = [];
    for (const name of transportNames) clients.push(await over(name, { token }));
    await (await over(transport, { token })).call('logout', {});
    for (const client of clients) {
      t.is(await client.code('acknowledge', { position: 0, ledgerId: '' }), 'UNAUTHENTICATED');
    }
  }
});
