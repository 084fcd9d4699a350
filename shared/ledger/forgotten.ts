/** How every ledger refuses a cursor from before messages that are gone. */

import { ChatError } from '../contract/chat_error.ts';

/** Messages of the chats that were asked for are gone, the newest of them at `position`. */
export function forgotten(position: number): ChatError {
  return new ChatError(
    'OUT_OF_RANGE',
    `messages up to position ${position} are kept no longer; resume from there, or without a position`,
  );
}
