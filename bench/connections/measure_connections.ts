/** What connections cost that do nothing, and what it takes to open them: each contender after the other. */

import type { ConnectionCosts } from '../results/results.ts';
import type { ConnectionsOptions, ConnectionsProgress } from './connections_options.ts';
import { measureContender, stepsOf } from './contender_costs.ts';
import { connectionsAllowed } from './open_files.ts';

/**
 * In fresh processes, all of which have ended when this resolves or rejects. Fewer connections than asked for where the
 * system does not allow so many: the costs say so. Rejects with the signal's reason when that is aborted.
 */
export async function measureConnections(
  options: ConnectionsOptions,
  onProgress: (progress: ConnectionsProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<readonly ConnectionCosts[]> {
  const { bounded, notes } = withinBounds(options, connectionsAllowed());
  const stepsEach = stepsOf(bounded);
  const of = stepsEach * bounded.contenders.length;
  const costs: ConnectionCosts[] = [];
  let done = 0;
  for (const contender of bounded.contenders) {
    for (const text of notes) onProgress({ contender, done, of, text });
    const onStep = (text: string): void => {
      onProgress({ contender, done, of, text });
      done += 1;
    };
    const measured = await measureContender(contender, { ...bounded, onStep, signal });
    costs.push({ ...measured, notes: [...notes, ...measured.notes] });
  }
  return costs;
}

/** As many connections as are allowed, and what there is to say of it. */
export function withinBounds(
  options: ConnectionsOptions,
  allowed: number,
): { readonly bounded: ConnectionsOptions; readonly notes: readonly string[] } {
  if (options.connections <= allowed) return { bounded: options, notes: [] };
  if (allowed < options.steps) throw new Error(`a process may have ${allowed} connections only (ulimit -n)`);
  const note = `${allowed} connections instead of ${options.connections}: a process may have no more files open (ulimit -n)`;
  return { bounded: { ...options, connections: allowed }, notes: [note] };
}
