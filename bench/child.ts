/** The child's half of a bench process: answers the coordinator's requests, one at a time, until it goes away. */

import {
  type CpuUse,
  cpuUse,
  type LoadResult,
  type LoadRun,
  type LoadSetup,
  type Request,
  type Response,
} from './messages.ts';

/** What a process of the bench can be asked for. */
export interface ChildDuties {
  setup?(setup: LoadSetup): Promise<void>;
  run?(run: LoadRun): Promise<LoadResult>;
  /** Ends what runs, and leaves its files whole. */
  close?(): Promise<void>;
}

/** Answers requests with these duties. Ends the process when the coordinator is gone. */
export function serveCoordinator(duties: ChildDuties): void {
  process.on('message', (request: Request) => {
    answer(request, duties).then(tell, (error: unknown) => {
      tell({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    });
  });
  process.on('disconnect', () => process.exit(0));
}

export function tell(response: Response): void {
  process.send?.(response);
}

async function answer(request: Request, duties: ChildDuties): Promise<Response> {
  switch (request.type) {
    case 'cpu':
      return { type: 'cpu', cpu: cpuUse() satisfies CpuUse };
    case 'setup':
      if (duties.setup === undefined) throw new Error('this process has nothing to set up');
      await duties.setup(request.setup);
      return { type: 'ready', ports: {} };
    case 'run':
      if (duties.run === undefined) throw new Error('this process runs no load');
      return { type: 'result', result: await duties.run(request.run) };
    case 'close':
      await duties.close?.();
      return { type: 'closed' };
    default:
      throw new Error(`no such request: ${JSON.stringify(request satisfies never)}`);
  }
}
