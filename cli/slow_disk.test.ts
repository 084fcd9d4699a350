/**
 * A disk whose syncs take long, by strace under the real `duet serve`: what waits is bounded in number and age, further
 * sends are told to come again, reads go on. Skipped, with a line that says so, where strace cannot be had.
 */

import ava from 'ava';
import { transports } from '../shared/client/connect.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import type { SendReply } from '../shared/contract/contract.generated.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { inboxOf, RunningServer } from './testing/running_server.ts';
import { Strace, straceMissing } from './testing/strace.ts';

const test = straceMissing === undefined ? ava.serial : ava.skip;
if (straceMissing !== undefined) console.log(`no sync is made slow: ${straceMissing}`);

const syncMs = 2_000;
/** Every sync from now on. */
const slow = ['-e', 'trace=fsync,fdatasync', '-e', `inject=fsync,fdatasync:delay_enter=${syncMs}ms`];

for (const transport of transports) {
  test(`${transport}: with as many commits waiting as may, further sends are refused, and reads go on`, async (t) => {
    using folder = new TemporaryDataFolder();
    await using server = await RunningServer.start(folder.path, [
      '--commit-queue-events-max',
      '20',
      '--commit-queue-ms',
      '60000',
    ]);
    using alice = await server.account(transport, 'alice');
    using bob = await server.account(transport, 'bob');
    const { chat } = await alice.send('bob', 'the first');
    await using _strace = await Strace.attach(server.process.pid, slow);

    const order: string[] = [];
    const refusals: ChatError[] = [];
    const accepted: { readonly body: string; readonly reply: SendReply }[] = [];
    const sends = Array.from({ length: 50 }, async (_, one) => {
      const body = `${one}`;
      try {
        const reply = await alice.send('bob', body, { key: '' });
        order.push('answer');
        accepted.push({ body, reply });
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        order.push('refusal');
        refusals.push(error);
      }
    });
    const read = await bob.history(chat);
    order.push('page');
    await Promise.all(sends);

    t.is(accepted.length, 20);
    t.deepEqual([...new Set(refusals.map(({ code }) => code))], ['RESOURCE_EXHAUSTED']);
    t.true(refusals.every(({ retryable, retryAfterMs }) => retryable && retryAfterMs > 0));
    t.deepEqual(
      read.messages.map(({ body }) => body),
      ['the first'],
    );
    t.true(order.lastIndexOf('refusal') < order.indexOf('answer'), 'who is refused does not wait for the disk');
    t.true(order.indexOf('page') < order.indexOf('answer'), 'nor does who reads');
    const positions = accepted.map(({ reply }) => reply.position);
    t.deepEqual(
      positions,
      positions.toSorted((a, b) => a - b),
    );
    t.deepEqual(await inboxOf(bob), ['the first', ...accepted.map(({ body }) => body)]);
  });
}

test('once the oldest commit has waited for too long, sends are refused until the disk has it', async (t) => {
  using folder = new TemporaryDataFolder();
  await using server = await RunningServer.start(folder.path, ['--commit-queue-ms', '100']);
  using alice = await server.account('wire', 'alice');
  using bob = await server.account('grpc', 'bob');
  await alice.send('bob', 'the first');
  await using _strace = await Strace.attach(server.process.pid, slow);
  const accepted: Promise<SendReply>[] = [];
  let refusal: unknown;
  for (let one = 0; refusal === undefined; one += 1) {
    const send = alice.send('bob', `${one}`, { key: '' });
    accepted.push(send);
    send.catch((error: unknown) => {
      refusal ??= error;
      accepted.splice(accepted.indexOf(send), 1);
    });
    // A reply to this comes after a refusal of that.
    await alice.serverInfo();
  }
  t.true(refusal instanceof ChatError && refusal.code === 'RESOURCE_EXHAUSTED' && refusal.retryAfterMs > 0);
  t.regex(String(refusal), /the disk does not keep up/);
  t.true(accepted.length > 0);
  await Promise.all(accepted);
  t.is((await inboxOf(bob)).length, 1 + accepted.length);
});
