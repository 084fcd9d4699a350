/** A run in a network of its own, where this machine lets one be made. */

import { readdirSync } from 'node:fs';
import test from 'ava';
import { networkNamespace } from '../gauges/network_namespace.ts';
import { measureTraffic, NetworkRunner } from './network_runner.ts';
import { isMissing } from './run.ts';
import { childrenOf } from './testing/children.ts';
import { shortRun } from './testing/short_run.ts';
import { temporaryFolder } from './testing/temporary_folder.ts';

const possible = isMissing(networkNamespace()) ? test.serial.skip : test.serial;

possible(
  'bytes and packets with all headers are more than what is written, by whole headers of whole packets',
  async (t) => {
    const traffic = await measureTraffic(shortRun({ contender: 'wire' }));
    if (isMissing(traffic)) return t.fail(traffic.missing);
    const { socket, network, requests } = traffic;
    if (isMissing(network) || isMissing(socket)) return t.fail();
    t.true(requests > 0);
    const payloadBytes = socket.writtenBytes + socket.readBytes;
    // Of Ethernet, IP and TCP; with TCP's timestamps 66 each, and none is longer than an Ethernet's.
    t.true(network.bytes > payloadBytes);
    t.true(network.bytes - payloadBytes >= network.packets * 54 - payloadBytes * 0.05);
    t.true(network.bytes / network.packets <= 1_514);
  },
);

possible('such a run that is aborted rejects with why, and leaves neither a process nor a folder', async (t) => {
  const data = temporaryFolder(t);
  const runner = NetworkRunner.create({ data });
  if (isMissing(runner)) return t.fail();
  const before = childrenOf(process.pid);
  const aborted = new AbortController();
  const spec = shortRun({ contender: 'grpcUnary', warmUpMsMax: 60_000 }, { ledger: 'sqlite-written' });
  const running = runner.run(spec, aborted.signal);
  const reason = new Error('aborted by a test');
  setTimeout(() => aborted.abort(reason), 1_000);
  t.is(await t.throwsAsync(running), reason);
  t.deepEqual(readdirSync(data), []);
  t.deepEqual(childrenOf(process.pid), before);
});
