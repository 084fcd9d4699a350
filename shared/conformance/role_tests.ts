/** What roles of accounts allow beside the desk's everyday work, the same over every transport. */

import test from 'ava';
import { startTestServer, type Transport } from './transport.ts';

export function roleTests(transport: Transport): void {
  const on = transport.name;

  test.serial(`${on}: one's own ticket is for another operator, and the only admin stays one`, async (t) => {
    const server = await startTestServer(transport);
    t.teardown(() => server.stop());
    const [eve, root] = await Promise.all([server.account('operator'), server.account('admin')]);
    const { chat } = await eve.client.ask('openTicket', { subject: 'help' });
    t.is(await eve.client.refused('nextTicket'), 'NOT_FOUND');
    t.is(await root.client.refused('transferTicket', { chat, to: eve.name }), 'FAILED_PRECONDITION');
    t.is((await root.client.ask('nextTicket')).chat, chat);
    t.is(await root.client.refused('setAccountRole', { name: root.name, role: 'user' }), 'FAILED_PRECONDITION');
    await root.client.ask('setAccountRole', { name: eve.name, role: 'admin' });
    await eve.client.ask('setAccountRole', { name: root.name, role: 'user' });
    t.is(await root.client.refused('nextTicket'), 'PERMISSION_DENIED');
  });
}
