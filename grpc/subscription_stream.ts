/** The Subscribe rpc, on the server: an inbox as a stream. Knows the stream's messages; nothing of inboxes. */

import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Push } from '../shared/contract/contract.generated.ts';
import type { CorePort, SessionHandle, Subscription } from '../shared/contract/core_port.ts';
import type { PushTape } from '../shared/front/push_tape.ts';
import { decodeBytes } from './codec.ts';
import { decodeSubscribeRequest, encodePush } from './messages.generated.ts';
import { Output } from './output.ts';

/**
 * `tape` is that of all Subscribe streams. Throws a ChatError where the subscription is refused; the stream is the caller's to end then.
 */
export function serveSubscription(
  stream: ServerWritableStream<Buffer, Buffer>,
  core: CorePort,
  session: SessionHandle | undefined,
  messageBytesMax: number,
  tape: PushTape<Buffer>,
): void {
  let subscription: Subscription | undefined;
  const output = new Output(stream, () => subscription?.resume());
  const write = (push: Push): void => output.write(encodePush, push);
  const request = decodeBytes(decodeSubscribeRequest, stream.request, messageBytesMax);
  stream.on('cancelled', () => subscription?.abandon());
  stream.on('error', () => subscription?.abandon());
  stream.on('close', () => subscription?.abandon());
  subscription = core.subscribe(session, request, {
    message: (message) => {
      output.push(tape, message);
      return !output.full;
    },
    signal: (signal) => {
      write({ push: signal });
      return !output.full;
    },
    closed: (closed) => {
      write({ push: { case: 'closed', value: closed } });
      output.end();
      stream.end();
    },
  });
}
