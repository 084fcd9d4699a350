/** Random ids: 64 bits in hex. */

import type { Environment } from '../contract/environment.ts';

export function newId<Id extends string>(environment: Pick<Environment, 'randomBytes'>): Id {
  return Buffer.from(environment.randomBytes(8)).toString('hex') as Id;
}
