/** Signals as the fields of a push, and back. Knows which codec belongs to which; nothing of frames. Pure. */

import { pushOpcodes } from '../shared/contract/contract.generated.ts';
import type { Signal } from '../shared/contract/core_port.ts';
import type { FieldReader } from './fields.ts';
import {
  decodeChatChanged,
  decodePresence,
  decodeReceipt,
  decodeTicketChanged,
  decodeTyping,
  encodeChatChanged,
  encodePresence,
  encodeReceipt,
  encodeTicketChanged,
  encodeTyping,
} from './messages.generated.ts';

/** Each field behind its TAB. */
export function encodeSignal(signal: Signal): string {
  switch (signal.case) {
    case 'chatChanged':
      return encodeChatChanged(signal.value);
    case 'receipt':
      return encodeReceipt(signal.value);
    case 'presence':
      return encodePresence(signal.value);
    case 'typing':
      return encodeTyping(signal.value);
    case 'ticket':
      return encodeTicketChanged(signal.value);
    default:
      return signal satisfies never;
  }
}

/** Undefined where the opcode is no signal's that this version knows. Throws MALFORMED or INVALID_ARGUMENT. */
export function decodeSignal(opcode: string, fields: FieldReader): Signal | undefined {
  switch (opcode) {
    case pushOpcodes.chatChanged:
      return { case: 'chatChanged', value: decodeChatChanged(fields) };
    case pushOpcodes.receipt:
      return { case: 'receipt', value: decodeReceipt(fields) };
    case pushOpcodes.presence:
      return { case: 'presence', value: decodePresence(fields) };
    case pushOpcodes.typing:
      return { case: 'typing', value: decodeTyping(fields) };
    case pushOpcodes.ticket:
      return { case: 'ticket', value: decodeTicketChanged(fields) };
    default:
      return undefined;
  }
}
