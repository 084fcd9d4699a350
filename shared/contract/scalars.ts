/** What both encodings demand of a value before they write it: nothing is ever silently replaced. */

import { ChatError } from './chat_error.ts';

export const uint32Max = 0xffff_ffff;
/** A uint64 of the contract stays within what a JavaScript number holds exactly. */
export const uint64Max = Number.MAX_SAFE_INTEGER;

/** The text. INVALID_UTF8 where it has half a surrogate pair, which UTF-8 cannot hold. */
export function requireWellFormed(text: string): string {
  if (text.isWellFormed()) return text;
  throw new ChatError('INVALID_UTF8', 'text with half a surrogate pair has no UTF-8 form');
}

/** The number. INVALID_ARGUMENT where it is no whole number from 0 to max. */
export function requireUint(value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new ChatError('INVALID_ARGUMENT', `${value} is no whole number from 0 to ${max}`);
}

const tokenPattern = /^[\w-]{2,256}$/;

/** The token. UNAUTHENTICATED where it can be none, so that no other text ever gets into a frame's or call's header. */
export function requireToken(token: string): string {
  if (tokenPattern.test(token)) return token;
  throw new ChatError('UNAUTHENTICATED', 'a token is letters, digits, - and _ alone: log in again');
}
