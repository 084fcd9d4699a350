/** The frames: header, checksum, and the fields behind them as text. wire_design.md §3. Pure. */

import { crc32 } from 'node:zlib';
import { ChatError, errorCodeOf } from '../shared/contract/chat_error.ts';
import { uint32Max, uint64Max } from '../shared/contract/scalars.ts';
import { contractVersion } from '../shared/contract/version.ts';
import { FieldReader, flagField, numberField, textField } from './fields.ts';

/** Stands in a frame for the session of the connection. */
export const connectionToken = '-';

/** The feature that adds a checksum to every frame: the corruption canary. */
export const checksumFeature = 'crc32';

const checksumDigits = 8;

/** What a client asks. `fields` stands at the first field of the request. */
export interface RequestFrame {
  readonly opcode: string;
  readonly version: number;
  readonly id: number;
  readonly token: string;
  readonly fields: FieldReader;
}

/** What a server says: OK, ERR, or the opcode of a push. */
export interface ReplyFrame {
  readonly opcode: string;
  readonly id: number;
  readonly fields: FieldReader;
}

/** A frame that cannot be answered as asked, and the id to answer to: 0 where it could not be read. */
export class FrameError extends ChatError {
  readonly id: number;

  constructor(id: number, error: ChatError) {
    super(error.code, error.message, { retryAfterMs: error.retryAfterMs, cause: error });
    this.id = id;
  }
}

/** Throws a FrameError: MALFORMED, or INVALID_ARGUMENT for numbers out of range. */
export function decodeRequestFrame(text: string): RequestFrame {
  let id = 0;
  try {
    const fields = openFrame(text);
    const opcode = fields.raw();
    if (opcode === '' || fields.atEnd) throw malformed('a frame starts with opcode, version, id and token');
    const version = fields.number(uint32Max);
    id = readId(fields);
    if (fields.atEnd) throw malformed('the token is missing; - stands for the session of this connection');
    return { opcode, version, id, token: fields.raw(), fields };
  } catch (error) {
    throw error instanceof ChatError ? new FrameError(id, error) : error;
  }
}

/** Throws a ChatError: MALFORMED. */
export function decodeReplyFrame(text: string): ReplyFrame {
  const fields = openFrame(text);
  const opcode = fields.raw();
  fields.number(uint32Max);
  return { opcode, id: fields.number(uint64Max), fields };
}

/** `fields` is the encoded request: each field behind its TAB. */
export function encodeRequestFrame(opcode: string, id: number, token: string, fields: string): string {
  return `${opcode}\t${contractVersion}\t${id}\t${token}${fields}\n`;
}

const replyStart = `OK\t${contractVersion}\t`;

export function encodeReplyFrame(id: number, fields: string): string {
  return `${replyStart}${id}${fields}\n`;
}

export function encodePushFrame(opcode: string, id: number, fields: string): string {
  return `${opcode}\t${contractVersion}\t${id}${fields}\n`;
}

/** Version 1's layout whatever version was asked for: a client of any version can read it. */
export function encodeErrorFrame(id: number, error: ChatError): string {
  const fields =
    flagField(error.retryable) + numberField(error.retryAfterMs, uint64Max) + textField(error.message.toWellFormed());
  return `ERR\t${contractVersion}\t${id}\t${error.code}${fields}\n`;
}

/** The fields of an ERR frame. */
export function decodeError(fields: FieldReader): ChatError {
  const code = errorCodeOf(fields.raw());
  fields.flag();
  const retryAfterMs = fields.number(uint64Max);
  return new ChatError(code, fields.text(), { retryAfterMs });
}

/** The frame with the checksum as its last field. */
export function addChecksum(frame: string): string {
  const text = frame.slice(0, -1);
  return `${text}\t${checksumOf(text)}\n`;
}

/** The frame without its checksum. Throws a FrameError: CHECKSUM_MISMATCH, with id 0 since the id may be what is wrong. */
export function removeChecksum(text: string): string {
  const at = text.lastIndexOf('\t');
  const rest = text.slice(0, Math.max(at, 0));
  if (at !== -1 && text.slice(at + 1) === checksumOf(rest)) return rest;
  throw checksumMismatch();
}

/**
 * What a frame that is no UTF-8 is where frames have checksums: one that was damaged on the way, as by any other flipped
 * bit. Undefined for another error.
 */
export function damageOf(error: unknown): FrameError | undefined {
  return error instanceof ChatError && error.code === 'INVALID_UTF8' ? checksumMismatch() : undefined;
}

function checksumMismatch(): FrameError {
  const message = 'the last field is not the CRC-32 of the frame before it';
  return new FrameError(0, new ChatError('CHECKSUM_MISMATCH', message));
}

/** CRC-32 (that of zlib) of the UTF-8 bytes, as 8 hex digits. */
function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(checksumDigits, '0');
}

function openFrame(text: string): FieldReader {
  if (text.includes('\r')) throw malformed('a CR within a frame is written \\r');
  return new FieldReader(text);
}

function readId(fields: FieldReader): number {
  const id = fields.number(uint64Max);
  if (id === 0) throw malformed('the id is a whole number from 1 on');
  return id;
}

function malformed(message: string): ChatError {
  return new ChatError('MALFORMED', message);
}
