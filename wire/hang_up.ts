/** Ends a socket in such a way that what was written last arrives. Knows TCP; nothing of frames. */

import type { Socket } from 'node:net';
import type { Environment } from '../shared/contract/environment.ts';

/**
 * Ends our half, then reads to nobody until the client has ended its own, for `waitMs` at most. A socket that is closed
 * with unread input is reset, and a reset makes the client's system throw away what it has received but not yet read:
 * the very frame that says why (RFC 1122 §4.2.2.13, RFC 9112 §9.6).
 */
export function hangUp(socket: Socket, environment: Pick<Environment, 'startTimer'>, waitMs: number): void {
  if (socket.destroyed) return;
  const timer = environment.startTimer(waitMs, () => socket.destroy());
  socket.once('close', () => timer.cancel());
  socket.end();
  socket.resume();
}
