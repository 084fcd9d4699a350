/** Whether two accounts know each other by a chat: what of the one's presence the other may be told depends on it. */

import type { AccountState } from './state.ts';

/** `lookUps`: what the answer cost, at most the chats of the one that has fewer. */
export function sharedChat(
  one: AccountState,
  other: AccountState,
): { readonly shares: boolean; readonly lookUps: number } {
  if (one === other || one.directChats.has(other.id)) return { shares: true, lookUps: 1 };
  const [fewer, more] = one.chats.size <= other.chats.size ? [one, other] : [other, one];
  let lookUps = 1;
  for (const chat of fewer.chats.keys()) {
    lookUps += 1;
    if (more.chats.has(chat)) return { shares: true, lookUps };
  }
  return { shares: false, lookUps };
}
