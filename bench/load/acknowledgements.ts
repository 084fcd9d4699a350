/** Acknowledges inboxes now and then, as clients do, so that no ledger fills up. Nothing waits for it. */

import type { ChatError } from '../../shared/contract/chat_error.ts';
import type { Workload } from '../plan/workload.ts';
import type { Client } from './clients.ts';
import { refused } from './refused.ts';

/** Of all inboxes together, before they are acknowledged. */
const unacknowledgedBytesMax = 16_777_216;
const unacknowledgedMessagesMax = 4_096;
const unacknowledgedMessagesMin = 8;

export class Acknowledgements {
  readonly #clients: readonly Client[];
  readonly #counts: Int32Array;
  readonly #messagesMax: number;
  readonly #failed: (error: Error) => void;

  constructor(clients: readonly Client[], { payload }: Workload, failed: (error: Error) => void) {
    this.#clients = clients;
    this.#counts = new Int32Array(clients.length);
    const byBytes = Math.floor(unacknowledgedBytesMax / payload.bytesMax / Math.max(1, clients.length));
    this.#messagesMax = Math.max(unacknowledgedMessagesMin, Math.min(unacknowledgedMessagesMax, byBytes));
    this.#failed = failed;
  }

  /** The inbox of client `index` has a further message, at that position, and is done with all up to there. */
  note(index: number, position: number): void {
    const count = (this.#counts[index] as number) + 1;
    this.#counts[index] = count % this.#messagesMax;
    if (count < this.#messagesMax) return;
    const { channel, token, ledgerId } = this.#clients[index] as Client;
    const done = (error: ChatError | undefined): void => {
      // A busy server is acknowledged to later; a connection that ended is told of by others.
      if (error === undefined || error.retryable) return;
      this.#failed(refused(`an acknowledgement was answered with ${error.code}: ${error.message}`));
    };
    channel.call('acknowledge', { position, ledgerId }, done, token);
  }
}
