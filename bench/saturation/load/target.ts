/** What a load generator drives: something that takes messages and says when each is done. */

import type { Scenario } from '../plan.ts';

/** One scenario over open connections. */
export interface Lane {
  /** Starts a message. `startedMs` comes back with its completion. */
  send(startedMs: number): void;
  /** Lets the server forget what was measured, so that rounds do not pile up. */
  settle(): Promise<void>;
}

/** Called for each message that is done, with what `send` was given. */
export type Completed = (startedMs: number) => void;

export interface Target {
  /** A lane for the scenario. `failed` ends the measurement: a wrong answer, a lost or doubled message. */
  lane(scenario: Scenario, completed: Completed, failed: (error: Error) => void): Lane;
}
