/** Roles of accounts: who is a user, an operator or an admin. */

import { ChatError } from '../contract/chat_error.ts';
import type { SetAccountRoleReply, SetAccountRoleRequest } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';

export function setAccountRole(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: SetAccountRoleRequest,
): Eventually<SetAccountRoleReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'setAccountRole is still to be built');
}
