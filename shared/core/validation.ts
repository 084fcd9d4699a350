/** What names, passwords, bodies and positions may be. Each check throws INVALID_ARGUMENT that says what is expected. */

import { ChatError } from '../contract/chat_error.ts';
import type { Limits } from '../contract/limits.ts';
import { requireWellFormed } from '../contract/scalars.ts';

const namePattern = /^[a-z0-9][a-z0-9_.-]+$/;
/** Control, format (which holds the bidirectional ones), surrogate and line separator characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** A letter, number, punctuation mark or symbol that leaves a trace: accents alone, joiners and fillers leave none. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** By their category letters and symbols, drawn as nothing: fillers of Hangul, and the blank of Braille. */
const blanks = /[\u115f\u1160\u2800\u3164\uffa0]|\p{Default_Ignorable_Code_Point}/gu;
/** Joiners are format characters that names in many scripts, and emoji, need. */
const joiners = /[\u200c\u200d]/gu;

export function requireName(name: string, limits: Limits): void {
  if (name.length <= limits.nameCharactersMax && namePattern.test(name)) return;
  throw invalid(`name: 2 to ${limits.nameCharactersMax} of a-z 0-9 _ . - are allowed, the first of a-z 0-9`);
}

/** A character of NFC stands for at most four code points of other forms, and each of those is at most two units. */
const unitsPerCharacterMax = 8;

/** The full name in NFC. */
export function requireFullName(fullName: string, limits: Limits): string {
  return requireLine('full name', fullName, limits.fullNameCharactersMax);
}

/** A chat's title, or what `what` names, in NFC. */
export function requireTitle(what: string, title: string, limits: Limits): string {
  const normal = requireLine(what, title, limits.titleCharactersMax);
  if (visible.test(normal.replace(blanks, ''))) return normal;
  throw invalid(`${what}: at least one character that can be seen is needed`);
}

/** The text in NFC. */
function requireLine(what: string, text: string, charactersMax: number): string {
  // What is too long in any form is never normalised: the time for many combining marks in a row grows by its square.
  const possible = text.length <= charactersMax * unitsPerCharacterMax;
  const normal = possible ? text.normalize('NFC') : '';
  if (!possible || [...normal].length > charactersMax) {
    throw invalid(`${what}: at most ${charactersMax} characters are allowed`);
  }
  if (!normal.isWellFormed() || unprintable.test(normal.replace(joiners, ''))) {
    throw invalid(`${what}: control and bidirectional formatting characters are not allowed`);
  }
  return normal;
}

export function requirePassword(password: string, limits: Limits): void {
  const bytes = Buffer.byteLength(password);
  if (bytes >= limits.passwordBytesMin && bytes <= limits.passwordBytesMax) return;
  throw invalid(`password: ${limits.passwordBytesMin} to ${limits.passwordBytesMax} bytes are allowed, not ${bytes}`);
}

export function requireBody(body: string, limits: Limits): void {
  if (body === '') throw invalid('body: at least one character is needed');
  requireWellFormed(body);
  requireBytes('body', body, limits.bodyBytesMax);
}

export function requireBytes(what: string, text: string, bytesMax: number): void {
  // A UTF-16 unit is 1 to 3 bytes of UTF-8: most texts need no count.
  if (text.length * 3 <= bytesMax) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > bytesMax) throw invalid(`${what}: at most ${bytesMax} bytes are allowed, not ${bytes}`);
}

/** How many names one request may hold. */
export function requireNames(what: string, names: readonly string[], min: number, limits: Limits): void {
  const max = limits.participantsPerRequestMax;
  if (names.length >= min && names.length <= max) return;
  throw invalid(`${what}: ${min} to ${max} names are allowed, not ${names.length}`);
}

/** The number to use where 0 stands for the default. */
export function requireCount(what: string, count: number, byDefault: number, max: number): number {
  if (count <= max) return count === 0 ? Math.min(byDefault, max) : count;
  throw invalid(`${what}: at most ${max} is allowed, not ${count}`);
}

/** A position counts in one ledger only: it is refused without that ledger's id, with another's, and ahead of it. */
export function requirePosition(
  what: string,
  position: number,
  ledgerId: string,
  here: { id: string; position: number },
): void {
  if (ledgerId !== '' && ledgerId !== here.id) {
    throw new ChatError('LEDGER_MISMATCH', `${what}: counts in ledger ${ledgerId}, but this is ledger ${here.id}`);
  }
  if (position === 0) return;
  if (ledgerId === '') throw invalid(`${what}: a position other than 0 needs the ledger_id it counts in`);
  if (position > here.position) {
    throw new ChatError('OUT_OF_RANGE', `${what}: ${position} is ahead of the ledger, which is at ${here.position}`);
  }
}

export function invalid(message: string): ChatError {
  return new ChatError('INVALID_ARGUMENT', message);
}
