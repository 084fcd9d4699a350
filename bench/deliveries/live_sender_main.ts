/** The process that sends to a chat at a steady rate, from several accounts, and notes how long each answer takes. */

import type { Channel } from '../../shared/contract/channel_port.ts';
import { connectorOf } from '../connections/connecting.ts';
import { call } from '../load/call.ts';
import { Pacer } from '../load/pacer.ts';
import { serveCoordinator } from '../process/child.ts';
import type { LivePart, LiveSenderDuties } from './delivery_duties.ts';
import { LiveSends } from './live_sends.ts';

const password = 'a password';

serveCoordinator(await duties());

async function duties(): Promise<LiveSenderDuties> {
  const channels: Channel[] = [];
  let body = '';
  let chat = '';
  let sends: LiveSends | undefined;
  const pacer = await Pacer.start(() => sends?.sendDue());
  return {
    async setup({ contender, port, senders, receiver, bodyBytes }) {
      body = 'x'.repeat(bodyBytes);
      const connect = await connectorOf(contender, port);
      const tokens: string[] = [];
      for (let index = 0; index < senders; index += 1) {
        const channel = await connect({ onClosed: (error) => sends?.fail(error ?? new Error('a sender was cut off')) });
        const name = `sender-${index + 1}`;
        tokens.push((await call(channel, 'createAccount', { name, password, fullName: '' })).token);
        channels.push(channel);
      }
      const [first] = channels as [Channel, ...Channel[]];
      const others = channels.slice(1).map((_, index) => `sender-${index + 2}`);
      const made = await call(first, 'createChat', { title: 'backlog', participants: [receiver, ...others] });
      chat = made.chat;
      return { token: tokens[0] as string, chat };
    },
    async begin({ perSecond }) {
      sends = new LiveSends({ channels, chat, body, pacer, everyMs: 1_000 / perSecond });
      sends.begin();
    },
    async end(): Promise<LivePart> {
      if (sends === undefined) throw new Error('nothing was begun');
      const part = await sends.end();
      sends = undefined;
      return part;
    },
  };
}
