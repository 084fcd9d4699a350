/** What goes between a client and a server for one request, as messages of the contract. Pure types. */

import type { ChatOperationName, Message } from '../../shared/contract/contract.generated.ts';
import type { Operation } from '../plan/workload.ts';

export interface Exchange {
  readonly operation: Operation;
  readonly name: ChatOperationName;
  readonly request: object;
  readonly reply: object;
  /** What its recipient is told; undefined where that is nothing. */
  readonly push: Message | undefined;
}

/** One transport's way from a message to bytes and back. Each answers what it has decoded from what it has encoded. */
export interface MessageCodec {
  request(name: ChatOperationName, request: object): unknown;
  reply(name: ChatOperationName, reply: object): unknown;
  push(message: Message): unknown;
}
