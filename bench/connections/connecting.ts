/** Opens channels of one contender. Knows all transports; nothing of what is measured. */

import type { Channel, ChannelOptions, OpenChannel } from '../../shared/contract/channel_port.ts';
import type { Contender } from '../plan/contenders.ts';

/** How long one try may take: longer than by default, since thousands come at once here. */
const connectMs = 60_000;

export type Connect = (options?: ChannelOptions) => Promise<Channel>;

/** Loads the one transport that is needed, so that a process holds no other. */
export async function connectorOf(contender: Contender, port: number): Promise<Connect> {
  const open = await openerOf(contender);
  return (options) => open({ host: '127.0.0.1', port }, { connectMs, ...options });
}

async function openerOf(contender: Contender): Promise<OpenChannel> {
  switch (contender) {
    case 'wire':
      return (await import('../../wire/channel.ts')).openWireChannel;
    case 'grpcUnary':
    case 'grpcSession': {
      const { openGrpcChannel } = await import('../../grpc/channel.ts');
      const calls = contender === 'grpcUnary' ? 'unary' : 'session';
      return (endpoint, options) => openGrpcChannel(endpoint, { ...options, calls });
    }
    default:
      throw new Error(`no such contender: ${contender satisfies never}`);
  }
}
