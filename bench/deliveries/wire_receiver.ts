/** A lean receiver over wire: a socket, and what is written to it by hand. See receiver.ts. */

import { once } from 'node:events';
import { connect } from 'node:net';
import type { Endpoint } from '../../shared/contract/channel_port.ts';
import { operations } from '../../shared/contract/contract.generated.ts';
import { contractVersion } from '../../shared/contract/version.ts';
import { connectionToken, encodeRequestFrame } from '../../wire/frame.ts';
import { encodeHelloRequest, encodePingRequest, encodeSubscribeRequest } from '../../wire/messages.generated.ts';
import type { PositionReader } from './position_reader.ts';
import type { OpenReceiver, Receiver, ReceiverOptions } from './receiver.ts';
import { WirePositions } from './wire_positions.ts';

const connectMs = 60_000;
/** Less than the server takes for silence. */
const pingMs = 20_000;
const readBytesMax = 262_144;

/** All receivers of one opener read into the same memory: each chunk is read to its end before the next one comes. */
export function wireReceiverOpener(): OpenReceiver {
  const shared = Buffer.allocUnsafeSlow(readBytesMax);
  return (endpoint, token, options) => openWire(endpoint, token, options, shared);
}

async function openWire(
  { host, port }: Endpoint,
  token: string,
  { onMessage, onFailed }: ReceiverOptions,
  shared: Buffer,
): Promise<Receiver> {
  let closed = false;
  const fail = (error: Error): void => {
    if (!closed) onFailed(error);
  };
  const sentAtMs = (): number => reader.timeMs();
  const reader: PositionReader = new WirePositions((position) => onMessage(position, sentAtMs));
  const { promise: greeted, resolve: greet } = Promise.withResolvers<void>();
  const socket = connect({
    host,
    port,
    noDelay: true,
    onread: {
      buffer: shared,
      callback: (bytes) => {
        greet();
        try {
          reader.read(shared.subarray(0, bytes));
        } catch (error) {
          fail(error as Error);
        }
        return true;
      },
    },
  });
  socket.on('error', fail);
  await once(socket, 'connect', { signal: AbortSignal.timeout(connectMs) });
  socket.on('close', () => fail(new Error('the server closed the connection of a subscriber')));
  const hello = { versionMin: contractVersion, versionMax: contractVersion, client: 'duet-bench', features: [] };
  socket.write(encodeRequestFrame(operations.hello.opcode, 1, token, encodeHelloRequest(hello)));
  await greeted;
  const beat = setInterval(() => {
    socket.write(encodeRequestFrame(operations.ping.opcode, 3, connectionToken, encodePingRequest({})));
  }, pingMs);
  return {
    subscribe: (after, ledgerId) => {
      const fields = encodeSubscribeRequest({ after, ledgerId, signals: [] });
      socket.write(encodeRequestFrame(operations.subscribe.opcode, 2, connectionToken, fields));
    },
    close: () => {
      closed = true;
      clearInterval(beat);
      socket.destroy();
    },
  };
}
