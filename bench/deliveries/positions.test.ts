/** The lean readers find in the product's own bytes what its decoders find, however those are cut. */

import test from 'ava';
import { encodeBytes } from '../../grpc/codec.ts';
import { encodeSessionReply, encodeSubscribeReply } from '../../grpc/messages.generated.ts';
import type { Message, Push } from '../../shared/contract/contract.generated.ts';
import { encodePushFrame, encodeReplyFrame } from '../../wire/frame.ts';
import { encodeMessage } from '../../wire/messages.generated.ts';
import { GrpcPositions } from './grpc_positions.ts';
import { WirePositions } from './wire_positions.ts';

const messages: readonly Message[] = [1, 127, 128, 16_384, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER].map((position) => ({
  position,
  chat: 'group-1',
  sender: 'ann',
  timeMs: 1_790_000_000_000 + (position % 1_000),
  body: 'MESSAGE\t1\nOK é',
}));
const expected = messages.map(({ position, timeMs }) => [position, timeMs]);
const pushes: readonly Push[] = messages.map((value) => ({ push: { case: 'message', value } }));

/** What each gives of the same messages; a reader that asks for the time, and one that does not, go on alike. */
function readWire(chunks: readonly Buffer[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  const reader = new WirePositions((position) => found.push([position, reader.timeMs()]));
  const bare: number[] = [];
  const bareReader = new WirePositions((position) => bare.push(position));
  for (const chunk of chunks) {
    // As a receiver's memory is: overwritten by what comes next.
    const memory = Buffer.from(chunk);
    reader.read(memory);
    bareReader.read(memory);
    memory.fill(0);
  }
  return bare.every((position, index) => position === found[index]?.[0]) ? found : [];
}

const frames = Buffer.from(
  encodeReplyFrame(1, '\tduet') + messages.map((each) => encodePushFrame('MESSAGE', 2, encodeMessage(each))).join(''),
);

test('wire: positions and times are those of the messages, whole and byte by byte', (t) => {
  t.deepEqual(readWire([frames]), expected);
  t.deepEqual(readWire(Array.from(frames, (byte) => Buffer.of(byte))), expected);
});

test('wire: the end of a subscription, and a refusal, are no messages', (t) => {
  for (const frame of ['CLOSED\t1\t2\tSLOW_CONSUMER\n', 'ERR\t1\t2\tNOT_FOUND\n']) {
    t.throws(() => new WirePositions(() => {}).read(Buffer.from(frame)), { message: /a subscriber was told: / });
  }
});

for (const stream of ['subscribe', 'session'] as const) {
  const encoded = (all: readonly Push[]): Buffer =>
    stream === 'subscribe'
      ? encodeBytes(encodeSubscribeReply, { pushes: all })
      : encodeBytes(encodeSessionReply, {
          answers: all.map((value) => ({ id: 1, answer: { case: 'push' as const, value } })),
        });

  test(`gRPC, ${stream}: positions and times are those of the messages, one a message of the stream or all`, (t) => {
    for (const parts of [[encoded(pushes)], pushes.map((push) => encoded([push]))]) {
      const found: number[][] = [];
      const reader = new GrpcPositions(stream, (position) => found.push([position, reader.timeMs()]));
      const bare: number[] = [];
      const bareReader = new GrpcPositions(stream, (position) => bare.push(position));
      for (const part of parts) {
        reader.read(part);
        bareReader.read(part);
      }
      t.deepEqual(found, expected);
      t.deepEqual(
        bare,
        expected.map(([position]) => position),
      );
    }
  });

  test(`gRPC, ${stream}: the end of a subscription is no message`, (t) => {
    const value = { code: 'SLOW_CONSUMER', position: 1, ledgerId: 'l', message: '' };
    const closed = encoded([{ push: { case: 'closed', value } } as Push]);
    t.throws(() => new GrpcPositions(stream, () => {}).read(closed), { message: /a subscriber was told: / });
  });
}
