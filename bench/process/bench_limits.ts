/** The bounds of a server under test: the product's, but for those that a bench would meet before a server's users do. */

import { defaultLimits, type Limits } from '../../shared/contract/limits.ts';

export const benchLimits: Limits = {
  ...defaultLimits,
  // Small enough to be full, and to forget, all the time: as a server that has been running for long.
  memoryLedgerBytesMax: 134_217_728,
  // Thousands of connections are those of few accounts here: what an account costs, its password above all, is not asked.
  sessionsPerAccountMax: 10_000,
  subscriptionsPerAccountMax: 10_000,
  // A generator's logins come over few connections; how many at once is for the load to say.
  passwordRequestsPerConnectionMax: 256,
  // Bodies of 1 MiB reach the bound of bytes before a subscriber is slow.
  subscriberQueueBytesMax: 67_108_864,
};
