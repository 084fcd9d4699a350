/**
 * Our errors as gRPC carries them: a status, with a google.rpc.ErrorInfo whose reason is our stable code and, where
 * there is a delay, a google.rpc.RetryInfo. Source: google/rpc/status.proto, error_details.proto. Pure.
 */

import { Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js';
import protobuf from 'protobufjs/minimal.js';
import { ChatError, errorCodeOf } from '../shared/contract/chat_error.ts';
import { type ErrorCode, errorCodes } from '../shared/contract/contract.generated.ts';
import { MessageReader } from './message_reader.ts';

const detailsKey = 'grpc-status-details-bin';
const errorInfoUrl = 'type.googleapis.com/google.rpc.ErrorInfo';
const retryInfoUrl = 'type.googleapis.com/google.rpc.RetryInfo';
const domain = 'duet';

/** The status that a refused call ends with. */
export function statusOf(error: ChatError): StatusObject {
  const code = errorCodes[error.code].grpcStatus;
  const metadata = new Metadata();
  metadata.set(detailsKey, encodeStatus(code, error));
  return { code, details: error.message, metadata };
}

/** The error behind a call's status: ours, or one of gRPC's own for which the nearest of our codes stands. */
export function errorOf(fault: ServiceError | StatusObject): ChatError {
  const details = fault.metadata.get(detailsKey)[0];
  if (Buffer.isBuffer(details)) {
    const { reason, retryAfterMs } = detailsIn(details);
    if (reason !== '') return new ChatError(errorCodeOf(reason), fault.details, { retryAfterMs });
  }
  return new ChatError(codeOfStatus(fault.code), fault.details, { cause: fault });
}

function codeOfStatus(code: status): ErrorCode {
  switch (code) {
    case status.CANCELLED:
      return 'CANCELLED';
    case status.INVALID_ARGUMENT:
      return 'INVALID_ARGUMENT';
    case status.DEADLINE_EXCEEDED:
      return 'DEADLINE_EXCEEDED';
    case status.RESOURCE_EXHAUSTED:
      return 'RESOURCE_EXHAUSTED';
    case status.UNIMPLEMENTED:
      return 'UNKNOWN_OPERATION';
    case status.UNAVAILABLE:
      return 'UNAVAILABLE';
    case status.UNAUTHENTICATED:
      return 'UNAUTHENTICATED';
    default:
      return 'INTERNAL';
  }
}

/** google.rpc.Status { code = 1, message = 2, repeated Any details = 3 { type_url = 1, value = 2 } } */
function encodeStatus(code: number, error: ChatError): Buffer {
  const writer = protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(error.message.toWellFormed());
  const errorInfo = protobuf.Writer.create().uint32(10).string(error.code).uint32(18).string(domain).finish();
  addDetail(writer, errorInfoUrl, errorInfo);
  if (error.retryAfterMs > 0) addDetail(writer, retryInfoUrl, encodeRetryInfo(error.retryAfterMs));
  return Buffer.from(writer.finish());
}

function addDetail(writer: protobuf.Writer, url: string, value: Uint8Array): void {
  writer.uint32(26).fork().uint32(10).string(url).uint32(18).bytes(value).ldelim();
}

/** google.rpc.RetryInfo { Duration retry_delay = 1 { seconds = 1, nanos = 2 } } */
function encodeRetryInfo(retryAfterMs: number): Uint8Array {
  const writer = protobuf.Writer.create().uint32(10).fork();
  writer.uint32(8).int64(Math.floor(retryAfterMs / 1_000));
  writer.uint32(16).int32((retryAfterMs % 1_000) * 1_000_000);
  return writer.ldelim().finish();
}

interface Details {
  reason: string;
  retryAfterMs: number;
}

/** Nothing where the bytes are none of ours: whatever stands between us and the server may have put them in. */
function detailsIn(bytes: Buffer): Details {
  try {
    return decodeDetails(bytes);
  } catch {
    return { reason: '', retryAfterMs: 0 };
  }
}

function decodeDetails(bytes: Buffer): Details {
  const details: Details = { reason: '', retryAfterMs: 0 };
  const reader = new MessageReader(bytes);
  eachField(reader, bytes.length, (tag) => {
    if (tag !== 26) return false;
    readDetail(reader, reader.messageEnd(), details);
    return true;
  });
  return details;
}

function readDetail(reader: MessageReader, end: number, details: Details): void {
  let url = '';
  eachField(reader, end, (tag) => {
    if (tag === 10) url = reader.string();
    else if (tag === 18 && url === errorInfoUrl) readErrorInfo(reader, reader.messageEnd(), details);
    else if (tag === 18 && url === retryInfoUrl) readRetryInfo(reader, reader.messageEnd(), details);
    else return false;
    return true;
  });
}

function readErrorInfo(reader: MessageReader, end: number, details: Details): void {
  eachField(reader, end, (tag) => {
    if (tag !== 10) return false;
    details.reason = reader.string();
    return true;
  });
}

function readRetryInfo(reader: MessageReader, end: number, details: Details): void {
  eachField(reader, end, (tag) => {
    if (tag !== 10) return false;
    eachField(reader, reader.messageEnd(), (part) => {
      if (part === 8) details.retryAfterMs += reader.safeUint64() * 1_000;
      else if (part === 16) details.retryAfterMs += Math.round(reader.int32() / 1_000_000);
      else return false;
      return true;
    });
    return true;
  });
}

/** Calls `read` with each tag; what it does not read is passed over. */
function eachField(reader: MessageReader, end: number, read: (tag: number) => boolean): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!read(tag)) reader.skipUnknown(tag);
  }
}
