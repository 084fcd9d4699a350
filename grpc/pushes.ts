/**
 * Messages that are pushed, as parts of a SubscribeReply or SessionReply that are encoded once: for all Subscribe
 * streams, and for all Session streams that subscribed with the same id.
 */

import type { Message } from '../shared/contract/contract.generated.ts';
import { PushTape, PushTapes } from '../shared/front/push_tape.ts';
import { encodeBytes } from './codec.ts';
import { encodeAnswer, encodePush } from './messages.generated.ts';
import { joinParts, messageBytesMax } from './output.ts';

/** The tapes of one server. */
export interface ServerTapes {
  /** Of every Subscribe stream: nothing in its pushes tells it from another. */
  readonly subscribe: PushTape<Buffer>;
  readonly session: PushTapes<Buffer>;
}

export function newTapes(): ServerTapes {
  const encode = (message: Message): Buffer => encodeBytes(encodePush, { push: { case: 'message', value: message } });
  return {
    subscribe: new PushTape({ encode, join: joinParts }, messageBytesMax),
    session: new PushTapes(
      (id) => new PushTape({ encode: (message) => encodeMessageAnswer(id, message), join: joinParts }, messageBytesMax),
    ),
  };
}

function encodeMessageAnswer(id: number, value: Message): Buffer {
  return encodeBytes(encodeAnswer, { id, answer: { case: 'push', value: { push: { case: 'message', value } } } });
}
