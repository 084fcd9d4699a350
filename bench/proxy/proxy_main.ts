/** The delaying proxy, as a process of its own, so that its CPU is neither the server's nor a load generator's. */

import { serveCoordinator } from '../process/child.ts';
import { DelayingProxy } from './delaying_proxy.ts';
import type { ProxyDuties } from './proxy_duties.ts';

const duties: ProxyDuties = {
  listen: async ({ targetPort, roundTripMs }) => ({
    port: (await DelayingProxy.start({ targetPort, roundTripMs })).port,
  }),
};
serveCoordinator(duties);
