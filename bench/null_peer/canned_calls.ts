/**
 * What a null peer answers to a call in protobuf: the little that differs is put around bytes that are cut out of the
 * request or were made beforehand. Knows the messages of chat.proto; nothing of rpcs and streams.
 */

import { encodeBytes } from '../../grpc/codec.ts';
import { encodeCreateAccountReply, encodeServerInfoReply } from '../../grpc/messages.generated.ts';
import { publishedLimits } from '../../shared/contract/limits.ts';
import { contractVersion, version } from '../../shared/contract/version.ts';
import { benchLimits } from '../process/bench_limits.ts';
import { type NullAccount, type NullChats, type NullMessage, nullLedgerId } from './null_chats.ts';
import { bytesOf, fieldsOf, messageOf, varintOf } from './protobuf.ts';

/** By the field that each has in Call and in Answer, or in one of them. */
export const callFields = {
  refusal: 2,
  createAccount: 3,
  login: 4,
  logout: 5,
  send: 9,
  acknowledge: 11,
  history: 13,
  serverInfo: 14,
  subscribe: 12,
  push: 12,
  unsubscribe: 15,
} as const;

/** Those that are answered. */
export const callNames = ['send', 'serverInfo', 'acknowledge', 'history', 'createAccount', 'login', 'logout'] as const;
export type CallName = (typeof callNames)[number];

export interface CannedReply {
  readonly bytes: Buffer;
  /** The one that the caller is from now on. */
  readonly account?: NullAccount<Buffer>;
}

const empty = Buffer.alloc(0);
const cannedInfo = encodeBytes(encodeServerInfoReply, {
  version,
  contractVersion,
  ledgerId: nullLedgerId,
  uptimeMs: 1,
  limits: publishedLimits(benchLimits),
});

/** Undefined for what would be refused. */
export function answerCall(
  chats: NullChats<Buffer>,
  name: CallName,
  account: NullAccount<Buffer> | undefined,
  request: Buffer,
): CannedReply | undefined {
  switch (name) {
    case 'send':
      return account && { bytes: send(chats, account, request) };
    case 'serverInfo':
      return { bytes: cannedInfo };
    // Its position is its first field, as that of the reply is.
    case 'acknowledge':
      return { bytes: messageOf([{ number: 1, value: varintOf(fieldsOf(request), 1) }]) };
    case 'history':
      return { bytes: history(chats, request) };
    case 'logout':
      return { bytes: empty };
    case 'createAccount':
    case 'login':
      return begin(chats, bytesOf(fieldsOf(request), 1).toString());
    default:
      return name satisfies never;
  }
}

/** A Push that holds the message. */
export function messageBytes(message: NullMessage<Buffer>): Buffer {
  return messageOf([{ number: 1, value: bareMessage(message) }]);
}

function send(chats: NullChats<Buffer>, account: NullAccount<Buffer>, request: Buffer): Buffer {
  const fields = fieldsOf(request);
  const { position, timeMs, chat } = chats.send(account, bytesOf(fields, 1).toString('latin1'), bytesOf(fields, 2));
  return messageOf([
    { number: 1, value: position },
    { number: 2, value: timeMs },
    { number: 3, value: Buffer.from(chat, 'latin1') },
  ]);
}

function history(chats: NullChats<Buffer>, request: Buffer): Buffer {
  const fields = fieldsOf(request);
  const messages = chats.history(bytesOf(fields, 1).toString('latin1'), varintOf(fields, 3));
  return messageOf(messages.map((message) => ({ number: 1, value: bareMessage(message) })));
}

function begin(chats: NullChats<Buffer>, name: string): CannedReply {
  const account = chats.account(name);
  // A LoginReply has the same fields.
  return { account, bytes: encodeBytes(encodeCreateAccountReply, chats.session(account)) };
}

function bareMessage({ position, chat, sender, timeMs, body }: NullMessage<Buffer>): Buffer {
  return messageOf([
    { number: 1, value: position },
    { number: 2, value: Buffer.from(chat, 'latin1') },
    { number: 3, value: Buffer.from(sender, 'latin1') },
    { number: 4, value: timeMs },
    { number: 5, value: body },
  ]);
}
