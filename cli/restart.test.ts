/** A whole server that starts again over its data folder: what one transport was told holds over the other afterwards. */

import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { openGrpcChannel } from '../grpc/channel.ts';
import { TestClient } from '../shared/conformance/test_client.ts';
import { defaultLimits, type Limits } from '../shared/contract/limits.ts';
import type { ChatId } from '../shared/ledger/ledger.ts';
import { dataFolder, lockDataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { accountCreated, chatCreated } from '../shared/ledger/suite_events.ts';
import { TemporaryDataFolder } from '../shared/testing/temporary_data_folder.ts';
import { openWireChannel } from '../wire/channel.ts';
import { type DuetServer, startDuetServer } from './duet_server.ts';
import { systemEnvironment } from './system_environment.ts';

const host = '127.0.0.1';

function start(folder: TemporaryDataFolder, limits: Partial<Limits> = {}): Promise<DuetServer> {
  return startDuetServer({
    ledger: { kind: 'sqlite', folder: folder.path, durability: 'synced' },
    host,
    wirePort: 0,
    grpcPort: 0,
    limits: { ...defaultLimits, ...limits },
    environment: systemEnvironment(),
  });
}

type OpenClient = (server: DuetServer, token?: string) => Promise<TestClient>;

const wire: OpenClient = async ({ wirePort = 0 }, token) =>
  new TestClient(await openWireChannel({ host, port: wirePort }, token === undefined ? {} : { token }));
const grpc: OpenClient = async ({ grpcPort = 0 }, token) =>
  new TestClient(
    await openGrpcChannel({ host, port: grpcPort }, { calls: 'session', ...(token === undefined ? {} : { token }) }),
  );

for (const [title, before, after] of [
  ['wire, then gRPC', wire, grpc],
  ['gRPC, then wire', grpc, wire],
] as const) {
  test(`${title}: token, position, acknowledgement and key count on after a restart`, async (t) => {
    using folder = new TemporaryDataFolder();
    const first = await start(folder);
    const [ann, bob] = [await before(first), await before(first)];
    const { token, ledgerId } = await ann.call('createAccount', {
      name: 'ann',
      password: 'long enough',
      fullName: 'A',
    });
    const bobs = await bob.call('createAccount', { name: 'bob', password: 'long enough', fullName: '' });
    const one = await ann.send('bob', 'one', 'k1');
    const two = await ann.send('bob', 'two', 'k2');
    await bob.call('acknowledge', { position: one.position, ledgerId });
    for (const client of [ann, bob]) client.close();
    await first.close();

    const second = await start(folder);
    const [annAgain, bobAgain] = [await after(second, token), await after(second, bobs.token)];
    t.is((await annAgain.call('serverInfo', {})).ledgerId, ledgerId, 'it is the same ledger');
    t.deepEqual(await annAgain.send('bob', 'one', 'k1'), one);
    t.is(await annAgain.code('send', { to: 'bob', body: 'another', key: 'k2', chat: '' }), 'KEY_REUSED');
    const inbox = bobAgain.subscribe();
    await inbox.received(1);
    t.deepEqual(inbox.messages, [
      { position: two.position, chat: two.chat, sender: 'ann', timeMs: two.timeMs, body: 'two' },
    ]);
    const three = await annAgain.send('bob', 'three');
    t.is(three.position, two.position + 2, 'positions go on; the acknowledgement took one');
    await inbox.received(2);
    t.deepEqual(inbox.bodies, ['two', 'three']);
    for (const client of [annAgain, bobAgain]) client.close();
    await second.close();
  });
}

test('a server that cannot start, since its ledger makes no sense, has given the folder back when it says so', async (t) => {
  using folder = new TemporaryDataFolder();
  const { ledger } = folder.open();
  const chat = 'a chat' as ChatId;
  await ledger.commit([accountCreated('ann'), chatCreated(chat, 'ann')]);
  await ledger.close();
  {
    using database = new DatabaseSync(dataFolder(folder.path).database);
    database.exec('DELETE FROM cursors');
  }
  await t.throwsAsync(start(folder), { name: 'AssertionError' });
  t.notThrows(() => lockDataFolder(dataFolder(folder.path))[Symbol.dispose]());
});
