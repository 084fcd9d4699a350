/** What this machine has for a bench: how many load generators, and CPUs of their own for them. */

import { availableCpus, pinningOf } from '../bench/run/pinning.ts';

/** With fewer, a second load generator takes from the server what it gives. */
const secondGeneratorCpus = 8;

export function defaultGenerators(): number {
  return availableCpus().length >= secondGeneratorCpus ? 2 : 1;
}

export function isPinned(generators: number): boolean {
  return pinningOf(availableCpus(), generators).server.length > 0;
}
