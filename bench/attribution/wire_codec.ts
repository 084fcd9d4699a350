/** Messages to frames of wire and back, without sockets: fields, header, UTF-8, delimiters. */

import type { ChatOperationName, Message } from '../../shared/contract/contract.generated.ts';
import { operations, pushOpcodes } from '../../shared/contract/contract.generated.ts';
import { defaultLimits } from '../../shared/contract/limits.ts';
import type { FieldReader } from '../../wire/fields.ts';
import {
  connectionToken,
  decodeReplyFrame,
  decodeRequestFrame,
  encodePushFrame,
  encodeReplyFrame,
  encodeRequestFrame,
} from '../../wire/frame.ts';
import { FrameSplitter } from '../../wire/frame_splitter.ts';
import { decodeMessage, encodeMessage, operationCodecs } from '../../wire/messages.generated.ts';
import type { MessageCodec } from './exchange.ts';

/** Any id does; this one has as many digits as those of a run. */
const id = 54_321;

export class WireCodec implements MessageCodec {
  readonly #frames = new FrameSplitter(defaultLimits.frameBytesMax);

  request(name: ChatOperationName, request: object): unknown {
    const { encodeRequest, decodeRequest } = codecOf(name);
    const frame = encodeRequestFrame(operations[name].opcode, id, connectionToken, encodeRequest(request));
    return decodeRequest(decodeRequestFrame(this.#carry(frame)).fields);
  }

  reply(name: ChatOperationName, reply: object): unknown {
    const { encodeReply, decodeReply } = codecOf(name);
    return decodeReply(decodeReplyFrame(this.#carry(encodeReplyFrame(id, encodeReply(reply)))).fields);
  }

  push(message: Message): unknown {
    const frame = encodePushFrame(pushOpcodes.message, id, encodeMessage(message));
    return decodeMessage(decodeReplyFrame(this.#carry(frame)).fields);
  }

  #carry(frame: string): string {
    this.#frames.push(Buffer.from(frame));
    const text = this.#frames.next();
    if (text === undefined || this.#frames.next() !== undefined) throw new Error('a frame did not come back as one');
    return text;
  }
}

interface AnyCodec {
  readonly encodeRequest: (request: object) => string;
  readonly decodeRequest: (fields: FieldReader) => unknown;
  readonly encodeReply: (reply: object) => string;
  readonly decodeReply: (fields: FieldReader) => unknown;
}

/** Which codec and message belong together is known by `name`; a table of all names cannot say so in types. */
function codecOf(name: ChatOperationName): AnyCodec {
  return operationCodecs[name] as unknown as AnyCodec;
}
