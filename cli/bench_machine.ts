/** What this machine has for a bench: how many load generators, and CPUs of their own for them. */

import { availableCores, pinningOf } from '../bench/run/pinning.ts';

/** With fewer, a second load generator has no core of its own, and takes from others what it gives. */
const secondGeneratorCores = 6;

export function defaultGenerators(): number {
  return availableCores().length >= secondGeneratorCores ? 2 : 1;
}

export function isPinned(generators: number): boolean {
  return pinningOf(availableCores(), generators).server.length > 0;
}
