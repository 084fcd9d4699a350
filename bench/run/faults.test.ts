/** What is made to go wrong on purpose is noticed: the bench's tests of itself. */

import test from 'ava';
import { decodeHistogram } from '../load/histograms.ts';
import { contenderNames } from '../plan/contenders.ts';
import { RunRefused } from './run.ts';
import { ProcessRunner } from './runner.ts';
import { shortRun } from './testing/short_run.ts';

const runner = new ProcessRunner();
/** Waits for nothing that will not come. */
const impatient = new ProcessRunner({ drainMsMax: 1_000 });

for (const contender of contenderNames) {
  test.serial(`${contender}: a run in which a reply is wrong is refused`, async (t) => {
    const spec = shortRun({ contender, fault: { kind: 'wrongReply', every: 20 } }, { mix: { send: 1 } });
    await t.throwsAsync(impatient.run(spec), { instanceOf: RunRefused });
  });

  test.serial(`${contender}: a run in which a delivery is lost is refused`, async (t) => {
    const spec = shortRun({ contender, fault: { kind: 'lostDelivery', every: 20 } });
    await t.throwsAsync(impatient.run(spec), { instanceOf: RunRefused });
  });
}

test.serial(
  'a server that does nothing for 500 ms shows in the response, in full, and not in the service',
  async (t) => {
    const ms = 500;
    const spec = shortRun({ openMs: 1_500, ratePerSecond: 800, fault: { kind: 'stall', ms } }, { connections: 1 });
    const { open } = await runner.run(spec);
    const response = decodeHistogram(open.load.response);
    const service = decodeHistogram(open.load.service);
    t.true(response.maxValue >= ms * 1_000 * 0.9, `${response.maxValue} µs`);
    // A third of all came during the stall, and one in twenty in the first seventh of it.
    const longUs = response.getValueAtPercentile(95);
    t.true(longUs >= ms * 1_000 * 0.8, `${longUs} µs`);
    // Those that were under way, a fortieth of all, waited for the server; all others waited for their connection.
    t.true(service.getValueAtPercentile(95) < longUs / 2, `${service.getValueAtPercentile(95)} of ${longUs} µs`);
  },
);

test.serial(
  'a load generator whose CPU is taken by something else shows it, in its lag and its event loop',
  async (t) => {
    const { open, generators } = await runner.run(shortRun({ fault: { kind: 'starve', share: 0.8 } }));
    t.true((generators[0]?.eventLoopUtilisation ?? 0) > 0.7);
    t.true(decodeHistogram(open.load.lag).getValueAtPercentile(99) > 2_000);
  },
);

test.serial('a server that uses more CPU for each request is measured to', async (t) => {
  const usPerRequest = 5_000;
  const { server, open, traffic } = await runner.run(
    shortRun({ ratePerSecond: 50, probePerSecond: 20, openMs: 500, fault: { kind: 'burn', usPerRequest } }),
  );
  // On a busy machine its gauge may begin late, and some of the last are answered after it.
  const gauged = traffic.requests * (server.elapsedMs / open.elapsedMs);
  t.true(server.userUs + server.systemUs >= gauged * usPerRequest * 0.5);
});
