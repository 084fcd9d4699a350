/** Which operation a request's opcode names. A pure table. */

import { ChatError } from '../shared/contract/chat_error.ts';
import { type OperationName, operations } from '../shared/contract/contract.generated.ts';

const byOpcode: ReadonlyMap<string, OperationName | 'subscribe'> = new Map(
  Object.values(operations).map((operation) => [operation.opcode, operation.name]),
);

/** Throws UNKNOWN_OPERATION. */
export function operationOf(opcode: string): OperationName | 'subscribe' {
  const name = byOpcode.get(opcode);
  if (name === undefined) throw new ChatError('UNKNOWN_OPERATION', `there is no opcode ${opcode}`);
  return name;
}
