/** What those who tell signals work with. */

import type { Environment } from '../../contract/environment.ts';
import type { Limits } from '../../contract/limits.ts';
import type { Inboxes } from '../inboxes.ts';
import type { State } from '../state.ts';

export interface SignalsContext {
  readonly state: State;
  readonly inboxes: Inboxes;
  readonly environment: Environment;
  readonly limits: Limits;
}
