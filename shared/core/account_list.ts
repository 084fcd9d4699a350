/** Listing accounts, by pages. Takes no lock: a page awaits nothing. */

import { RE2JS } from 're2js';
import { ChatError } from '../contract/chat_error.ts';
import type { Account, ListAccountsReply, ListAccountsRequest } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';
import { sharedChat } from './shared_chat.ts';
import type { AccountState } from './state.ts';
import { invalid, requireBytes, requireCount } from './validation.ts';

/** Chats of the caller up to which a page without a pattern is quick, however many accounts are on it. */
const quickChatsMax = 100;

/** What those who share no chat with an account are told of its presence. */
const unknownPresence = { online: false, lastSeenMs: 0 } as const;

export function listAccounts(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: ListAccountsRequest,
): Eventually<ListAccountsReply> {
  const caller = core.hub.check(handle);
  requireBytes('pattern', request.pattern, core.limits.patternBytesMax);
  const pageSize = requireCount('page size', request.pageSize, 25, core.limits.listPageAccountsMax);
  // No lock: a page awaits nothing, so it sees the state between two commits whatever is under way.
  if (request.pattern === '' && caller.chats.size <= quickChatsMax) {
    return page(core, caller, request.pageToken, undefined, pageSize);
  }
  return core.lists.run(() => {
    core.hub.check(handle);
    const { patternInstructionsMax } = core.limits;
    const pattern = request.pattern === '' ? undefined : compilePattern(request.pattern, patternInstructionsMax);
    return page(core, caller, request.pageToken, pattern, pageSize);
  });
}

/** Stops at the page's size, or at its cost: the next page goes on from the last name looked at. */
function page(
  core: CoreContext,
  caller: AccountState,
  after: string,
  pattern: RE2JS | undefined,
  pageSize: number,
): ListAccountsReply {
  const accounts: Account[] = [];
  const stepsPerName = pattern?.programSize() ?? 1;
  let steps = 0;
  let last = '';
  for (const name of core.state.names.after(after)) {
    if (accounts.length === pageSize || steps > core.limits.listStepsMax) return { accounts, nextPageToken: last };
    steps += stepsPerName;
    last = name;
    const account = core.state.accountsByName.get(name);
    if (account === undefined) continue;
    const matches = pattern === undefined || pattern.matcher(name).find() || pattern.matcher(account.fullName).find();
    if (!matches) continue;
    const { shares, lookUps } = sharedChat(caller, account);
    steps += lookUps;
    const presence = shares ? core.presence.of(account) : unknownPresence;
    accounts.push({ name, fullName: account.fullName, role: account.role, ...presence });
  }
  return { accounts, nextPageToken: '' };
}

function compilePattern(pattern: string, instructionsMax: number): RE2JS {
  const compiled = parsePattern(pattern);
  if (compiled.programSize() <= instructionsMax) return compiled;
  throw invalid(`pattern: it compiles to more than ${instructionsMax} instructions; repeat less`);
}

function parsePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ChatError('INVALID_ARGUMENT', `pattern: ${reason}`, { cause: error });
  }
}
