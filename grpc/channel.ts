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
  /** How much the server may send before it is told of room, in all and on each stream. Default: HTTP/2's, 65,535. */
  readonly receiveWindowBytes?: number | undefined;
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
  const { receiveWindowBytes } = options;
  const client = new Client(addressOf(endpoint), credentials.createInsecure(), {
    'grpc.max_receive_message_length': defaultLimits.frameBytesMax,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': defaultLimits.heartbeatMs,
    'grpc.keepalive_timeout_ms': defaultLimits.heartbeatMs,
    // A connection of its own, as every channel has, and no reconnecting: that is the owner's concern.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_retries': 0,
    ...(receiveWindowBytes === undefined ? {} : { 'grpc-node.flow_control_window': receiveWindowBytes }),
  });
  let opened = false;
  let ended = undefined as ChatError | undefined;
  const onClosed = (error: ChatError | undefined): void => {
    ended = error;
    if (opened) options.onClosed?.(error);
  };
  let channel: WatchedChannel | undefined;
  const open = async (): Promise<WatchedChannel> => {
    await connected(client);
    channel =
      options.calls === 'unary'
        ? new UnaryChannel(client, token, onClosed)
        : new SessionChannel(client, token, onClosed);
    watch(client, channel);
    await channel.ready();
    if (ended !== undefined) throw ended;
    opened = true;
    return channel;
  };
  try {
    return await bounded(open(), options);
  } catch (error) {
    channel?.close();
    client.close();
    throw error;
  }
}

function addressOf({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Resolves when the connection stands; UNAVAILABLE at the first refusal, although grpc-js would go on trying. */
function connected(client: Client): Promise<void> {
  const channel = client.getChannel();
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const state = channel.getConnectivityState(true);
      if (state === connectivityState.READY) resolve();
      else if (state === connectivityState.TRANSIENT_FAILURE || state === connectivityState.SHUTDOWN) {
        reject(new ChatError('UNAVAILABLE', 'no gRPC server answers there'));
        // Without a deadline of grpc-js' own: its timer would outlive the client, and keep the process.
      } else channel.watchConnectivityState(state, Infinity, look);
    };
    look();
  });
}

/** The same, or UNAVAILABLE after connectMs or when the signal aborts. */
function bounded<T>(work: Promise<T>, { connectMs = 10_000, signal }: ChannelOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new ChatError('UNAVAILABLE', 'connecting took too long, or was given up'));
    // Holds the process meanwhile, which a socket of grpc-js does not.
    const timer = setTimeout(giveUp, connectMs);
    signal?.addEventListener('abort', giveUp);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    });
  });
}

/** Tells the channel when its connection is lost, or will be as soon as what is under way is answered. */
function watch(client: Client, channel: WatchedChannel): void {
  client.getChannel().watchConnectivityState(connectivityState.READY, Infinity, () => {
    channel.connectionEnded(new ChatError('UNAVAILABLE', 'the connection to the gRPC server ended'));
  });
}
