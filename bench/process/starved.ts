/** How a bench process is started so that something else takes a share of its CPU. */

import { fileURLToPath } from 'node:url';
import type { BenchProcessOptions } from './bench_process.ts';

export const starvedShareVariable = 'DUET_BENCH_STARVED_SHARE';

/** `share` of a core: 0.5 is half of it. */
export function starvedOptions(share: number): Pick<BenchProcessOptions, 'nodeArgs' | 'env'> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const path = fileURLToPath(new URL(`./starved_main.${extension}`, import.meta.url));
  return { nodeArgs: ['--import', path], env: { [starvedShareVariable]: String(share) } };
}
