/** What the delaying proxy can be asked for, as a process of its own. */

export type ProxyDuties = {
  /** Puts a long way before a server, on a port of its own; for as long as the process is there. */
  readonly listen: (request: {
    readonly targetPort: number;
    readonly roundTripMs: number;
  }) => Promise<{ readonly port: number }>;
};
