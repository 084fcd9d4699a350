/**
 * A sync that fails, by strace under the real `duet serve`: nothing that it covers is told to anybody, the server stops,
 * and what was acknowledged before is there afterwards. Skipped, with a line that says so, where strace cannot be had.
 */

import ava from 'ava';
import { type Transport, transports } from '../shared/client/connect.ts';
import type { Client } from '../shared/client/index.ts';
import { checkLedgerAt } from '../shared/ledger/sqlite/check.ts';
import { dataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { inboxOf, password, RunningServer } from './testing/running_server.ts';
import { Strace, straceMissing } from './testing/strace.ts';
import { SyncOrder, syncTrace, type Told } from './testing/sync_order.ts';
import { systemCalls } from './testing/system_calls.ts';
import { pushOf, sendTold } from './testing/told_sends.ts';

const test = straceMissing === undefined ? ava.serial : ava.skip;
if (straceMissing !== undefined) console.log(`no sync is made to fail: ${straceMissing}`);

/** Of each way: long before that, a sync has failed. */
const sendsMax = 1_000;

interface Sends {
  readonly bodies: readonly string[];
  /** By body. */
  readonly acknowledged: ReadonlyMap<string, Told>;
  /** Codes of what was not. */
  readonly refusals: ReadonlySet<string>;
}

/** Sends to Bob, one after another in several ways at once, until each way was refused. */
async function sendUntilRefused(clients: Readonly<Record<Transport, Client>>): Promise<Sends> {
  const bodies: string[] = [];
  const acknowledged = new Map<string, Told>();
  const refusals = new Set<string>();
  const sendOn = async (transport: Transport, way: number): Promise<void> => {
    for (let sent = 0; sent < sendsMax; sent += 1) {
      const body = `${transport} ${way}, ${sent};`;
      bodies.push(body);
      acknowledged.set(body, await sendTold(clients[transport], transport, 'bob', body));
    }
    throw new Error(`all of ${sendsMax} sends were acknowledged`);
  };
  const ways = [1, 2, 3, 4, 5].flatMap((way) =>
    transports.map((transport) =>
      sendOn(transport, way).catch((error) => void refusals.add(error.code ?? error.message)),
    ),
  );
  await Promise.all(ways);
  return { bodies, acknowledged, refusals };
}

for (const reader of transports) {
  test(`after a sync that failed, nothing it covers is told, to senders or to a reader over ${reader}`, async (t) => {
    using folder = new TemporaryDataFolder();
    await using server = await RunningServer.start(folder.path);
    using alice = await server.account('wire', 'alice');
    using carol = await server.account('grpc', 'carol');
    using bob = await server.account(reader, 'bob');
    const pushed: string[] = [];
    const stream = bob.messages();
    const reading = (async () => {
      for await (const { body } of stream) pushed.push(body);
    })();
    // The first syncs are good ones, so that there is something to keep.
    const failing = ['-e', syncTrace, '-e', 'inject=fsync,fdatasync:error=EIO:when=8+'];
    await using strace = await Strace.attach(server.process.pid, failing);
    const { bodies, acknowledged, refusals } = await sendUntilRefused({ wire: alice, grpc: carol });
    t.deepEqual([...refusals], ['UNAVAILABLE']);

    const { status, stderr } = await server.process.ended;
    t.is(status, 1);
    t.is(
      stderr,
      'duet: the ledger failed: disk I/O error; the server stops. What it acknowledged is kept.\n',
      'one line, and nothing else',
    );
    bob.close();
    await reading;

    const order = new SyncOrder(systemCalls(await strace.detach()));
    t.true(order.syncs > 0 && acknowledged.size > 0 && acknowledged.size < bodies.length);
    for (const told of acknowledged.values()) t.is(order.find(told), 'told after the sync', String(told.body));
    const lost = bodies.filter((body) => !acknowledged.has(body));
    for (const body of lost) {
      const found = order.find({ body: Buffer.from(body), replies: [pushOf(body)] });
      t.true(found === 'never told' || found === 'not in the log', `${body} ${found}`);
    }
    t.deepEqual(
      pushed.filter((body) => lost.includes(body)),
      [],
    );

    t.deepEqual((await checkLedgerAt(dataFolder(folder.path).database)).problems, []);
    await using again = await RunningServer.start(folder.path);
    using bobAgain = await again.connect(reader);
    await bobAgain.login('bob', password);
    const kept = await inboxOf(bobAgain);
    t.deepEqual(
      [...acknowledged.keys()].filter((body) => !kept.includes(body)),
      [],
    );
    t.is(new Set(kept).size, kept.length, 'nothing is there twice');
  });
}

for (const durability of ['written', 'memory']) {
  test(`--durability ${durability}: when the sync at the end fails, that is told, with status 1`, async (t) => {
    using folder = new TemporaryDataFolder();
    await using server = await RunningServer.start(folder.path, ['--durability', durability]);
    using alice = await server.account('wire', 'alice');
    await alice.fetch(0);
    const failing = ['-e', syncTrace, '-e', 'inject=fsync,fdatasync:error=EIO'];
    await using _strace = await Strace.attach(server.process.pid, failing);
    alice.close();
    const { status, stderr } = await server.stop();
    t.is(status, 1);
    t.is(stderr, 'duet: the ledger failed: disk I/O error; the server stops. What it acknowledged last may be lost.\n');
  });
}
