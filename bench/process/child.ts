/** The child's half of a bench process: answers the coordinator's requests, one at a time, until it goes away. */

import { flushCompileCache } from 'node:module';
import type { Duties, Request, Said } from './protocol.ts';

/**
 * Answers requests with these duties, and says that it is ready. Ends the process when the coordinator is gone, after
 * `onGone` where there is something to end first.
 */
export function serveCoordinator(duties: Duties, ready: unknown = undefined, onGone?: () => Promise<void>): void {
  let asked = false;
  process.on('message', ({ name, request }: Request) => {
    const duty = duties[name] as ((request: unknown) => Promise<unknown>) | undefined;
    const answered = duty === undefined ? Promise.reject(new Error(`no duty ${name}`)) : duty(request);
    const first = !asked;
    asked = true;
    answered.then(
      (answer) => {
        // By then it has loaded what is loaded when it is needed.
        if (first) flushCompileCache();
        tell({ answer });
      },
      (error: unknown) => {
        tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      },
    );
  });
  process.on('disconnect', () => {
    const exit = (): never => process.exit(0);
    if (onGone === undefined) exit();
    else onGone().then(exit, exit);
  });
  // Node keeps what it compiled when a process ends by itself, which those of a bench don't.
  flushCompileCache();
  tell({ answer: ready });
}

function tell(said: Said): void {
  // A coordinator that is gone is noticed by its disconnection, which follows.
  process.send?.(said, undefined, undefined, () => {});
}
