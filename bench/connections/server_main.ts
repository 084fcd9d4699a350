/**
 * A server whose connections are measured, as a process of its own: the core over the ledger in memory, and the one
 * front that is measured. Its argument is its ConnectionServerSetup, in JSON.
 */

import { setTimeout } from 'node:timers/promises';
import { ProcessGauge } from '../gauges/process_use.ts';
import { serveCoordinator } from '../process/child.ts';
import type {
  ConnectionServerDuties,
  ConnectionServerReady,
  ConnectionServerSetup,
  Resident,
} from './connection_duties.ts';
import { ReturningFront } from './returning_front.ts';

/** It has settled when one more collection frees less than this. */
const settledBytes = 262_144;
const collectionsMax = 12;
/** Time for what ends in later turns, and for V8 to give its pages back. */
const betweenCollectionsMs = 50;

const front = new ReturningFront(JSON.parse(process.argv[2] ?? '{}') as ConnectionServerSetup);
const gauge = new ProcessGauge();
const duties: ConnectionServerDuties = {
  resident,
  goAway: () => front.goAway(),
  comeBack: async () => void (await front.comeBack()),
  gaugeStart: async () => gauge.start(),
  gaugeStop: () => gauge.stop(),
};
const ready: ConnectionServerReady = { port: await front.comeBack() };
serveCoordinator(duties, ready);

async function resident(): Promise<Resident> {
  const { gc } = globalThis;
  let bytes = process.memoryUsage.rss();
  if (gc === undefined) return { bytes, collected: false };
  for (let collections = 0; collections < collectionsMax; collections += 1) {
    gc();
    await setTimeout(betweenCollectionsMs);
    const left = process.memoryUsage.rss();
    const freedBytes = bytes - left;
    bytes = left;
    // The first one frees what the last connections left; whether that was all is for the next to say.
    if (collections > 0 && freedBytes < settledBytes) break;
  }
  return { bytes, collected: true };
}
