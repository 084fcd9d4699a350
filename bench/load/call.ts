/** One request over a channel, as a promise. Knows nothing of who asks. */

import type { Channel } from '../../shared/contract/channel_port.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { ChatOperationName, ChatOperations } from '../../shared/contract/contract.generated.ts';

/** Rejects with the ChatError. */
export function call<Name extends ChatOperationName>(
  channel: Channel,
  name: Name,
  request: ChatOperations[Name]['request'],
  token?: string,
): Promise<ChatOperations[Name]['reply']> {
  return new Promise((resolve, reject) => {
    channel.call(
      name,
      request,
      (error, reply) => {
        if (reply !== undefined) resolve(reply);
        else reject(error ?? new ChatError('INTERNAL', 'no reply'));
      },
      token,
    );
  });
}
