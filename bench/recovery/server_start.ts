/** Starts the real `duet serve` and ends it again. Knows what it prints, and how long that takes; nothing of ledgers. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How long a server may take to start. */
const startMsMax = 120_000;

const launcher = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../cli/duet.js' : '../../../cli/duet.js', import.meta.url),
);

/**
 * Milliseconds from the start of the process until it says that it is ready. It has ended, cleanly, when this resolves.
 * Rejects with the signal's reason when that is aborted.
 */
export async function measureStart(folder: string, signal: AbortSignal): Promise<number> {
  const args = ['serve', '--data', folder, '--host', '127.0.0.1', '--wire-port', '0', '--grpc-port', '0'];
  const startedMs = performance.now();
  const child = spawn(process.execPath, [launcher, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(startMsMax)]),
    killSignal: 'SIGKILL',
  });
  // Where it is killed, because the signal says so or it takes too long, the error says so, and it still has to end.
  const killed = once(child, 'error').then(([error]: Error[]) => error);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let readyMs: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'ready') continue;
    readyMs = performance.now() - startedMs;
    child.kill('SIGTERM');
  }
  const status = await ended;
  if (readyMs !== undefined && status === 0) return readyMs;
  signal.throwIfAborted();
  throw (await Promise.race([killed, undefined])) ?? new Error(`duet serve ended with status ${status}`);
}
