/** Runs of real processes: what they measure adds up, and nothing of them stays. */

import { readdirSync } from 'node:fs';
import test from 'ava';
import { decodeHistogram } from '../load/histograms.ts';
import { contenderNames } from '../plan/contenders.ts';
import { isMissing, type RunResult } from './run.ts';
import { ProcessRunner } from './runner.ts';
import { childrenOf } from './testing/children.ts';
import { shortRun } from './testing/short_run.ts';
import { temporaryFolder } from './testing/temporary_folder.ts';

for (const contender of contenderNames) {
  test.serial(`${contender}: a run counts what was offered, answered, used and sent, in the same part`, async (t) => {
    const spec = shortRun({ contender, closed: { window: 8, durationMs: 300 } });
    const result = await new ProcessRunner().run(spec);
    const { open, closed, traffic, server, probe, generators } = result;
    t.true(open.offered > 0);
    t.is(open.completed + open.refused, open.offered);
    t.is(samplesOf(open.load.response), open.completed);
    t.is(samplesOf(open.load.service), open.completed);
    t.true(open.answeredInPart > 0 && traffic.requests > open.answeredInPart, "the probe's are among them");
    // A sender and a receiver for each connection, and the probe's.
    t.is(result.sockets, 2 * 2 + 2);
    t.true(closed !== undefined && closed.completed > 0 && closed.elapsedMs === 300);
    t.true(result.warmUp.heatedRequests > 0);
    for (const use of [server, probe, ...generators]) {
      t.true(use.userUs > 0);
      t.true(use.elapsedMs > 0);
    }
    t.is(generators.length, 1);
    requireBytes(result, 100);
    t.true(isMissing(traffic.network));
  });
}

test.serial('a run against a null peer measures the load generator itself', async (t) => {
  const { open, traffic } = await new ProcessRunner().run(shortRun({ peer: 'null', generators: 2 }));
  t.is(open.completed, open.offered);
  t.true(open.offered > 0 && traffic.requests > open.completed);
});

test.serial(
  'a run through the proxy takes its round trip, over a ledger whose folder is gone afterwards',
  async (t) => {
    const data = temporaryFolder(t);
    const roundTripMs = 30;
    const runner = new ProcessRunner({ data });
    const { open } = await runner.run(
      shortRun({ contender: 'grpcUnary' }, { ledger: 'sqlite-written', roundTripMs, mix: { send: 1 } }),
    );
    t.true(open.completed > 0);
    t.true(decodeHistogram(open.load.service).getValueAtPercentile(1) >= roundTripMs * 1_000 * 0.95);
    t.deepEqual(readdirSync(data), []);
  },
);

test.serial(
  'a run that is aborted rejects with why, whenever that is, and leaves neither a process nor a folder',
  async (t) => {
    const data = temporaryFolder(t);
    const before = childrenOf(process.pid);
    for (const afterMs of [0, 200, 1_500]) {
      const reason = new Error(`aborted after ${afterMs} ms`);
      const aborted = new AbortController();
      const spec = shortRun({ contender: 'grpcUnary', warmUpMsMax: 60_000 }, { ledger: 'sqlite-synced' });
      const running = new ProcessRunner({ data }).run(spec, aborted.signal);
      setTimeout(() => aborted.abort(reason), afterMs);
      t.is(await t.throwsAsync(running), reason);
      t.deepEqual(readdirSync(data), []);
      t.deepEqual(childrenOf(process.pid), before);
    }
  },
);

test('a run whose signal is aborted already starts nothing', async (t) => {
  const reason = new Error('aborted before');
  t.is(await t.throwsAsync(new ProcessRunner().run(shortRun(), AbortSignal.abort(reason))), reason);
});

function samplesOf(encoded: string): number {
  return decodeHistogram(encoded).totalCount;
}

/** Each body goes to the server and from there to its reader. */
function requireBytes({ traffic: { socket, requests } }: RunResult, bodyBytes: number): void {
  if (isMissing(socket)) throw new Error(socket.missing);
  const least = requests * bodyBytes;
  if (socket.writtenBytes < least || socket.readBytes < least)
    throw new Error(`${JSON.stringify(socket)} for ${least}`);
}
