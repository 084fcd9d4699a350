/**
 * No reply and no push leaves before the sync that covers it: asked of the kernel, by strace on the real `duet serve`.
 * Skipped, with a line that says so, where strace cannot be had.
 */

import ava from 'ava';
import type { Transport } from '../shared/client/connect.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { password, RunningServer } from './testing/running_server.ts';
import { Strace, straceMissing } from './testing/strace.ts';
import { SyncOrder, syncTrace, type Told } from './testing/sync_order.ts';
import { systemCalls } from './testing/system_calls.ts';
import { sendTold } from './testing/told_sends.ts';

const test = straceMissing === undefined ? ava.serial : ava.skip;
if (straceMissing !== undefined) console.log(`syncs are not looked at by the kernel: ${straceMissing}`);

const burst = 60;

/** Alice sends over one transport; Bob, over the other one, is handed what she sends. */
const ways: readonly (readonly [sender: Transport, reader: Transport])[] = [
  ['wire', 'grpc'],
  ['grpc', 'wire'],
];

/** One at a time, then many at once, with a reader who is handed each. What was told, and in which order. */
async function tracedSends(sender: Transport, reader: Transport, durability: string): Promise<[Told[], SyncOrder]> {
  using folder = new TemporaryDataFolder();
  await using server = await RunningServer.start(folder.path, ['--durability', durability]);
  using alice = await server.account(sender, 'alice');
  using bob = await server.account(reader, 'bob');
  const messages = bob.messages()[Symbol.asyncIterator]();
  await alice.send('bob', 'the first one, which makes the chat');
  await messages.next();
  await using strace = await Strace.attach(server.process.pid, ['-e', syncTrace]);
  const told: Told[] = [];
  for (let one = 0; one < 10; one += 1) told.push(await sendTold(alice, sender, 'bob', `one by one ${one};`));
  const many = Array.from({ length: burst }, (_, one) => sendTold(alice, sender, 'bob', `in a burst ${one};`));
  told.push(...(await Promise.all(many)));
  for (let received = 0; received < told.length; received += 1) await messages.next();
  return [told, new SyncOrder(systemCalls(await strace.detach()))];
}

for (const [sender, reader] of ways) {
  test(`${sender}: each reply, and each push over ${reader}, leaves after the sync of what it tells`, async (t) => {
    const [told, order] = await tracedSends(sender, reader, 'synced');
    t.log(`${told.length} sends, ${order.syncs} syncs of the log`);
    t.deepEqual(counted(told, order), { 'told after the sync': told.length });
  });
}

test('with --durability written, replies and pushes leave without a sync, and the same checks see it', async (t) => {
  const [told, order] = await tracedSends('wire', 'grpc', 'written');
  t.deepEqual(counted(told, order), { 'told before the sync': told.length });
  t.true(order.toldWhileUnsynced(isOk).length > 0);
});

test('wire: whatever is asked, no reply leaves while anything in the log is not synced', async (t) => {
  using folder = new TemporaryDataFolder();
  await using server = await RunningServer.start(folder.path);
  await using strace = await Strace.attach(server.process.pid, ['-e', syncTrace]);
  using bob = await server.account('wire', 'bob');
  using alice = await server.account('wire', 'alice');
  const { position } = await alice.send('bob', 'hello');
  await bob.acknowledge(position);
  await bob.changePassword(password, `${password} still`);
  await bob.logout();
  await bob.login('bob', `${password} still`);
  await bob.deleteAccount(`${password} still`);
  const order = new SyncOrder(systemCalls(await strace.detach()));
  t.true(order.syncs >= 8, `${order.syncs} syncs`);
  t.deepEqual(order.toldWhileUnsynced(isOk), []);
});

function isOk(data: Buffer): boolean {
  return data.toString('latin1', 0, 3) === 'OK\t';
}

function counted(told: readonly Told[], order: SyncOrder): Partial<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of told) {
    const finding = order.find(one);
    counts[finding] = (counts[finding] ?? 0) + 1;
  }
  return counts;
}
