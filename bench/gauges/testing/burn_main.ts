/**
 * A process that uses a known amount of CPU between the start and the stop of its gauge. By a clock that the gauge does
 * not read: the time that the kernel has had its main thread run (the first number of schedstat), where there is one.
 */

import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { serveCoordinator } from '../../process/child.ts';
import { ProcessGauge } from '../process_use.ts';
import type { BurnDuties } from './burn_duties.ts';

const gauge = new ProcessGauge();

const duties: BurnDuties = {
  burn: async ({ ms }) => {
    gauge.start();
    const fromMs = ranMs();
    while (ranMs() - fromMs < ms) for (let turn = 0; turn < 20_000; turn += 1) Math.hypot(turn, 1);
    const burntMs = ranMs() - fromMs;
    return { burntMs, use: await gauge.stop() };
  },
  rest: async ({ ms }) => {
    gauge.start();
    await setTimeout(ms);
    return gauge.stop();
  },
  collect: async () => {
    gauge.start();
    let kept: unknown[] = [];
    for (let round = 0; round < 50; round += 1) kept = Array.from({ length: 20_000 }, () => [round, kept.length]);
    return gauge.stop();
  },
};
serveCoordinator(duties);

function ranMs(): number {
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
}
