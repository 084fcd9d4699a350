/**
 * A subscriber of its own connection that reads of what comes only what has to be checked: positions, in order. The same
 * leanness for every contender, so that client code is not what is measured. Pure types.
 */

import type { Endpoint } from '../../shared/contract/channel_port.ts';

export interface ReceiverOptions {
  /** `sentAtMs` tells when the message was sent, by the server's clock; to be called at once, or not at all. */
  readonly onMessage: (position: number, sentAtMs: () => number) => void;
  /** The connection or the subscription ended by anything but `close`. */
  readonly onFailed: (error: Error) => void;
}

/** One that is connected. */
export interface Receiver {
  /** Asked for once. */
  subscribe(after: number | undefined, ledgerId: string): void;
  close(): void;
}

/** Rejects where the server cannot be reached. */
export type OpenReceiver = (endpoint: Endpoint, token: string, options: ReceiverOptions) => Promise<Receiver>;
