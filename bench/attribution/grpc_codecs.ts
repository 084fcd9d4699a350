/**
 * Messages to protobuf and back, without HTTP/2: as an rpc carries them, and as a Session stream does, where each stands
 * in a call or an answer, and those in a list.
 */

import { decodeBytes, encodeBytes } from '../../grpc/codec.ts';
import type { MessageReader } from '../../grpc/message_reader.ts';
import {
  decodeSessionReply,
  decodeSessionRequest,
  decodeSubscribeReply,
  encodeAnswer,
  encodeCall,
  encodePush,
  operationCodecs,
} from '../../grpc/messages.generated.ts';
import { Output } from '../../grpc/output.ts';
import type {
  AnswerAnswer,
  CallRequest,
  ChatOperationName,
  Message,
  Push,
} from '../../shared/contract/contract.generated.ts';
import { defaultLimits } from '../../shared/contract/limits.ts';
import type { MessageCodec } from './exchange.ts';

/** Any id does; this one has as many digits as those of a run. */
const id = 54_321;
const bytesMax = defaultLimits.frameBytesMax;

/** A stream's output, of which what was written is taken at once: one message at a time, where a run may gather several. */
class TakenOutput {
  #written: Buffer | undefined;
  readonly output = new Output(
    {
      write: (bytes) => {
        this.#written = bytes;
        return true;
      },
      on: () => undefined,
    },
    () => {},
  );

  take(): Buffer {
    this.output.flush();
    const written = this.#written;
    if (written === undefined) throw new Error('nothing was written');
    this.#written = undefined;
    return written;
  }
}

export class UnaryCodec implements MessageCodec {
  readonly #pushes = new TakenOutput();

  request(name: ChatOperationName, request: object): unknown {
    const { encodeRequest, decodeRequest } = codecOf(name);
    return decodeBytes(decodeRequest, encodeBytes(encodeRequest, request), bytesMax);
  }

  reply(name: ChatOperationName, reply: object): unknown {
    const { encodeReply, decodeReply } = codecOf(name);
    return decodeBytes(decodeReply, encodeBytes(encodeReply, reply), bytesMax);
  }

  push(message: Message): unknown {
    this.#pushes.output.write(encodePush, pushOf(message));
    return messageOf(decodeBytes(decodeSubscribeReply, this.#pushes.take(), bytesMax).pushes[0]);
  }
}

export class SessionCodec implements MessageCodec {
  readonly #calls = new TakenOutput();
  readonly #answers = new TakenOutput();

  request(name: ChatOperationName, request: object): unknown {
    this.#calls.output.write(encodeCall, { id, token: '', request: { case: name, value: request } as CallRequest });
    return decodeBytes(decodeSessionRequest, this.#calls.take(), bytesMax).calls[0]?.request?.value;
  }

  reply(name: ChatOperationName, reply: object): unknown {
    return this.#answer({ case: name, value: reply } as AnswerAnswer)?.value;
  }

  push(message: Message): unknown {
    const answer = this.#answer({ case: 'push', value: pushOf(message) });
    return answer?.case === 'push' ? messageOf(answer.value) : undefined;
  }

  #answer(answer: AnswerAnswer): AnswerAnswer | undefined {
    this.#answers.output.write(encodeAnswer, { id, answer });
    return decodeBytes(decodeSessionReply, this.#answers.take(), bytesMax).answers[0]?.answer;
  }
}

function pushOf(message: Message): Push {
  return { push: { case: 'message', value: message } };
}

function messageOf(push: Push | undefined): Message | undefined {
  return push?.push?.case === 'message' ? push.push.value : undefined;
}

type Encode = Parameters<typeof encodeBytes<object>>[0];
type Decode = (reader: MessageReader, end: number) => unknown;

interface AnyCodec {
  readonly encodeRequest: Encode;
  readonly decodeRequest: Decode;
  readonly encodeReply: Encode;
  readonly decodeReply: Decode;
}

/** Which codec and message belong together is known by `name`; a table of all names cannot say so in types. */
function codecOf(name: ChatOperationName): AnyCodec {
  return operationCodecs[name] as unknown as AnyCodec;
}
