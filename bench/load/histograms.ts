/**
 * Latencies of requests, as histograms in microseconds with three significant digits. Knows how they are recorded,
 * written down and put together; nothing of what was measured.
 */

import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { EncodedHistogram, Latencies } from '../run/run.ts';

export type { Histogram } from 'hdr-histogram-js';

/** What took longer than this is recorded as this. */
export const latencyUsMax = 60_000_000;
const usPerMs = 1_000;

export function newHistogram(): Histogram {
  return build({
    bitBucketSize: 32,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: latencyUsMax,
    numberOfSignificantValueDigits: 3,
  });
}

/** Rounds to a microsecond. A clock that two threads read may differ by less: below 0 is 0. */
export function recordMs(histogram: Histogram, ms: number): void {
  histogram.recordValue(Math.min(latencyUsMax, Math.max(0, Math.round(ms * usPerMs))));
}

/** HdrHistogram V2, compressed, base64. */
export function encodeHistogram(histogram: Histogram): EncodedHistogram {
  return encodeIntoCompressedBase64(histogram);
}

/** Throws where the text is no histogram. */
export function decodeHistogram(encoded: EncodedHistogram): Histogram {
  return decodeFromCompressedBase64(encoded, 32, false, latencyUsMax);
}

/** All samples of all of them; of none, a histogram without a sample. */
export function mergeHistograms(encoded: readonly EncodedHistogram[]): Histogram {
  const merged = newHistogram();
  for (const one of encoded) merged.add(decodeHistogram(one));
  return merged;
}

/** Those of several load generators as if they were one. */
export function mergeLatencies(parts: readonly Latencies[]): Latencies {
  const merge = (which: keyof Latencies): EncodedHistogram =>
    encodeHistogram(mergeHistograms(parts.map((part) => part[which])));
  return { response: merge('response'), service: merge('service'), lag: merge('lag') };
}

/** Records each request's three latencies, of its stamps in milliseconds. */
export class LatencyRecorder {
  readonly #response = newHistogram();
  readonly #service = newHistogram();
  readonly #lag = newHistogram();

  /** `dueMs`: when it could have been called, see UnderWay. */
  record(intendedMs: number, dueMs: number, calledMs: number, receivedMs: number): void {
    recordMs(this.#response, receivedMs - intendedMs);
    recordMs(this.#service, receivedMs - calledMs);
    recordMs(this.#lag, calledMs - dueMs);
  }

  encoded(): Latencies {
    return {
      response: encodeHistogram(this.#response),
      service: encodeHistogram(this.#service),
      lag: encodeHistogram(this.#lag),
    };
  }
}
