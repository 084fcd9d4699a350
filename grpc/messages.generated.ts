/** Every message of the contract in protobuf encoding. Generated from shared/contract/chat.proto by `npm run generate`; not to be edited. */

import type { Writer } from 'protobufjs/minimal.js';
import type {
  Account,
  AcknowledgeReply,
  AcknowledgeRequest,
  Answer,
  AnswerAnswer,
  Call,
  CallRequest,
  ChangePasswordReply,
  ChangePasswordRequest,
  CreateAccountReply,
  CreateAccountRequest,
  DeleteAccountReply,
  DeleteAccountRequest,
  FetchReply,
  FetchRequest,
  HistoryReply,
  HistoryRequest,
  Limit,
  ListAccountsReply,
  ListAccountsRequest,
  LoginReply,
  LoginRequest,
  LogoutReply,
  LogoutRequest,
  Message,
  Push,
  PushPush,
  Refusal,
  SendReply,
  SendRequest,
  ServerInfoReply,
  ServerInfoRequest,
  SessionReply,
  SessionRequest,
  SubscribeReply,
  SubscribeRequest,
  SubscriptionClosed,
  UnsubscribeReply,
  UnsubscribeRequest,
} from '../shared/contract/contract.generated.ts';
import { requireUint, requireWellFormed, uint32Max, uint64Max } from '../shared/contract/scalars.ts';
import type { MessageReader } from './message_reader.ts';

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeMessage(message: Message, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  if (message.chat !== '') writer.uint32(18).string(requireWellFormed(message.chat));
  if (message.sender !== '') writer.uint32(26).string(requireWellFormed(message.sender));
  if (message.timeMs !== 0) writer.uint32(32).uint64(requireUint(message.timeMs, uint64Max));
  if (message.body !== '') writer.uint32(42).string(requireWellFormed(message.body));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeMessage(reader: MessageReader, end: number): Message {
  let position: number = 0;
  let chat: string = '';
  let sender: string = '';
  let timeMs: number = 0;
  let body: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        position = reader.safeUint64();
        break;
      case 18:
        chat = reader.string();
        break;
      case 26:
        sender = reader.string();
        break;
      case 32:
        timeMs = reader.safeUint64();
        break;
      case 42:
        body = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position, chat, sender, timeMs, body };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeAccount(message: Account, writer: Writer): Writer {
  if (message.name !== '') writer.uint32(10).string(requireWellFormed(message.name));
  if (message.fullName !== '') writer.uint32(18).string(requireWellFormed(message.fullName));
  if (message.online) writer.uint32(24).bool(message.online);
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeAccount(reader: MessageReader, end: number): Account {
  let name: string = '';
  let fullName: string = '';
  let online: boolean = false;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        name = reader.string();
        break;
      case 18:
        fullName = reader.string();
        break;
      case 24:
        online = reader.bool();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { name, fullName, online };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeLimit(message: Limit, writer: Writer): Writer {
  if (message.name !== '') writer.uint32(10).string(requireWellFormed(message.name));
  if (message.value !== 0) writer.uint32(16).uint64(requireUint(message.value, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLimit(reader: MessageReader, end: number): Limit {
  let name: string = '';
  let value: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        name = reader.string();
        break;
      case 16:
        value = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { name, value };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeCreateAccountRequest(message: CreateAccountRequest, writer: Writer): Writer {
  if (message.name !== '') writer.uint32(10).string(requireWellFormed(message.name));
  if (message.password !== '') writer.uint32(18).string(requireWellFormed(message.password));
  if (message.fullName !== '') writer.uint32(26).string(requireWellFormed(message.fullName));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCreateAccountRequest(reader: MessageReader, end: number): CreateAccountRequest {
  let name: string = '';
  let password: string = '';
  let fullName: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        name = reader.string();
        break;
      case 18:
        password = reader.string();
        break;
      case 26:
        fullName = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { name, password, fullName };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeCreateAccountReply(message: CreateAccountReply, writer: Writer): Writer {
  if (message.token !== '') writer.uint32(10).string(requireWellFormed(message.token));
  if (message.expiresAtMs !== 0) writer.uint32(16).uint64(requireUint(message.expiresAtMs, uint64Max));
  if (message.account !== '') writer.uint32(26).string(requireWellFormed(message.account));
  if (message.ledgerId !== '') writer.uint32(34).string(requireWellFormed(message.ledgerId));
  if (message.acknowledgedPosition !== 0)
    writer.uint32(40).uint64(requireUint(message.acknowledgedPosition, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCreateAccountReply(reader: MessageReader, end: number): CreateAccountReply {
  let token: string = '';
  let expiresAtMs: number = 0;
  let account: string = '';
  let ledgerId: string = '';
  let acknowledgedPosition: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        token = reader.string();
        break;
      case 16:
        expiresAtMs = reader.safeUint64();
        break;
      case 26:
        account = reader.string();
        break;
      case 34:
        ledgerId = reader.string();
        break;
      case 40:
        acknowledgedPosition = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { token, expiresAtMs, account, ledgerId, acknowledgedPosition };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeLoginRequest(message: LoginRequest, writer: Writer): Writer {
  if (message.name !== '') writer.uint32(10).string(requireWellFormed(message.name));
  if (message.password !== '') writer.uint32(18).string(requireWellFormed(message.password));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLoginRequest(reader: MessageReader, end: number): LoginRequest {
  let name: string = '';
  let password: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        name = reader.string();
        break;
      case 18:
        password = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { name, password };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeLoginReply(message: LoginReply, writer: Writer): Writer {
  if (message.token !== '') writer.uint32(10).string(requireWellFormed(message.token));
  if (message.expiresAtMs !== 0) writer.uint32(16).uint64(requireUint(message.expiresAtMs, uint64Max));
  if (message.account !== '') writer.uint32(26).string(requireWellFormed(message.account));
  if (message.ledgerId !== '') writer.uint32(34).string(requireWellFormed(message.ledgerId));
  if (message.acknowledgedPosition !== 0)
    writer.uint32(40).uint64(requireUint(message.acknowledgedPosition, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLoginReply(reader: MessageReader, end: number): LoginReply {
  let token: string = '';
  let expiresAtMs: number = 0;
  let account: string = '';
  let ledgerId: string = '';
  let acknowledgedPosition: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        token = reader.string();
        break;
      case 16:
        expiresAtMs = reader.safeUint64();
        break;
      case 26:
        account = reader.string();
        break;
      case 34:
        ledgerId = reader.string();
        break;
      case 40:
        acknowledgedPosition = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { token, expiresAtMs, account, ledgerId, acknowledgedPosition };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeLogoutRequest(_message: LogoutRequest, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLogoutRequest(reader: MessageReader, end: number): LogoutRequest {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeLogoutReply(_message: LogoutReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLogoutReply(reader: MessageReader, end: number): LogoutReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeChangePasswordRequest(message: ChangePasswordRequest, writer: Writer): Writer {
  if (message.oldPassword !== '') writer.uint32(10).string(requireWellFormed(message.oldPassword));
  if (message.newPassword !== '') writer.uint32(18).string(requireWellFormed(message.newPassword));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeChangePasswordRequest(reader: MessageReader, end: number): ChangePasswordRequest {
  let oldPassword: string = '';
  let newPassword: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        oldPassword = reader.string();
        break;
      case 18:
        newPassword = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { oldPassword, newPassword };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeChangePasswordReply(_message: ChangePasswordReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeChangePasswordReply(reader: MessageReader, end: number): ChangePasswordReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeDeleteAccountRequest(message: DeleteAccountRequest, writer: Writer): Writer {
  if (message.password !== '') writer.uint32(10).string(requireWellFormed(message.password));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeDeleteAccountRequest(reader: MessageReader, end: number): DeleteAccountRequest {
  let password: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        password = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { password };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeDeleteAccountReply(_message: DeleteAccountReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeDeleteAccountReply(reader: MessageReader, end: number): DeleteAccountReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListAccountsRequest(message: ListAccountsRequest, writer: Writer): Writer {
  if (message.pattern !== '') writer.uint32(10).string(requireWellFormed(message.pattern));
  if (message.pageSize !== 0) writer.uint32(16).uint32(requireUint(message.pageSize, uint32Max));
  if (message.pageToken !== '') writer.uint32(26).string(requireWellFormed(message.pageToken));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListAccountsRequest(reader: MessageReader, end: number): ListAccountsRequest {
  let pattern: string = '';
  let pageSize: number = 0;
  let pageToken: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        pattern = reader.string();
        break;
      case 16:
        pageSize = reader.uint32();
        break;
      case 26:
        pageToken = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { pattern, pageSize, pageToken };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListAccountsReply(message: ListAccountsReply, writer: Writer): Writer {
  for (const item of message.accounts) {
    encodeAccount(item, writer.uint32(10).fork()).ldelim();
  }
  if (message.nextPageToken !== '') writer.uint32(18).string(requireWellFormed(message.nextPageToken));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListAccountsReply(reader: MessageReader, end: number): ListAccountsReply {
  const accounts: Account[] = [];
  let nextPageToken: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        accounts.push(decodeAccount(reader, reader.messageEnd()));
        break;
      case 18:
        nextPageToken = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { accounts, nextPageToken };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSendRequest(message: SendRequest, writer: Writer): Writer {
  if (message.to !== '') writer.uint32(10).string(requireWellFormed(message.to));
  if (message.body !== '') writer.uint32(18).string(requireWellFormed(message.body));
  if (message.key !== '') writer.uint32(26).string(requireWellFormed(message.key));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSendRequest(reader: MessageReader, end: number): SendRequest {
  let to: string = '';
  let body: string = '';
  let key: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        to = reader.string();
        break;
      case 18:
        body = reader.string();
        break;
      case 26:
        key = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { to, body, key };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSendReply(message: SendReply, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  if (message.timeMs !== 0) writer.uint32(16).uint64(requireUint(message.timeMs, uint64Max));
  if (message.chat !== '') writer.uint32(26).string(requireWellFormed(message.chat));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSendReply(reader: MessageReader, end: number): SendReply {
  let position: number = 0;
  let timeMs: number = 0;
  let chat: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        position = reader.safeUint64();
        break;
      case 16:
        timeMs = reader.safeUint64();
        break;
      case 26:
        chat = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position, timeMs, chat };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeFetchRequest(message: FetchRequest, writer: Writer): Writer {
  if (message.after !== undefined) writer.uint32(8).uint64(requireUint(message.after, uint64Max));
  if (message.limit !== 0) writer.uint32(16).uint32(requireUint(message.limit, uint32Max));
  if (message.ledgerId !== '') writer.uint32(26).string(requireWellFormed(message.ledgerId));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeFetchRequest(reader: MessageReader, end: number): FetchRequest {
  let after: number | undefined;
  let limit: number = 0;
  let ledgerId: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        after = reader.safeUint64();
        break;
      case 16:
        limit = reader.uint32();
        break;
      case 26:
        ledgerId = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { after, limit, ledgerId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeFetchReply(message: FetchReply, writer: Writer): Writer {
  for (const item of message.messages) {
    encodeMessage(item, writer.uint32(10).fork()).ldelim();
  }
  if (message.more) writer.uint32(16).bool(message.more);
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeFetchReply(reader: MessageReader, end: number): FetchReply {
  const messages: Message[] = [];
  let more: boolean = false;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        messages.push(decodeMessage(reader, reader.messageEnd()));
        break;
      case 16:
        more = reader.bool();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { messages, more };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeAcknowledgeRequest(message: AcknowledgeRequest, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  if (message.ledgerId !== '') writer.uint32(18).string(requireWellFormed(message.ledgerId));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeAcknowledgeRequest(reader: MessageReader, end: number): AcknowledgeRequest {
  let position: number = 0;
  let ledgerId: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        position = reader.safeUint64();
        break;
      case 18:
        ledgerId = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position, ledgerId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeAcknowledgeReply(message: AcknowledgeReply, writer: Writer): Writer {
  if (message.acknowledgedPosition !== 0) writer.uint32(8).uint64(requireUint(message.acknowledgedPosition, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeAcknowledgeReply(reader: MessageReader, end: number): AcknowledgeReply {
  let acknowledgedPosition: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        acknowledgedPosition = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { acknowledgedPosition };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSubscribeRequest(message: SubscribeRequest, writer: Writer): Writer {
  if (message.after !== undefined) writer.uint32(8).uint64(requireUint(message.after, uint64Max));
  if (message.ledgerId !== '') writer.uint32(18).string(requireWellFormed(message.ledgerId));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSubscribeRequest(reader: MessageReader, end: number): SubscribeRequest {
  let after: number | undefined;
  let ledgerId: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        after = reader.safeUint64();
        break;
      case 18:
        ledgerId = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { after, ledgerId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSubscribeReply(message: SubscribeReply, writer: Writer): Writer {
  for (const item of message.pushes) {
    encodePush(item, writer.uint32(10).fork()).ldelim();
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSubscribeReply(reader: MessageReader, end: number): SubscribeReply {
  const pushes: Push[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        pushes.push(decodePush(reader, reader.messageEnd()));
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { pushes };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodePush(message: Push, writer: Writer): Writer {
  switch (message.push?.case) {
    case 'message':
      encodeMessage(message.push.value, writer.uint32(10).fork()).ldelim();
      break;
    case 'closed':
      encodeSubscriptionClosed(message.push.value, writer.uint32(18).fork()).ldelim();
      break;
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodePush(reader: MessageReader, end: number): Push {
  let push: PushPush | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        push = { case: 'message', value: decodeMessage(reader, reader.messageEnd()) };
        break;
      case 18:
        push = { case: 'closed', value: decodeSubscriptionClosed(reader, reader.messageEnd()) };
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { push };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSubscriptionClosed(message: SubscriptionClosed, writer: Writer): Writer {
  if (message.code !== '') writer.uint32(10).string(requireWellFormed(message.code));
  if (message.position !== 0) writer.uint32(16).uint64(requireUint(message.position, uint64Max));
  if (message.ledgerId !== '') writer.uint32(26).string(requireWellFormed(message.ledgerId));
  if (message.message !== '') writer.uint32(34).string(requireWellFormed(message.message));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSubscriptionClosed(reader: MessageReader, end: number): SubscriptionClosed {
  let code: string = '';
  let position: number = 0;
  let ledgerId: string = '';
  let message: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        code = reader.string();
        break;
      case 16:
        position = reader.safeUint64();
        break;
      case 26:
        ledgerId = reader.string();
        break;
      case 34:
        message = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { code, position, ledgerId, message };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeHistoryRequest(message: HistoryRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.before !== 0) writer.uint32(16).uint64(requireUint(message.before, uint64Max));
  if (message.limit !== 0) writer.uint32(24).uint32(requireUint(message.limit, uint32Max));
  if (message.ledgerId !== '') writer.uint32(34).string(requireWellFormed(message.ledgerId));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeHistoryRequest(reader: MessageReader, end: number): HistoryRequest {
  let chat: string = '';
  let before: number = 0;
  let limit: number = 0;
  let ledgerId: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 16:
        before = reader.safeUint64();
        break;
      case 24:
        limit = reader.uint32();
        break;
      case 34:
        ledgerId = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, before, limit, ledgerId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeHistoryReply(message: HistoryReply, writer: Writer): Writer {
  for (const item of message.messages) {
    encodeMessage(item, writer.uint32(10).fork()).ldelim();
  }
  if (message.more) writer.uint32(16).bool(message.more);
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeHistoryReply(reader: MessageReader, end: number): HistoryReply {
  const messages: Message[] = [];
  let more: boolean = false;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        messages.push(decodeMessage(reader, reader.messageEnd()));
        break;
      case 16:
        more = reader.bool();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { messages, more };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeServerInfoRequest(_message: ServerInfoRequest, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeServerInfoRequest(reader: MessageReader, end: number): ServerInfoRequest {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeServerInfoReply(message: ServerInfoReply, writer: Writer): Writer {
  if (message.version !== '') writer.uint32(10).string(requireWellFormed(message.version));
  if (message.contractVersion !== 0) writer.uint32(16).uint32(requireUint(message.contractVersion, uint32Max));
  if (message.ledgerId !== '') writer.uint32(26).string(requireWellFormed(message.ledgerId));
  if (message.uptimeMs !== 0) writer.uint32(32).uint64(requireUint(message.uptimeMs, uint64Max));
  for (const item of message.limits) {
    encodeLimit(item, writer.uint32(42).fork()).ldelim();
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeServerInfoReply(reader: MessageReader, end: number): ServerInfoReply {
  let version: string = '';
  let contractVersion: number = 0;
  let ledgerId: string = '';
  let uptimeMs: number = 0;
  const limits: Limit[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        version = reader.string();
        break;
      case 16:
        contractVersion = reader.uint32();
        break;
      case 26:
        ledgerId = reader.string();
        break;
      case 32:
        uptimeMs = reader.safeUint64();
        break;
      case 42:
        limits.push(decodeLimit(reader, reader.messageEnd()));
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { version, contractVersion, ledgerId, uptimeMs, limits };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeUnsubscribeRequest(message: UnsubscribeRequest, writer: Writer): Writer {
  if (message.subscriptionId !== 0) writer.uint32(8).uint64(requireUint(message.subscriptionId, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeUnsubscribeRequest(reader: MessageReader, end: number): UnsubscribeRequest {
  let subscriptionId: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        subscriptionId = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { subscriptionId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeUnsubscribeReply(_message: UnsubscribeReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeUnsubscribeReply(reader: MessageReader, end: number): UnsubscribeReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSessionRequest(message: SessionRequest, writer: Writer): Writer {
  for (const item of message.calls) {
    encodeCall(item, writer.uint32(10).fork()).ldelim();
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSessionRequest(reader: MessageReader, end: number): SessionRequest {
  const calls: Call[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        calls.push(decodeCall(reader, reader.messageEnd()));
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { calls };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeCall(message: Call, writer: Writer): Writer {
  if (message.id !== 0) writer.uint32(8).uint64(requireUint(message.id, uint64Max));
  if (message.token !== '') writer.uint32(18).string(requireWellFormed(message.token));
  switch (message.request?.case) {
    case 'createAccount':
      encodeCreateAccountRequest(message.request.value, writer.uint32(26).fork()).ldelim();
      break;
    case 'login':
      encodeLoginRequest(message.request.value, writer.uint32(34).fork()).ldelim();
      break;
    case 'logout':
      encodeLogoutRequest(message.request.value, writer.uint32(42).fork()).ldelim();
      break;
    case 'changePassword':
      encodeChangePasswordRequest(message.request.value, writer.uint32(50).fork()).ldelim();
      break;
    case 'deleteAccount':
      encodeDeleteAccountRequest(message.request.value, writer.uint32(58).fork()).ldelim();
      break;
    case 'listAccounts':
      encodeListAccountsRequest(message.request.value, writer.uint32(66).fork()).ldelim();
      break;
    case 'send':
      encodeSendRequest(message.request.value, writer.uint32(74).fork()).ldelim();
      break;
    case 'fetch':
      encodeFetchRequest(message.request.value, writer.uint32(82).fork()).ldelim();
      break;
    case 'acknowledge':
      encodeAcknowledgeRequest(message.request.value, writer.uint32(90).fork()).ldelim();
      break;
    case 'subscribe':
      encodeSubscribeRequest(message.request.value, writer.uint32(98).fork()).ldelim();
      break;
    case 'history':
      encodeHistoryRequest(message.request.value, writer.uint32(106).fork()).ldelim();
      break;
    case 'serverInfo':
      encodeServerInfoRequest(message.request.value, writer.uint32(114).fork()).ldelim();
      break;
    case 'unsubscribe':
      encodeUnsubscribeRequest(message.request.value, writer.uint32(122).fork()).ldelim();
      break;
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCall(reader: MessageReader, end: number): Call {
  let id: number = 0;
  let token: string = '';
  let request: CallRequest | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        id = reader.safeUint64();
        break;
      case 18:
        token = reader.string();
        break;
      case 26:
        request = { case: 'createAccount', value: decodeCreateAccountRequest(reader, reader.messageEnd()) };
        break;
      case 34:
        request = { case: 'login', value: decodeLoginRequest(reader, reader.messageEnd()) };
        break;
      case 42:
        request = { case: 'logout', value: decodeLogoutRequest(reader, reader.messageEnd()) };
        break;
      case 50:
        request = { case: 'changePassword', value: decodeChangePasswordRequest(reader, reader.messageEnd()) };
        break;
      case 58:
        request = { case: 'deleteAccount', value: decodeDeleteAccountRequest(reader, reader.messageEnd()) };
        break;
      case 66:
        request = { case: 'listAccounts', value: decodeListAccountsRequest(reader, reader.messageEnd()) };
        break;
      case 74:
        request = { case: 'send', value: decodeSendRequest(reader, reader.messageEnd()) };
        break;
      case 82:
        request = { case: 'fetch', value: decodeFetchRequest(reader, reader.messageEnd()) };
        break;
      case 90:
        request = { case: 'acknowledge', value: decodeAcknowledgeRequest(reader, reader.messageEnd()) };
        break;
      case 98:
        request = { case: 'subscribe', value: decodeSubscribeRequest(reader, reader.messageEnd()) };
        break;
      case 106:
        request = { case: 'history', value: decodeHistoryRequest(reader, reader.messageEnd()) };
        break;
      case 114:
        request = { case: 'serverInfo', value: decodeServerInfoRequest(reader, reader.messageEnd()) };
        break;
      case 122:
        request = { case: 'unsubscribe', value: decodeUnsubscribeRequest(reader, reader.messageEnd()) };
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { id, token, request };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSessionReply(message: SessionReply, writer: Writer): Writer {
  for (const item of message.answers) {
    encodeAnswer(item, writer.uint32(10).fork()).ldelim();
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSessionReply(reader: MessageReader, end: number): SessionReply {
  const answers: Answer[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        answers.push(decodeAnswer(reader, reader.messageEnd()));
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { answers };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeAnswer(message: Answer, writer: Writer): Writer {
  if (message.id !== 0) writer.uint32(8).uint64(requireUint(message.id, uint64Max));
  switch (message.answer?.case) {
    case 'refusal':
      encodeRefusal(message.answer.value, writer.uint32(18).fork()).ldelim();
      break;
    case 'createAccount':
      encodeCreateAccountReply(message.answer.value, writer.uint32(26).fork()).ldelim();
      break;
    case 'login':
      encodeLoginReply(message.answer.value, writer.uint32(34).fork()).ldelim();
      break;
    case 'logout':
      encodeLogoutReply(message.answer.value, writer.uint32(42).fork()).ldelim();
      break;
    case 'changePassword':
      encodeChangePasswordReply(message.answer.value, writer.uint32(50).fork()).ldelim();
      break;
    case 'deleteAccount':
      encodeDeleteAccountReply(message.answer.value, writer.uint32(58).fork()).ldelim();
      break;
    case 'listAccounts':
      encodeListAccountsReply(message.answer.value, writer.uint32(66).fork()).ldelim();
      break;
    case 'send':
      encodeSendReply(message.answer.value, writer.uint32(74).fork()).ldelim();
      break;
    case 'fetch':
      encodeFetchReply(message.answer.value, writer.uint32(82).fork()).ldelim();
      break;
    case 'acknowledge':
      encodeAcknowledgeReply(message.answer.value, writer.uint32(90).fork()).ldelim();
      break;
    case 'push':
      encodePush(message.answer.value, writer.uint32(98).fork()).ldelim();
      break;
    case 'history':
      encodeHistoryReply(message.answer.value, writer.uint32(106).fork()).ldelim();
      break;
    case 'serverInfo':
      encodeServerInfoReply(message.answer.value, writer.uint32(114).fork()).ldelim();
      break;
    case 'unsubscribe':
      encodeUnsubscribeReply(message.answer.value, writer.uint32(122).fork()).ldelim();
      break;
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeAnswer(reader: MessageReader, end: number): Answer {
  let id: number = 0;
  let answer: AnswerAnswer | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        id = reader.safeUint64();
        break;
      case 18:
        answer = { case: 'refusal', value: decodeRefusal(reader, reader.messageEnd()) };
        break;
      case 26:
        answer = { case: 'createAccount', value: decodeCreateAccountReply(reader, reader.messageEnd()) };
        break;
      case 34:
        answer = { case: 'login', value: decodeLoginReply(reader, reader.messageEnd()) };
        break;
      case 42:
        answer = { case: 'logout', value: decodeLogoutReply(reader, reader.messageEnd()) };
        break;
      case 50:
        answer = { case: 'changePassword', value: decodeChangePasswordReply(reader, reader.messageEnd()) };
        break;
      case 58:
        answer = { case: 'deleteAccount', value: decodeDeleteAccountReply(reader, reader.messageEnd()) };
        break;
      case 66:
        answer = { case: 'listAccounts', value: decodeListAccountsReply(reader, reader.messageEnd()) };
        break;
      case 74:
        answer = { case: 'send', value: decodeSendReply(reader, reader.messageEnd()) };
        break;
      case 82:
        answer = { case: 'fetch', value: decodeFetchReply(reader, reader.messageEnd()) };
        break;
      case 90:
        answer = { case: 'acknowledge', value: decodeAcknowledgeReply(reader, reader.messageEnd()) };
        break;
      case 98:
        answer = { case: 'push', value: decodePush(reader, reader.messageEnd()) };
        break;
      case 106:
        answer = { case: 'history', value: decodeHistoryReply(reader, reader.messageEnd()) };
        break;
      case 114:
        answer = { case: 'serverInfo', value: decodeServerInfoReply(reader, reader.messageEnd()) };
        break;
      case 122:
        answer = { case: 'unsubscribe', value: decodeUnsubscribeReply(reader, reader.messageEnd()) };
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { id, answer };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeRefusal(message: Refusal, writer: Writer): Writer {
  if (message.code !== '') writer.uint32(10).string(requireWellFormed(message.code));
  if (message.retryable) writer.uint32(16).bool(message.retryable);
  if (message.retryAfterMs !== 0) writer.uint32(24).uint64(requireUint(message.retryAfterMs, uint64Max));
  if (message.message !== '') writer.uint32(34).string(requireWellFormed(message.message));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeRefusal(reader: MessageReader, end: number): Refusal {
  let code: string = '';
  let retryable: boolean = false;
  let retryAfterMs: number = 0;
  let message: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        code = reader.string();
        break;
      case 16:
        retryable = reader.bool();
        break;
      case 24:
        retryAfterMs = reader.safeUint64();
        break;
      case 34:
        message = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { code, retryable, retryAfterMs, message };
}

/** The codecs of each rpc. */
export const operationCodecs = {
  createAccount: {
    encodeRequest: encodeCreateAccountRequest,
    decodeRequest: decodeCreateAccountRequest,
    encodeReply: encodeCreateAccountReply,
    decodeReply: decodeCreateAccountReply,
  },
  login: {
    encodeRequest: encodeLoginRequest,
    decodeRequest: decodeLoginRequest,
    encodeReply: encodeLoginReply,
    decodeReply: decodeLoginReply,
  },
  logout: {
    encodeRequest: encodeLogoutRequest,
    decodeRequest: decodeLogoutRequest,
    encodeReply: encodeLogoutReply,
    decodeReply: decodeLogoutReply,
  },
  changePassword: {
    encodeRequest: encodeChangePasswordRequest,
    decodeRequest: decodeChangePasswordRequest,
    encodeReply: encodeChangePasswordReply,
    decodeReply: decodeChangePasswordReply,
  },
  deleteAccount: {
    encodeRequest: encodeDeleteAccountRequest,
    decodeRequest: decodeDeleteAccountRequest,
    encodeReply: encodeDeleteAccountReply,
    decodeReply: decodeDeleteAccountReply,
  },
  listAccounts: {
    encodeRequest: encodeListAccountsRequest,
    decodeRequest: decodeListAccountsRequest,
    encodeReply: encodeListAccountsReply,
    decodeReply: decodeListAccountsReply,
  },
  send: {
    encodeRequest: encodeSendRequest,
    decodeRequest: decodeSendRequest,
    encodeReply: encodeSendReply,
    decodeReply: decodeSendReply,
  },
  fetch: {
    encodeRequest: encodeFetchRequest,
    decodeRequest: decodeFetchRequest,
    encodeReply: encodeFetchReply,
    decodeReply: decodeFetchReply,
  },
  acknowledge: {
    encodeRequest: encodeAcknowledgeRequest,
    decodeRequest: decodeAcknowledgeRequest,
    encodeReply: encodeAcknowledgeReply,
    decodeReply: decodeAcknowledgeReply,
  },
  subscribe: {
    encodeRequest: encodeSubscribeRequest,
    decodeRequest: decodeSubscribeRequest,
    encodeReply: encodeSubscribeReply,
    decodeReply: decodeSubscribeReply,
  },
  history: {
    encodeRequest: encodeHistoryRequest,
    decodeRequest: decodeHistoryRequest,
    encodeReply: encodeHistoryReply,
    decodeReply: decodeHistoryReply,
  },
  serverInfo: {
    encodeRequest: encodeServerInfoRequest,
    decodeRequest: decodeServerInfoRequest,
    encodeReply: encodeServerInfoReply,
    decodeReply: decodeServerInfoReply,
  },
  session: {
    encodeRequest: encodeSessionRequest,
    decodeRequest: decodeSessionRequest,
    encodeReply: encodeSessionReply,
    decodeReply: decodeSessionReply,
  },
} as const;
