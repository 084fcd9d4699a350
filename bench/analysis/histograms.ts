/** Recorded latencies, read back. Knows HdrHistogram's encoding; nothing of runs. */

import { build, decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { EncodedHistogram } from '../run/run.ts';

/** In microseconds. Throws where the text is none. */
export function decodeHistogram(encoded: EncodedHistogram): Histogram {
  return decodeFromCompressedBase64(encoded, 32, false);
}

/** All samples of all of them, in one. */
export function mergeHistograms(encoded: readonly EncodedHistogram[]): Histogram {
  const merged = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 64,
    autoResize: true,
    useWebAssembly: false,
  });
  for (const text of encoded) merged.add(decodeHistogram(text));
  return merged;
}
