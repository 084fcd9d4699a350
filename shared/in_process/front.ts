/**
 * The third front: a core in the same process, without sockets or encodings. For tests, and for programs that hold
 * their own core. Keeps the promises of the other two, so that whoever passes here passes there.
 */

import type { Channel, ChannelOptions } from '../contract/channel_port.ts';
import type { ConversationContext } from '../front/conversation.ts';
import { InProcessChannel } from './channel.ts';

export interface InProcessFront {
  /** As OpenChannel; there is no endpoint to name. */
  open(options?: ChannelOptions): Promise<Channel>;
  /** Takes no further calls, answers what is under way, then ends every channel with UNAVAILABLE. */
  close(): Promise<void>;
}

/** `context.core` stays the caller's, and outlives the front. */
export function startInProcessFront(context: ConversationContext): InProcessFront {
  const channels = new Set<InProcessChannel>();
  return {
    async open(options: ChannelOptions = {}): Promise<Channel> {
      const channel = new InProcessChannel(context, options, () => channels.delete(channel));
      channels.add(channel);
      return channel;
    },
    async close(): Promise<void> {
      await Promise.all([...channels].map((channel) => channel.finish()));
    },
  };
}
