/**
 * The client's half of the gRPC front: a connection that is ready for calls. What carries them is either one rpc a
 * call or one Session stream; both watch the connection here. Knows grpc-js; nothing of reconnecting.
 */

import { Client, connectivityState, credentials } from '@grpc/grpc-js';
import type { Channel, ChannelOptions, Endpoint } from '../shared/contract/channel_port.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { requireToken } from '../shared/contract/scalars.ts';
import { SessionChannel } from './session_channel.ts';
import { UnaryChannel } from './unary_channel.ts';

export interface GrpcChannelOptions extends ChannelOptions {
  /** One rpc a call, or all calls over one Session stream. Default session. */
  readonly calls?: 'unary' | 'session';
}

/** A channel that is told of its connection, and that has proved its token before it is used. */
export interface WatchedChannel extends Channel {
  /** The connection takes no further calls. What is under way may still be answered, if the server is stopping. */
  connectionEnded(error: ChatError): void;
  ready(): Promise<void>;
}

/** See OpenChannel. */
export async function openGrpcChannel(endpoint: Endpoint, options: GrpcChannelOptions = {}): Promise<Channel> {
  const token = options.token === undefined ? undefined : requireToken(options.token);
  const client = new Client(addressOf(endpoint), credentials.createInsecure(), {
    'grpc.max_receive_message_length': defaultLimits.frameBytesMax,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': defaultLimits.heartbeatMs,
    'grpc.keepalive_timeout_ms': defaultLimits.heartbeatMs,
    // A connection of its own, as every channel has, and no reconnecting: that is the owner's concern.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_retries': 0,
  });
  await connected(client, options.connectMs ?? 10_000);
  let ready = false;
  const onClosed = (error: ChatError | undefined): void => {
    if (ready) options.onClosed?.(error);
  };
  const channel: WatchedChannel =
    options.calls === 'unary' ? new UnaryChannel(client, token, onClosed) : new SessionChannel(client, token, onClosed);
  watch(client, channel);
  try {
    await channel.ready();
  } catch (error) {
    channel.close();
    throw error;
  }
  ready = true;
  return channel;
}

function addressOf({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function connected(client: Client, connectMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + connectMs, (error) => {
      if (error === undefined) return resolve();
      client.close();
      reject(new ChatError('UNAVAILABLE', 'no gRPC server answers there', { cause: error }));
    });
    // grpc-js would go on trying until the deadline; a server that is not there is told at once.
    failOnFirstRefusal(client, reject);
  });
}

function failOnFirstRefusal(client: Client, reject: (error: ChatError) => void): void {
  const channel = client.getChannel();
  const look = (): void => {
    const state = channel.getConnectivityState(false);
    if (state === connectivityState.READY || state === connectivityState.SHUTDOWN) return;
    if (state === connectivityState.TRANSIENT_FAILURE) {
      client.close();
      reject(new ChatError('UNAVAILABLE', 'the gRPC server refused the connection'));
    } else channel.watchConnectivityState(state, Infinity, look);
  };
  look();
}

/** Tells the channel when its connection is lost, or will be as soon as what is under way is answered. */
function watch(client: Client, channel: WatchedChannel): void {
  client.getChannel().watchConnectivityState(connectivityState.READY, Infinity, () => {
    channel.connectionEnded(new ChatError('UNAVAILABLE', 'the connection to the gRPC server ended'));
  });
}
