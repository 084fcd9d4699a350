/**
 * Requests whose answer was lost, asked again: refused with what wire_design.md §2.9 says, the same over every transport,
 * and done once.
 */

import test from 'ava';
import { documentLines, tableAt } from '../testing/markdown.ts';
import { newGroup } from './conversations.ts';
import { startTestServer, type TestServer, type Transport } from './transport.ts';

/** Asks each request of a row twice; resolves with how the second ones were refused. */
type Repeat = (server: TestServer) => Promise<readonly string[]>;

const repeats: Readonly<Record<string, Repeat>> = {
  async CREATE(server) {
    const request = { name: 'somebody', password: 'correct horse', fullName: '' };
    const client = await server.open();
    await client.ask('createAccount', request);
    return [await client.refused('createAccount', request)];
  },
  async PASSWORD(server) {
    const { client, password } = await server.account();
    const request = { oldPassword: password, newPassword: 'battery staple' };
    await client.ask('changePassword', request);
    return [await client.refused('changePassword', request)];
  },
  async 'LOGOUT, DELETE'(server) {
    const [ann, bob] = await Promise.all([server.account(), server.account()]);
    await ann.client.ask('logout');
    await bob.client.ask('deleteAccount', { password: bob.password });
    return [await ann.client.refused('logout'), await bob.client.refused('deleteAccount', { password: bob.password })];
  },
  async 'ADD, CLOSETICKET'(server) {
    const [ann, bob] = await Promise.all([server.account(), server.account()]);
    const adding = { chat: await newGroup(ann), accounts: [bob.name] };
    await ann.client.ask('addParticipants', adding);
    const { chat } = await ann.client.ask('openTicket', { subject: 'help' });
    await ann.client.ask('closeTicket', { chat });
    return [await ann.client.refused('addParticipants', adding), await ann.client.refused('closeTicket', { chat })];
  },
  async 'REMOVE, LEAVE'(server) {
    const [ann, bob] = await Promise.all([server.account(), server.account()]);
    const chat = await newGroup(ann, bob);
    await ann.client.ask('removeParticipant', { chat, account: bob.name });
    const removed = await ann.client.refused('removeParticipant', { chat, account: bob.name });
    await ann.client.ask('leaveChat', { chat });
    return [removed, await ann.client.refused('leaveChat', { chat })];
  },
  async "TRANSFER by the ticket's operator"(server) {
    const { chat, ...desk } = await assigned(server);
    const request = { chat, to: desk.ed.name };
    await desk.dinah.client.ask('transferTicket', request);
    return [await desk.dinah.client.refused('transferTicket', request)];
  },
  async 'TRANSFER by an admin'(server) {
    const { chat, ...desk } = await assigned(server);
    const request = { chat, to: desk.ed.name };
    await desk.root.client.ask('transferTicket', request);
    const given = await desk.root.client.refused('transferTicket', request);
    await desk.root.client.ask('transferTicket', { chat, to: '' });
    return [given, await desk.root.client.refused('transferTicket', { chat, to: '' })];
  },
  async 'ROLE, GRANT that took your own role'(server) {
    const [ann, bob] = await Promise.all([server.account('admin'), server.account('admin')]);
    const chat = await newGroup(ann, bob);
    await ann.client.ask('setRole', { chat, account: bob.name, role: 'owner' });
    const demoting = { chat, account: ann.name, role: 'member' };
    await ann.client.ask('setRole', demoting);
    const granting = { name: ann.name, role: 'user' };
    await ann.client.ask('setAccountRole', granting);
    return [await ann.client.refused('setRole', demoting), await ann.client.refused('setAccountRole', granting)];
  },
};

/** Subscriptions have names of their own on each transport: their transcripts have it. */
const notHere = 'UNSUBSCRIBE';

/** A ticket that dinah has, of two operators; root is an admin. */
async function assigned(server: TestServer) {
  const ann = await server.account();
  const { chat } = await ann.client.ask('openTicket', { subject: 'help' });
  const [dinah, ed, root] = await Promise.all([
    server.account('operator'),
    server.account('operator'),
    server.account('admin'),
  ]);
  await dinah.client.ask('nextTicket');
  return { chat, dinah, ed, root };
}

/** The codes that the document names for each row. */
function documented(): ReadonlyMap<string, ReadonlySet<string>> {
  const lines = documentLines('wire_design.md');
  const table = tableAt(lines, lines.indexOf('| repeated | refused with |')) ?? [];
  return new Map(table.map(([row = '', codes = '']) => [row, new Set(codes.match(/\b[A-Z_]{2,}\b/g))]));
}

export function repeatTests(transport: Transport): void {
  test.serial(`${transport.name}: what is asked again is refused as wire_design.md says`, async (t) => {
    const server = await startTestServer(transport);
    t.teardown(() => server.stop());
    const rows = documented();
    t.deepEqual([...rows.keys()].sort(), [...Object.keys(repeats), notHere].sort());
    for (const [row, repeat] of Object.entries(repeats)) t.deepEqual(new Set(await repeat(server)), rows.get(row), row);
  });
}
