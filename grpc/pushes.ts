/**
 * Messages that are pushed, as parts of a SubscribeReply or SessionReply that are encoded once: for all Subscribe
 * streams, and for all Session streams that subscribed with the same id. What is behind the id is encoded once for all.
 */

import protobuf from 'protobufjs/minimal.js';
import type { Message } from '../shared/contract/contract.generated.ts';
import { EncodedOnce, PushTape, PushTapes } from '../shared/front/push_tape.ts';
import { encodeBytes } from './codec.ts';
import { encodePush } from './messages.generated.ts';
import { joinParts, messageBytesMax } from './output.ts';

/** Tags of the fields of an Answer: 1, a number; 12, length-delimited. */
const idTag = 8;
const pushTag = 98;

/** The tapes of one server. */
export interface ServerTapes {
  /** Of every Subscribe stream: nothing in its pushes tells it from another. */
  readonly subscribe: PushTape<Buffer>;
  readonly session: PushTapes<Buffer>;
}

export function newTapes(): ServerTapes {
  const pushes = new EncodedOnce((message) => encodeBytes(encodePush, { push: { case: 'message', value: message } }));
  const encode = (message: Message): Buffer => pushes.of(message);
  return {
    subscribe: new PushTape({ encode, join: joinParts }, messageBytesMax),
    session: new PushTapes(
      (id) => new PushTape({ encode: (message) => answerOf(id, encode(message)), join: joinParts }, messageBytesMax),
    ),
  };
}

/** As `encodeAnswer` has it: the id, then the push. A test holds them against each other. */
function answerOf(id: number, push: Buffer): Buffer {
  return protobuf.Writer.create().uint32(idTag).uint64(id).uint32(pushTag).bytes(push).finish() as Buffer;
}
