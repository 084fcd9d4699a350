/** Messages that are pushed, as frames that are made once for all who subscribed with the same id; their fields, once for all. */

import { type Message, pushOpcodes } from '../shared/contract/contract.generated.ts';
import { EncodedOnce, PushTape, PushTapes } from '../shared/front/push_tape.ts';
import { encodePushFrame } from './frame.ts';
import { encodeMessage } from './messages.generated.ts';
import { writeCharacters } from './output.ts';

/** For the connections of one server. */
export function newTapes(): PushTapes<string> {
  const fields = new EncodedOnce(encodeMessage);
  const encode = (id: number, message: Message): string => encodePushFrame(pushOpcodes.message, id, fields.of(message));
  return new PushTapes((id) => new PushTape({ encode: (message) => encode(id, message), join }, writeCharacters));
}

export function encodeMessagePush(id: number, message: Message): string {
  return encodePushFrame(pushOpcodes.message, id, encodeMessage(message));
}

function join(frames: readonly string[]): Buffer {
  return Buffer.from(frames.join(''));
}
