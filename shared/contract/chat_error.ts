/** The one refusal that travels. Knows its code; nothing of the transport that will carry it. */

import { type ErrorCode, errorCodes } from './contract.generated.ts';
import type { Environment } from './environment.ts';

export interface ChatErrorOptions {
  /** When the same request may succeed, in milliseconds; 0 or absent if that is not known. */
  readonly retryAfterMs?: number;
  /** The fault that this refusal stands for. */
  readonly cause?: unknown;
}

/**
 * Longest text of a refusal, in UTF-16 units. It may repeat what a client sent, of any length; and gRPC carries it in a
 * header, of which clients take 8 KiB and no more.
 */
const messageUnitsMax = 400;

/**
 * A refusal with a stable code (wire_design.md §7). Whatever is not a ChatError is a fault of ours
 * and leaves the server as a bare INTERNAL.
 */
export class ChatError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number;

  constructor(code: ErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(shortened(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ChatError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }

  /** Whether the same request may succeed later, unchanged. */
  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }
}

function shortened(message: string): string {
  if (message.length <= messageUnitsMax) return message;
  // Not between the halves of a surrogate pair.
  return `${message.slice(0, messageUnitsMax - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The code of that name; a name that this version does not know becomes UNSPECIFIED. */
export function errorCodeOf(name: string): ErrorCode {
  return Object.hasOwn(errorCodes, name) ? (name as ErrorCode) : 'UNSPECIFIED';
}

/**
 * What may be told to a client of an error: a ChatError as it is. Anything else is a fault of ours: it is reported, with
 * what was being done, and told as a bare INTERNAL.
 */
export function refusalOf(error: unknown, doing: string, environment: Pick<Environment, 'reportFault'>): ChatError {
  if (error instanceof ChatError) return error;
  environment.reportFault(doing, error);
  return new ChatError('INTERNAL', 'an error inside the server; its log has the details', { cause: error });
}
