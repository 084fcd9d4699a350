/** Errors as gRPC carries them: ours come back as they were, the library's own as the nearest of ours. */

import { Metadata, type StatusObject, status } from '@grpc/grpc-js';
import test from 'ava';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { textArbitrary } from '../shared/conformance/message_arbitraries.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { type ErrorCode, errorCodes } from '../shared/contract/contract.generated.ts';
import { errorOf, statusOf } from './status.ts';

const codes = Object.keys(errorCodes) as readonly ErrorCode[];

/** google/rpc/status.proto and error_details.proto, as far as they are used: what any other client reads. */
const rpc = protobuf.parse(`
  syntax = "proto3";
  package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
  message Duration { int64 seconds = 1; int32 nanos = 2; }
  message RetryInfo { Duration retry_delay = 1; }
`).root;

/** The details as the library decodes them, by the last part of their type's name. */
function detailsOf(sent: StatusObject): Readonly<Record<string, unknown>> {
  const bytes = sent.metadata.get('grpc-status-details-bin')[0];
  if (!Buffer.isBuffer(bytes)) throw new Error('a status without details');
  const read = (name: string, value: Uint8Array): Readonly<Record<string, unknown>> => {
    const type = rpc.lookupType(`google.rpc.${name}`);
    return type.toObject(type.decode(value), { longs: Number, arrays: true });
  };
  const { details, ...rest } = read('Status', bytes);
  const entries = (details as readonly { readonly typeUrl: string; readonly value: Uint8Array }[]).map(
    ({ typeUrl, value }) => {
      const name = typeUrl.replace('type.googleapis.com/google.rpc.', '');
      return [name, read(name, value)] as const;
    },
  );
  return { ...rest, ...Object.fromEntries(entries) };
}

for (const code of codes) {
  test(`${code} is carried by status ${errorCodes[code].grpcStatus}, and comes back as it went out`, (t) => {
    const property = fc.property(textArbitrary, fc.nat(2 ** 40), (message, retryAfterMs) => {
      const sent = statusOf(new ChatError(code, message, { retryAfterMs }));
      t.is(sent.code, errorCodes[code].grpcStatus as status);
      const error = errorOf(sent);
      t.deepEqual([error.code, error.message, error.retryAfterMs], [code, message, retryAfterMs]);
      t.is(error.retryable, errorCodes[code].retryable);
    });
    fc.assert(property, { numRuns: 20 });
  });
}

test('any client finds the code in ErrorInfo and the delay in RetryInfo', (t) => {
  const sent = statusOf(new ChatError('RESOURCE_EXHAUSTED', 'full', { retryAfterMs: 1_250 }));
  t.deepEqual(detailsOf(sent), {
    code: status.RESOURCE_EXHAUSTED,
    message: 'full',
    ErrorInfo: { reason: 'RESOURCE_EXHAUSTED', domain: 'duet' },
    RetryInfo: { retryDelay: { seconds: 1, nanos: 250_000_000 } },
  });
});

test('without a delay there is no RetryInfo', (t) => {
  const sent = statusOf(new ChatError('NOT_FOUND', 'nobody'));
  t.deepEqual(detailsOf(sent), {
    code: status.NOT_FOUND,
    message: 'nobody',
    ErrorInfo: { reason: 'NOT_FOUND', domain: 'duet' },
  });
});

test('details that others put in are passed over', (t) => {
  const any = (name: string, value: object) => {
    const type = rpc.lookupType(`google.rpc.${name}`);
    return { typeUrl: `type.googleapis.com/google.rpc.${name}`, value: type.encode(type.fromObject(value)).finish() };
  };
  const type = rpc.lookupType('google.rpc.Status');
  const details = [
    { typeUrl: 'type.googleapis.com/some.Other', value: Buffer.from('whatever') },
    any('ErrorInfo', { reason: 'NAME_TAKEN', domain: 'duet', metadata: { name: 'ann' } }),
  ];
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(type.encode(type.fromObject({ code: 6, details })).finish()));
  t.is(errorOf({ code: status.ALREADY_EXISTS, details: 'taken', metadata }).code, 'NAME_TAKEN');
});

test('an error message without a UTF-8 form is told as far as it has one', (t) => {
  const sent = statusOf(new ChatError('NOT_FOUND', 'no account \ud83d'));
  t.is(detailsOf(sent).message, 'no account \ufffd');
});

/** What grpc-js says by itself, without details of ours. */
const own: readonly (readonly [status, ErrorCode])[] = [
  [status.UNAVAILABLE, 'UNAVAILABLE'],
  [status.CANCELLED, 'CANCELLED'],
  [status.DEADLINE_EXCEEDED, 'DEADLINE_EXCEEDED'],
  [status.RESOURCE_EXHAUSTED, 'RESOURCE_EXHAUSTED'],
  [status.UNIMPLEMENTED, 'UNKNOWN_OPERATION'],
  [status.UNAUTHENTICATED, 'UNAUTHENTICATED'],
  [status.INVALID_ARGUMENT, 'INVALID_ARGUMENT'],
  [status.UNKNOWN, 'INTERNAL'],
  [status.INTERNAL, 'INTERNAL'],
  [status.DATA_LOSS, 'INTERNAL'],
];

for (const [grpcStatus, code] of own) {
  test(`the status ${status[grpcStatus]} without details is ${code}`, (t) => {
    const error = errorOf({ code: grpcStatus, details: 'says grpc-js', metadata: new Metadata() });
    t.deepEqual([error.code, error.message], [code, 'says grpc-js']);
  });
}

test('details that cannot be read leave the status to speak for itself', (t) => {
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from([0x12, 0xff]));
  t.is(errorOf({ code: status.UNAVAILABLE, details: 'broken', metadata }).code, 'UNAVAILABLE');
});
