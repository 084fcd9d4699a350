/** A key derivation that costs nothing, for tests in which passwords are not the point. */

import { createHash } from 'node:crypto';

export async function cheapKey(text: string, salt: Uint8Array): Promise<Uint8Array> {
  return createHash('sha256').update(salt).update(text).digest();
}
