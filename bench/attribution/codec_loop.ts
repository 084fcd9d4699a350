/** Encodes and decodes what a workload sends and is answered, over and over. Knows no sockets, and no core. */

import { isDeepStrictEqual } from 'node:util';
import type { Contender } from '../plan/contenders.ts';
import type { Operation, Workload } from '../plan/workload.ts';
import type { Exchange, MessageCodec } from './exchange.ts';
import { OperationCycle } from './operation_cycle.ts';

/** Loads the one transport that is measured. */
export async function codecOf(contender: Contender): Promise<MessageCodec> {
  switch (contender) {
    case 'wire':
      return new (await import('./wire_codec.ts')).WireCodec();
    case 'grpcUnary':
      return new (await import('./grpc_codecs.ts')).UnaryCodec();
    case 'grpcSession':
      return new (await import('./grpc_codecs.ts')).SessionCodec();
    default:
      throw new Error(`no such contender: ${contender satisfies never}`);
  }
}

export class CodecLoop {
  readonly #codec: MessageCodec;
  readonly #cycle: OperationCycle;
  readonly #exchanges: Readonly<Record<string, readonly Exchange[]>>;
  #count = 0;

  /** `exchanges`: at least one of each operation of the mix. Throws where one of them does not come back as it went. */
  constructor(codec: MessageCodec, mix: Workload['mix'], exchanges: Readonly<Record<string, readonly Exchange[]>>) {
    this.#codec = codec;
    this.#cycle = new OperationCycle(mix);
    this.#exchanges = exchanges;
    for (const operation of this.#cycle.operations)
      for (const exchange of this.#of(operation)) requireSame(codec, exchange);
  }

  run(messages: number): void {
    for (let index = 0; index < messages; index += 1) {
      const exchanges = this.#of(this.#cycle.next());
      const { name, request, reply, push } = exchanges[this.#count % exchanges.length] as Exchange;
      this.#count += 1;
      this.#codec.request(name, request);
      this.#codec.reply(name, reply);
      if (push !== undefined) this.#codec.push(push);
    }
  }

  #of(operation: Operation): readonly Exchange[] {
    const exchanges = this.#exchanges[operation] ?? [];
    if (exchanges.length === 0) throw new Error(`there is no exchange of ${operation}`);
    return exchanges;
  }
}

/** Throws where a codec changes what it carries. */
export function requireSame(codec: MessageCodec, { name, request, reply, push }: Exchange): void {
  const same =
    isDeepStrictEqual(codec.request(name, request), request) &&
    isDeepStrictEqual(codec.reply(name, reply), reply) &&
    (push === undefined || isDeepStrictEqual(codec.push(push), push));
  if (!same) throw new Error(`${name} was decoded as something else than was encoded`);
}
