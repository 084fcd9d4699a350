/**
 * The load generator with a core in its own process, and no transport between them: what of a run's CPU is the
 * generator's own work. Knows the open loop; nothing of bytes.
 */

import { LoadProcess } from '../load/load_process.ts';
import type { Workload } from '../plan/workload.ts';
import type { CpuUse } from '../process/cpu_use.ts';
import { startInProcessServer } from './in_process_server.ts';

export interface LoadAlone {
  /** The same requests at the same rate as one generator of the runs. */
  readonly ratePerSecond: number;
  readonly warmUpMs: number;
  readonly openMs: number;
}

/** For one message, the core over the ledger in memory included. Rejects where none was answered. */
export async function measureLoadAlone(workload: Workload, seed: number, load: LoadAlone): Promise<CpuUse> {
  const { ratePerSecond, warmUpMs, openMs } = load;
  const server = startInProcessServer({ kind: 'memory' }, (workload.mix.login ?? 0) > 0);
  try {
    // What needs sockets has no place here; the order of things is wire's, since nothing can overtake.
    const setup = {
      contender: 'wire',
      workload: { ...workload, stalledReaders: 0 },
      host: '',
      ports: {},
      seed,
      index: 0,
    } as const;
    await using generator = await LoadProcess.setup(setup, (_setup, onClosed) => server.front.open({ onClosed }));
    const startAtEpochMs = Date.now();
    generator.openStart({ ratePerSecond, startAtEpochMs });
    const { use, answeredInPart } = await generator.openMeasure({ startAtEpochMs: startAtEpochMs + warmUpMs, openMs });
    if (answeredInPart === 0) throw new Error('the load generator without a transport was answered nothing');
    return { userUs: use.userUs / answeredInPart, systemUs: use.systemUs / answeredInPart };
  } finally {
    await server.close();
  }
}
