/**
 * A runner as a process of its own, for a run whose processes share a network namespace that is nobody else's: this one
 * is in it, and what it starts is, too. Its argument is the folder for ledgers.
 */

import { serveCoordinator } from '../process/child.ts';
import type { RunDuties } from './run_duties.ts';
import { ProcessRunner } from './runner.ts';

const runner = new ProcessRunner({ data: process.argv[2], ownNetwork: true });
const gone = new AbortController();
const underWay = new Set<Promise<unknown>>();

const duties: RunDuties = {
  run: (spec) => {
    const running = runner.run(spec, gone.signal);
    underWay.add(running);
    return running;
  },
};
serveCoordinator(duties, undefined, async () => {
  gone.abort(new Error('nobody waits for this run any more'));
  await Promise.allSettled(underWay);
});
