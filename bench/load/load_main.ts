/** A load generator, or the probe, as a process of its own: does what the coordinator asks for, in that order. */

import { serveCoordinator } from '../process/child.ts';
import type { LoadDuties } from './load_duties.ts';
import { LoadProcess } from './load_process.ts';
import { openLoadChannel } from './open_channel.ts';

serveCoordinator(duties());

function duties(): LoadDuties {
  let load: LoadProcess | undefined;
  const ready = (): LoadProcess => {
    if (load === undefined) throw new Error('the load was not set up');
    return load;
  };
  return {
    async setup(setup) {
      load = await LoadProcess.setup(setup, openLoadChannel);
      return { sockets: load.sockets };
    },
    heat: async (request) => ready().heat(request),
    async openStart(start) {
      ready().openStart(start);
    },
    openSample: async () => ready().openSample(),
    openMeasure: async (request) => ready().openMeasure(request),
    closed: async (request) => ready().closed(request),
  };
}
