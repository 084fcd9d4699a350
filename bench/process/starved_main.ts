/**
 * Loaded into a process before its own program, to take a share of its CPU from it, for the bench's tests of itself:
 * its event loop is busy for so much of the time. The share is in the environment, by `starvedShareVariable`.
 */

import { isMainThread } from 'node:worker_threads';
import { burnCpu } from './faults.ts';
import { starvedShareVariable } from './starved.ts';

const periodMs = 20;
const share = Number(process.env[starvedShareVariable]);

if (isMainThread) {
  const burn = (): void => {
    burnCpu(share * periodMs * 1_000);
    setTimeout(burn, (1 - share) * periodMs).unref();
  };
  burn();
}
