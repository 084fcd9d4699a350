/**
 * A disk that is full, and has room again, three times, under the real `duet serve`. Skipped, with a line that says so,
 * where no small disk can be mounted.
 */

import ava, { type ExecutionContext } from 'ava';
import { transports } from '../shared/client/connect.ts';
import type { Client } from '../shared/client/index.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { DuetProcess } from './testing/duet_process.ts';
import { inboxOf, RunningServer } from './testing/running_server.ts';
import { SmallDisk, smallDiskMissing } from './testing/small_disk.ts';

const test = smallDiskMissing === undefined ? ava.serial : ava.skip;
if (smallDiskMissing !== undefined) console.log(`no disk is filled: ${smallDiskMissing}`);

/** Checkpoints come often, so that some come while the disk is full; what waits is less than what is freed. */
const small = ['--checkpoint-bytes', '65536', '--commit-queue-bytes-max', '1000000'];
const times = 3;
/** What is left for the first sends: a full disk fails in the middle of what is written, not only at its beginning. */
const leftBytes = 400_000;

/** What became of each body that was sent to Bob. Each is another one. */
class Sends {
  readonly acknowledged: string[] = [];
  readonly refused: string[] = [];
  #sent = 0;

  /** The refusal, if it was one. */
  async send(alice: Client, what: string): Promise<ChatError | undefined> {
    this.#sent += 1;
    const body = `${this.#sent} ${what} ${'x'.repeat(2_000)}`;
    try {
      // Without a key, so that the library does not repeat it.
      await alice.send('bob', body, { key: '' });
      this.acknowledged.push(body);
      return undefined;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      this.refused.push(body);
      return error;
    }
  }
}

function isFull(t: ExecutionContext, refusal: ChatError | undefined): void {
  t.is(refusal?.code, 'RESOURCE_EXHAUSTED', refusal?.message);
  t.true(refusal?.retryable === true && refusal.retryAfterMs > 0);
}

interface Party {
  readonly alice: Client;
  readonly bob: Client;
}

async function endsSound(t: ExecutionContext, server: RunningServer, folder: string): Promise<void> {
  const { status, stderr } = await server.stop();
  t.is(stderr, '');
  t.is(status, 0);
  await using check = new DuetProcess(['check', '--data', folder], { input: '' });
  const checked = await check.ended;
  t.is(checked.status, 0, checked.stdout);
}

/** All that was acknowledged is there, once and in the order of the sends, and nothing that was refused. */
async function isWhole(t: ExecutionContext, bob: Client, { acknowledged }: Sends): Promise<void> {
  t.deepEqual(await inboxOf(bob), acknowledged);
}

for (const durability of ['synced', 'written'] as const) {
  test(`${durability}: a full disk refuses sends and serves reads, three times, and nothing is lost`, async (t) => {
    using disk = new SmallDisk();
    const folder = `${disk.path}/data`;
    await using server = await RunningServer.start(folder, ['--durability', durability, ...small]);
    using alice = await server.account('wire', 'alice');
    using bob = await server.account('grpc', 'bob');
    using aliceOverGrpc = await server.connect('grpc', { token: alice.token });
    using bobOverWire = await server.connect('wire', { token: bob.token });
    const parties: Readonly<Record<'wire' | 'grpc', Party>> = {
      wire: { alice, bob: bobOverWire },
      grpc: { alice: aliceOverGrpc, bob },
    };
    const sends = new Sends();
    const { chat } = await alice.send('bob', 'the first', { key: '' });
    sends.acknowledged.push('the first');

    for (let time = 1; time <= times; time += 1) {
      disk.fill(leftBytes);
      let refusal: ChatError | undefined;
      while (refusal === undefined) refusal = await sends.send(alice, `before it is full the ${time}th time`);
      isFull(t, refusal);
      disk.fill();
      for (const transport of transports) {
        const { alice, bob } = parties[transport];
        isFull(t, await sends.send(alice, `while it is full the ${time}th time`));
        const { messages } = await bob.fetch(0, 1_000);
        t.deepEqual(
          messages.map(({ body }) => body),
          sends.acknowledged.slice(0, messages.length),
        );
        t.is((await alice.history(chat, 0, 1)).messages[0]?.body, sends.acknowledged.at(-1));
      }
      disk.free();
      for (const transport of transports) {
        t.is(await sends.send(parties[transport].alice, `with room again the ${time}th time`), undefined);
      }
    }
    t.log(`${sends.acknowledged.length} acknowledged, ${sends.refused.length} refused`);
    await isWhole(t, bob, sends);
    await endsSound(t, server, folder);

    await using again = await RunningServer.start(folder);
    using bobAgain = await again.connect('wire', { token: bob.token });
    await isWhole(t, bobAgain, sends);
  });
}

test('memory: what is answered before it is written waits for room, further sends are refused, and nothing is lost', async (t) => {
  using disk = new SmallDisk();
  const folder = `${disk.path}/data`;
  await using server = await RunningServer.start(folder, ['--durability', 'memory', ...small]);
  using alice = await server.account('wire', 'alice');
  using bob = await server.account('grpc', 'bob');
  using aliceOverGrpc = await server.connect('grpc', { token: alice.token });
  const sends = new Sends();
  for (let time = 1; time <= times; time += 1) {
    disk.fill();
    let refusal: ChatError | undefined;
    while (refusal === undefined) refusal = await sends.send(alice, `before it is full the ${time}th time`);
    isFull(t, refusal);
    isFull(t, await sends.send(aliceOverGrpc, `while it is full the ${time}th time`));
    // A page waits for what was answered before it: with this durability alone.
    const page = bob.fetch(0, 1_000);
    disk.free();
    t.is((await page).messages[0]?.body, sends.acknowledged[0]);
    for (const client of [alice, aliceOverGrpc]) {
      t.is(await sends.send(client, `with room again the ${time}th time`), undefined);
    }
  }
  t.log(`${sends.acknowledged.length} acknowledged, ${sends.refused.length} refused`);
  await isWhole(t, bob, sends);
  await endsSound(t, server, folder);

  await using again = await RunningServer.start(folder);
  using bobAgain = await again.connect('wire', { token: bob.token });
  await isWhole(t, bobAgain, sends);
});

test('a first start on a full disk is one line and exit 1, and with room again it is like any other', async (t) => {
  using disk = new SmallDisk();
  const folder = `${disk.path}/data`;
  disk.fill();
  const serve = ['serve', '--data', folder, '--host', '127.0.0.1', '--wire-port', '0', '--grpc-port', '0'];
  await using run = new DuetProcess(serve, { input: '' });
  const { status, stdout, stderr } = await run.ended;
  t.is(status, 1);
  t.is(stdout, '');
  t.regex(stderr, /^duet: [^\n]*(is full|no space left)[^\n]*\n$/);
  disk.free();
  await using server = await RunningServer.start(folder);
  await endsSound(t, server, folder);
});
