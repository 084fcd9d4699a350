/** A front that serves clients, as whoever started it sees it. Both transports give one. */

export interface RunningFront {
  /** The port that it listens on, which the system chose where 0 was asked for. */
  readonly port: number;
  /**
   * Stops taking connections and requests at once, answers what is under way, ends every connection, at the latest
   * after shutdownMs, and resolves when all are closed.
   */
  close(): Promise<void>;
}
