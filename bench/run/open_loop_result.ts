/** One result of what several load processes measured in the same part. Pure. */

import { mergeLatencies } from '../load/histograms.ts';
import type { OpenLoopPart } from '../load/load_duties.ts';
import { sum } from '../statistics/sum.ts';
import type { OpenLoopResult, Traffic } from './run.ts';

/** Requests are those of the generators; the probe's latencies stand beside theirs. */
export function openLoopResult(parts: readonly OpenLoopPart[], probe: OpenLoopPart): OpenLoopResult {
  return {
    elapsedMs: Math.max(...parts.map(({ elapsedMs }) => elapsedMs)),
    offered: sum(parts.map(({ offered }) => offered)),
    completed: sum(parts.map(({ completed }) => completed)),
    refused: sum(parts.map(({ refused }) => refused)),
    answeredInPart: sum(parts.map(({ answeredInPart }) => answeredInPart)),
    heldBack: sum(parts.map(({ heldBack }) => heldBack)),
    backlogAtStart: sum(parts.map(({ backlogAtStart }) => backlogAtStart)),
    backlogAtEnd: sum(parts.map(({ backlogAtEnd }) => backlogAtEnd)),
    load: mergeLatencies(parts.map(({ latencies }) => latencies)),
    probe: probe.latencies,
  };
}

/** Of all load processes, the probe among them. */
export function trafficOf(parts: readonly OpenLoopPart[], network: Traffic['network']): Traffic {
  return {
    socket: {
      writtenBytes: sum(parts.map(({ socket }) => socket.writtenBytes)),
      readBytes: sum(parts.map(({ socket }) => socket.readBytes)),
    },
    network,
    requests: sum(parts.map(({ answeredInPart }) => answeredInPart)),
  };
}
