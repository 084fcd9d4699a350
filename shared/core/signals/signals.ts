/**
 * What came of an event, told to those subscribers who asked for such signals. Knows who may know what; nothing of
 * messages, which inboxes hand out.
 */

import type { Environment } from '../../contract/environment.ts';
import type { Limits } from '../../contract/limits.ts';
import type { Inboxes } from '../inboxes.ts';
import type { Consequence, State } from '../state.ts';
import type { Presence } from './presence.ts';

export interface SignalsContext {
  readonly state: State;
  readonly inboxes: Inboxes;
  readonly presence: Presence;
  readonly environment: Environment;
  readonly limits: Limits;
}

/** What a subscriber can ask for. */
export const signalKinds = ['chats', 'receipts', 'presence', 'typing', 'tickets'] as const;
export type SignalKind = (typeof signalKinds)[number];

export class Signals {
  readonly #context: SignalsContext;

  constructor(context: SignalsContext) {
    this.#context = context;
  }

  tell(_consequence: Consequence, _position: number): void {
    void this.#context;
  }
}
