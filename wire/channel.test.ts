/** The wire channel where the network damages what the server says. What it does otherwise is in the conformance suite. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { ChatError } from '../shared/contract/chat_error.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { Core } from '../shared/core/core.ts';
import { MemoryLedger } from '../shared/ledger/memory_ledger.ts';
import { ManualEnvironment } from '../shared/testing/manual_environment.ts';
import { openWireChannel } from './channel.ts';
import { startWireServer } from './server.ts';

const host = '127.0.0.1';

/** Passes bytes on, those of the server with the given bits of every byte but LF flipped. */
interface Damage {
  bits: number;
}

async function startDamaged(t: ExecutionContext, damage: Damage): Promise<number> {
  const environment = new ManualEnvironment();
  const limits = defaultLimits;
  const core = new Core({ ledger: new MemoryLedger('1', limits.memoryLedgerBytesMax), environment, limits });
  const front = await startWireServer({ core, limits, environment, host, port: 0 });
  const proxy = createServer((near) => {
    const far = connect({ host, port: front.port });
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
    }
    near.pipe(far);
    far.on('data', (bytes: Buffer) => near.write(bytes.map((byte) => (byte === 10 ? byte : byte ^ damage.bits))));
  }).listen(0, host);
  await once(proxy, 'listening');
  t.teardown(async () => {
    proxy.close();
    await front.close();
    await core.close();
  });
  return (proxy.address() as AddressInfo).port;
}

for (const [what, bits, checksums, code] of [
  ['no UTF-8, where frames have checksums,', 0x80, true, 'CHECKSUM_MISMATCH'],
  ['other text, where frames have checksums,', 0x01, true, 'CHECKSUM_MISMATCH'],
  ['no UTF-8, where frames have none,', 0x80, false, 'INVALID_UTF8'],
] as const) {
  test(`a reply that has become ${what} ends the channel with ${code}`, async (t) => {
    const damage = { bits: 0 };
    const port = await startDamaged(t, damage);
    const ended: (ChatError | undefined)[] = [];
    const channel = await openWireChannel({ host, port }, { checksums, onClosed: (error) => ended.push(error) });
    damage.bits = bits;
    const error = await new Promise((resolve) => channel.call('serverInfo', {}, resolve));
    t.is((error as ChatError | undefined)?.code, code);
    t.deepEqual(
      ended.map((reason) => reason?.code),
      [code],
    );
  });
}
