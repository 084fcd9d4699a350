/**
 * From an address to a client. The one place that knows both transports' channels, and loads only the one that is
 * asked for: who speaks wire does not load grpc-js.
 */

import type { Channel, ChannelOptions, Endpoint } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import { Client, type ClientOptions } from './client.ts';

export const transports = ['wire', 'grpc'] as const;
export type Transport = (typeof transports)[number];

/** Where `connect` goes unless a port is named. */
export const defaultPorts: Readonly<Record<Transport, number>> = { wire: 4100, grpc: 50_051 };

type Open = (endpoint: Endpoint, options: ChannelOptions) => Promise<Channel>;

const openers: Readonly<Record<Transport, () => Promise<Open>>> = {
  wire: async () => (await import('../../wire/channel.ts')).openWireChannel,
  grpc: async () => (await import('../../grpc/channel.ts')).openGrpcChannel,
};

/**
 * Connects to `wire://host:port` or `grpc://host:port`. INVALID_ARGUMENT for any other address; UNAVAILABLE where
 * nobody answers; UNAUTHENTICATED where `options.token` is unknown.
 */
export async function connect(address: string, options: ClientOptions = {}): Promise<Client> {
  const { transport, endpoint } = parseAddress(address);
  const open = await openers[transport]();
  const client = new Client((channelOptions) => open(endpoint, channelOptions), options);
  await client.start();
  return client;
}

function parseAddress(address: string): { readonly transport: Transport; readonly endpoint: Endpoint } {
  const url = URL.parse(address);
  const transport = transports.find((known) => `${known}:` === url?.protocol);
  const surplus = url === null ? '' : `${url.username}${url.password}${url.pathname}${url.search}${url.hash}`;
  if (url === null || transport === undefined || url.hostname === '' || (surplus !== '' && surplus !== '/')) {
    throw new ChatError('INVALID_ARGUMENT', `${address}: wire://host:port or grpc://host:port is expected`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { transport, endpoint: { host, port: url.port === '' ? defaultPorts[transport] : Number(url.port) } };
}
