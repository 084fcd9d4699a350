/** Every message of the contract in protobuf encoding. Generated from shared/contract/chat.proto by `npm run generate`; not to be edited. */

import type { Writer } from 'protobufjs/minimal.js';
import type {
  Account,
  AcknowledgeReply,
  AcknowledgeRequest,
  AddParticipantsReply,
  AddParticipantsRequest,
  Answer,
  AnswerAnswer,
  Call,
  CallRequest,
  ChangePasswordReply,
  ChangePasswordRequest,
  Chat,
  ChatChanged,
  CloseTicketReply,
  CloseTicketRequest,
  CreateAccountReply,
  CreateAccountRequest,
  CreateChatReply,
  CreateChatRequest,
  DeleteAccountReply,
  DeleteAccountRequest,
  FetchReply,
  FetchRequest,
  Finding,
  GetReceiptsReply,
  GetReceiptsRequest,
  HistoryReply,
  HistoryRequest,
  LeaveChatReply,
  LeaveChatRequest,
  Limit,
  ListAccountsReply,
  ListAccountsRequest,
  ListChatsReply,
  ListChatsRequest,
  ListParticipantsReply,
  ListParticipantsRequest,
  ListTicketsReply,
  ListTicketsRequest,
  LoginReply,
  LoginRequest,
  LogoutReply,
  LogoutRequest,
  MarkReadReply,
  MarkReadRequest,
  Message,
  NextTicketReply,
  NextTicketRequest,
  OpenTicketReply,
  OpenTicketRequest,
  Participant,
  Presence,
  Push,
  PushPush,
  Receipt,
  Refusal,
  RemoveParticipantReply,
  RemoveParticipantRequest,
  RenameChatReply,
  RenameChatRequest,
  SearchMessagesReply,
  SearchMessagesRequest,
  SendReply,
  SendRequest,
  ServerInfoReply,
  ServerInfoRequest,
  SessionReply,
  SessionRequest,
  SetAccountRoleReply,
  SetAccountRoleRequest,
  SetPresenceReply,
  SetPresenceRequest,
  SetRoleReply,
  SetRoleRequest,
  SetTypingReply,
  SetTypingRequest,
  SubscribeReply,
  SubscribeRequest,
  SubscriptionClosed,
  Ticket,
  TicketChanged,
  TransferTicketReply,
  TransferTicketRequest,
  Typing,
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
  if (message.role !== '') writer.uint32(34).string(requireWellFormed(message.role));
  if (message.lastSeenMs !== 0) writer.uint32(40).uint64(requireUint(message.lastSeenMs, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeAccount(reader: MessageReader, end: number): Account {
  let name: string = '';
  let fullName: string = '';
  let online: boolean = false;
  let role: string = '';
  let lastSeenMs: number = 0;
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
      case 34:
        role = reader.string();
        break;
      case 40:
        lastSeenMs = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { name, fullName, online, role, lastSeenMs };
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
  if (message.role !== '') writer.uint32(50).string(requireWellFormed(message.role));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCreateAccountReply(reader: MessageReader, end: number): CreateAccountReply {
  let token: string = '';
  let expiresAtMs: number = 0;
  let account: string = '';
  let ledgerId: string = '';
  let acknowledgedPosition: number = 0;
  let role: string = '';
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
      case 50:
        role = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { token, expiresAtMs, account, ledgerId, acknowledgedPosition, role };
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
  if (message.role !== '') writer.uint32(50).string(requireWellFormed(message.role));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLoginReply(reader: MessageReader, end: number): LoginReply {
  let token: string = '';
  let expiresAtMs: number = 0;
  let account: string = '';
  let ledgerId: string = '';
  let acknowledgedPosition: number = 0;
  let role: string = '';
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
      case 50:
        role = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { token, expiresAtMs, account, ledgerId, acknowledgedPosition, role };
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
  if (message.chat !== '') writer.uint32(34).string(requireWellFormed(message.chat));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSendRequest(reader: MessageReader, end: number): SendRequest {
  let to: string = '';
  let body: string = '';
  let key: string = '';
  let chat: string = '';
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
      case 34:
        chat = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { to, body, key, chat };
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
  for (const item of message.signals) {
    writer.uint32(26).string(requireWellFormed(item));
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSubscribeRequest(reader: MessageReader, end: number): SubscribeRequest {
  let after: number | undefined;
  let ledgerId: string = '';
  const signals: string[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        after = reader.safeUint64();
        break;
      case 18:
        ledgerId = reader.string();
        break;
      case 26:
        signals.push(reader.string());
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { after, ledgerId, signals };
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
    case 'chatChanged':
      encodeChatChanged(message.push.value, writer.uint32(26).fork()).ldelim();
      break;
    case 'receipt':
      encodeReceipt(message.push.value, writer.uint32(34).fork()).ldelim();
      break;
    case 'presence':
      encodePresence(message.push.value, writer.uint32(42).fork()).ldelim();
      break;
    case 'typing':
      encodeTyping(message.push.value, writer.uint32(50).fork()).ldelim();
      break;
    case 'ticket':
      encodeTicketChanged(message.push.value, writer.uint32(58).fork()).ldelim();
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
      case 26:
        push = { case: 'chatChanged', value: decodeChatChanged(reader, reader.messageEnd()) };
        break;
      case 34:
        push = { case: 'receipt', value: decodeReceipt(reader, reader.messageEnd()) };
        break;
      case 42:
        push = { case: 'presence', value: decodePresence(reader, reader.messageEnd()) };
        break;
      case 50:
        push = { case: 'typing', value: decodeTyping(reader, reader.messageEnd()) };
        break;
      case 58:
        push = { case: 'ticket', value: decodeTicketChanged(reader, reader.messageEnd()) };
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
export function encodeChatChanged(message: ChatChanged, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.kind !== '') writer.uint32(18).string(requireWellFormed(message.kind));
  if (message.title !== '') writer.uint32(26).string(requireWellFormed(message.title));
  if (message.change !== '') writer.uint32(34).string(requireWellFormed(message.change));
  if (message.position !== 0) writer.uint32(40).uint64(requireUint(message.position, uint64Max));
  for (const item of message.accounts) {
    writer.uint32(50).string(requireWellFormed(item));
  }
  if (message.participants !== 0) writer.uint32(56).uint32(requireUint(message.participants, uint32Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeChatChanged(reader: MessageReader, end: number): ChatChanged {
  let chat: string = '';
  let kind: string = '';
  let title: string = '';
  let change: string = '';
  let position: number = 0;
  const accounts: string[] = [];
  let participants: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        kind = reader.string();
        break;
      case 26:
        title = reader.string();
        break;
      case 34:
        change = reader.string();
        break;
      case 40:
        position = reader.safeUint64();
        break;
      case 50:
        accounts.push(reader.string());
        break;
      case 56:
        participants = reader.uint32();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, kind, title, change, position, accounts, participants };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeReceipt(message: Receipt, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.position !== 0) writer.uint32(16).uint64(requireUint(message.position, uint64Max));
  if (message.delivered !== 0) writer.uint32(24).uint32(requireUint(message.delivered, uint32Max));
  if (message.read !== 0) writer.uint32(32).uint32(requireUint(message.read, uint32Max));
  if (message.others !== 0) writer.uint32(40).uint32(requireUint(message.others, uint32Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeReceipt(reader: MessageReader, end: number): Receipt {
  let chat: string = '';
  let position: number = 0;
  let delivered: number = 0;
  let read: number = 0;
  let others: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 16:
        position = reader.safeUint64();
        break;
      case 24:
        delivered = reader.uint32();
        break;
      case 32:
        read = reader.uint32();
        break;
      case 40:
        others = reader.uint32();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, position, delivered, read, others };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodePresence(message: Presence, writer: Writer): Writer {
  if (message.account !== '') writer.uint32(10).string(requireWellFormed(message.account));
  if (message.online) writer.uint32(16).bool(message.online);
  if (message.lastSeenMs !== 0) writer.uint32(24).uint64(requireUint(message.lastSeenMs, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodePresence(reader: MessageReader, end: number): Presence {
  let account: string = '';
  let online: boolean = false;
  let lastSeenMs: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        account = reader.string();
        break;
      case 16:
        online = reader.bool();
        break;
      case 24:
        lastSeenMs = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { account, online, lastSeenMs };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeTyping(message: Typing, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.account !== '') writer.uint32(18).string(requireWellFormed(message.account));
  if (message.typing) writer.uint32(24).bool(message.typing);
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeTyping(reader: MessageReader, end: number): Typing {
  let chat: string = '';
  let account: string = '';
  let typing: boolean = false;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        account = reader.string();
        break;
      case 24:
        typing = reader.bool();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, account, typing };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeTicketChanged(message: TicketChanged, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.state !== '') writer.uint32(18).string(requireWellFormed(message.state));
  if (message.user !== '') writer.uint32(26).string(requireWellFormed(message.user));
  if (message.subject !== '') writer.uint32(34).string(requireWellFormed(message.subject));
  if (message.operator !== '') writer.uint32(42).string(requireWellFormed(message.operator));
  if (message.place !== 0) writer.uint32(48).uint32(requireUint(message.place, uint32Max));
  if (message.openedMs !== 0) writer.uint32(56).uint64(requireUint(message.openedMs, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeTicketChanged(reader: MessageReader, end: number): TicketChanged {
  let chat: string = '';
  let state: string = '';
  let user: string = '';
  let subject: string = '';
  let operator: string = '';
  let place: number = 0;
  let openedMs: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        state = reader.string();
        break;
      case 26:
        user = reader.string();
        break;
      case 34:
        subject = reader.string();
        break;
      case 42:
        operator = reader.string();
        break;
      case 48:
        place = reader.uint32();
        break;
      case 56:
        openedMs = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, state, user, subject, operator, place, openedMs };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeHistoryRequest(message: HistoryRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.before !== 0) writer.uint32(16).uint64(requireUint(message.before, uint64Max));
  if (message.limit !== 0) writer.uint32(24).uint32(requireUint(message.limit, uint32Max));
  if (message.ledgerId !== '') writer.uint32(34).string(requireWellFormed(message.ledgerId));
  if (message.after !== undefined) writer.uint32(40).uint64(requireUint(message.after, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeHistoryRequest(reader: MessageReader, end: number): HistoryRequest {
  let chat: string = '';
  let before: number = 0;
  let limit: number = 0;
  let ledgerId: string = '';
  let after: number | undefined;
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
      case 40:
        after = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, before, limit, ledgerId, after };
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
export function encodeCreateChatRequest(message: CreateChatRequest, writer: Writer): Writer {
  if (message.title !== '') writer.uint32(10).string(requireWellFormed(message.title));
  for (const item of message.participants) {
    writer.uint32(18).string(requireWellFormed(item));
  }
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCreateChatRequest(reader: MessageReader, end: number): CreateChatRequest {
  let title: string = '';
  const participants: string[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        title = reader.string();
        break;
      case 18:
        participants.push(reader.string());
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { title, participants };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeCreateChatReply(message: CreateChatReply, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.position !== 0) writer.uint32(16).uint64(requireUint(message.position, uint64Max));
  if (message.timeMs !== 0) writer.uint32(24).uint64(requireUint(message.timeMs, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCreateChatReply(reader: MessageReader, end: number): CreateChatReply {
  let chat: string = '';
  let position: number = 0;
  let timeMs: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 16:
        position = reader.safeUint64();
        break;
      case 24:
        timeMs = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, position, timeMs };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeRenameChatRequest(message: RenameChatRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.title !== '') writer.uint32(18).string(requireWellFormed(message.title));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeRenameChatRequest(reader: MessageReader, end: number): RenameChatRequest {
  let chat: string = '';
  let title: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        title = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, title };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeRenameChatReply(message: RenameChatReply, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeRenameChatReply(reader: MessageReader, end: number): RenameChatReply {
  let position: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        position = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeChat(message: Chat, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.kind !== '') writer.uint32(18).string(requireWellFormed(message.kind));
  if (message.title !== '') writer.uint32(26).string(requireWellFormed(message.title));
  if (message.lastPosition !== 0) writer.uint32(32).uint64(requireUint(message.lastPosition, uint64Max));
  if (message.unread !== 0) writer.uint32(40).uint32(requireUint(message.unread, uint32Max));
  if (message.role !== '') writer.uint32(50).string(requireWellFormed(message.role));
  if (message.participants !== 0) writer.uint32(56).uint32(requireUint(message.participants, uint32Max));
  if (message.others !== '') writer.uint32(66).string(requireWellFormed(message.others));
  if (message.readPosition !== 0) writer.uint32(72).uint64(requireUint(message.readPosition, uint64Max));
  if (message.createdMs !== 0) writer.uint32(80).uint64(requireUint(message.createdMs, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeChat(reader: MessageReader, end: number): Chat {
  let chat: string = '';
  let kind: string = '';
  let title: string = '';
  let lastPosition: number = 0;
  let unread: number = 0;
  let role: string = '';
  let participants: number = 0;
  let others: string = '';
  let readPosition: number = 0;
  let createdMs: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        kind = reader.string();
        break;
      case 26:
        title = reader.string();
        break;
      case 32:
        lastPosition = reader.safeUint64();
        break;
      case 40:
        unread = reader.uint32();
        break;
      case 50:
        role = reader.string();
        break;
      case 56:
        participants = reader.uint32();
        break;
      case 66:
        others = reader.string();
        break;
      case 72:
        readPosition = reader.safeUint64();
        break;
      case 80:
        createdMs = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, kind, title, lastPosition, unread, role, participants, others, readPosition, createdMs };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListChatsRequest(message: ListChatsRequest, writer: Writer): Writer {
  if (message.pageSize !== 0) writer.uint32(8).uint32(requireUint(message.pageSize, uint32Max));
  if (message.pageToken !== '') writer.uint32(18).string(requireWellFormed(message.pageToken));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListChatsRequest(reader: MessageReader, end: number): ListChatsRequest {
  let pageSize: number = 0;
  let pageToken: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        pageSize = reader.uint32();
        break;
      case 18:
        pageToken = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { pageSize, pageToken };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListChatsReply(message: ListChatsReply, writer: Writer): Writer {
  for (const item of message.chats) {
    encodeChat(item, writer.uint32(10).fork()).ldelim();
  }
  if (message.nextPageToken !== '') writer.uint32(18).string(requireWellFormed(message.nextPageToken));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListChatsReply(reader: MessageReader, end: number): ListChatsReply {
  const chats: Chat[] = [];
  let nextPageToken: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chats.push(decodeChat(reader, reader.messageEnd()));
        break;
      case 18:
        nextPageToken = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chats, nextPageToken };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeParticipant(message: Participant, writer: Writer): Writer {
  if (message.name !== '') writer.uint32(10).string(requireWellFormed(message.name));
  if (message.fullName !== '') writer.uint32(18).string(requireWellFormed(message.fullName));
  if (message.role !== '') writer.uint32(26).string(requireWellFormed(message.role));
  if (message.joinedPosition !== 0) writer.uint32(32).uint64(requireUint(message.joinedPosition, uint64Max));
  if (message.online) writer.uint32(40).bool(message.online);
  if (message.lastSeenMs !== 0) writer.uint32(48).uint64(requireUint(message.lastSeenMs, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeParticipant(reader: MessageReader, end: number): Participant {
  let name: string = '';
  let fullName: string = '';
  let role: string = '';
  let joinedPosition: number = 0;
  let online: boolean = false;
  let lastSeenMs: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        name = reader.string();
        break;
      case 18:
        fullName = reader.string();
        break;
      case 26:
        role = reader.string();
        break;
      case 32:
        joinedPosition = reader.safeUint64();
        break;
      case 40:
        online = reader.bool();
        break;
      case 48:
        lastSeenMs = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { name, fullName, role, joinedPosition, online, lastSeenMs };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListParticipantsRequest(message: ListParticipantsRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.pageSize !== 0) writer.uint32(16).uint32(requireUint(message.pageSize, uint32Max));
  if (message.pageToken !== '') writer.uint32(26).string(requireWellFormed(message.pageToken));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListParticipantsRequest(reader: MessageReader, end: number): ListParticipantsRequest {
  let chat: string = '';
  let pageSize: number = 0;
  let pageToken: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
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
  return { chat, pageSize, pageToken };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListParticipantsReply(message: ListParticipantsReply, writer: Writer): Writer {
  for (const item of message.participants) {
    encodeParticipant(item, writer.uint32(10).fork()).ldelim();
  }
  if (message.nextPageToken !== '') writer.uint32(18).string(requireWellFormed(message.nextPageToken));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListParticipantsReply(reader: MessageReader, end: number): ListParticipantsReply {
  const participants: Participant[] = [];
  let nextPageToken: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        participants.push(decodeParticipant(reader, reader.messageEnd()));
        break;
      case 18:
        nextPageToken = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { participants, nextPageToken };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeAddParticipantsRequest(message: AddParticipantsRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  for (const item of message.accounts) {
    writer.uint32(18).string(requireWellFormed(item));
  }
  if (message.withHistory) writer.uint32(24).bool(message.withHistory);
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeAddParticipantsRequest(reader: MessageReader, end: number): AddParticipantsRequest {
  let chat: string = '';
  const accounts: string[] = [];
  let withHistory: boolean = false;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        accounts.push(reader.string());
        break;
      case 24:
        withHistory = reader.bool();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, accounts, withHistory };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeAddParticipantsReply(message: AddParticipantsReply, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeAddParticipantsReply(reader: MessageReader, end: number): AddParticipantsReply {
  let position: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        position = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeRemoveParticipantRequest(message: RemoveParticipantRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.account !== '') writer.uint32(18).string(requireWellFormed(message.account));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeRemoveParticipantRequest(reader: MessageReader, end: number): RemoveParticipantRequest {
  let chat: string = '';
  let account: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        account = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, account };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeRemoveParticipantReply(message: RemoveParticipantReply, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeRemoveParticipantReply(reader: MessageReader, end: number): RemoveParticipantReply {
  let position: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        position = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeLeaveChatRequest(message: LeaveChatRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLeaveChatRequest(reader: MessageReader, end: number): LeaveChatRequest {
  let chat: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeLeaveChatReply(message: LeaveChatReply, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeLeaveChatReply(reader: MessageReader, end: number): LeaveChatReply {
  let position: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        position = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetRoleRequest(message: SetRoleRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.account !== '') writer.uint32(18).string(requireWellFormed(message.account));
  if (message.role !== '') writer.uint32(26).string(requireWellFormed(message.role));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetRoleRequest(reader: MessageReader, end: number): SetRoleRequest {
  let chat: string = '';
  let account: string = '';
  let role: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        account = reader.string();
        break;
      case 26:
        role = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, account, role };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetRoleReply(_message: SetRoleReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetRoleReply(reader: MessageReader, end: number): SetRoleReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeMarkReadRequest(message: MarkReadRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.position !== 0) writer.uint32(16).uint64(requireUint(message.position, uint64Max));
  if (message.ledgerId !== '') writer.uint32(26).string(requireWellFormed(message.ledgerId));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeMarkReadRequest(reader: MessageReader, end: number): MarkReadRequest {
  let chat: string = '';
  let position: number = 0;
  let ledgerId: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 16:
        position = reader.safeUint64();
        break;
      case 26:
        ledgerId = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, position, ledgerId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeMarkReadReply(message: MarkReadReply, writer: Writer): Writer {
  if (message.readPosition !== 0) writer.uint32(8).uint64(requireUint(message.readPosition, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeMarkReadReply(reader: MessageReader, end: number): MarkReadReply {
  let readPosition: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        readPosition = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { readPosition };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeGetReceiptsRequest(message: GetReceiptsRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.position !== 0) writer.uint32(16).uint64(requireUint(message.position, uint64Max));
  if (message.ledgerId !== '') writer.uint32(26).string(requireWellFormed(message.ledgerId));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeGetReceiptsRequest(reader: MessageReader, end: number): GetReceiptsRequest {
  let chat: string = '';
  let position: number = 0;
  let ledgerId: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 16:
        position = reader.safeUint64();
        break;
      case 26:
        ledgerId = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, position, ledgerId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeGetReceiptsReply(message: GetReceiptsReply, writer: Writer): Writer {
  if (message.delivered !== 0) writer.uint32(8).uint32(requireUint(message.delivered, uint32Max));
  if (message.read !== 0) writer.uint32(16).uint32(requireUint(message.read, uint32Max));
  if (message.others !== 0) writer.uint32(24).uint32(requireUint(message.others, uint32Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeGetReceiptsReply(reader: MessageReader, end: number): GetReceiptsReply {
  let delivered: number = 0;
  let read: number = 0;
  let others: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        delivered = reader.uint32();
        break;
      case 16:
        read = reader.uint32();
        break;
      case 24:
        others = reader.uint32();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { delivered, read, others };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetPresenceRequest(message: SetPresenceRequest, writer: Writer): Writer {
  if (message.hidden) writer.uint32(8).bool(message.hidden);
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetPresenceRequest(reader: MessageReader, end: number): SetPresenceRequest {
  let hidden: boolean = false;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        hidden = reader.bool();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { hidden };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetPresenceReply(_message: SetPresenceReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetPresenceReply(reader: MessageReader, end: number): SetPresenceReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetTypingRequest(message: SetTypingRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.typing) writer.uint32(16).bool(message.typing);
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetTypingRequest(reader: MessageReader, end: number): SetTypingRequest {
  let chat: string = '';
  let typing: boolean = false;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 16:
        typing = reader.bool();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, typing };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetTypingReply(_message: SetTypingReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetTypingReply(reader: MessageReader, end: number): SetTypingReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSearchMessagesRequest(message: SearchMessagesRequest, writer: Writer): Writer {
  if (message.query !== '') writer.uint32(10).string(requireWellFormed(message.query));
  if (message.chat !== '') writer.uint32(18).string(requireWellFormed(message.chat));
  if (message.before !== 0) writer.uint32(24).uint64(requireUint(message.before, uint64Max));
  if (message.limit !== 0) writer.uint32(32).uint32(requireUint(message.limit, uint32Max));
  if (message.ledgerId !== '') writer.uint32(42).string(requireWellFormed(message.ledgerId));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSearchMessagesRequest(reader: MessageReader, end: number): SearchMessagesRequest {
  let query: string = '';
  let chat: string = '';
  let before: number = 0;
  let limit: number = 0;
  let ledgerId: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        query = reader.string();
        break;
      case 18:
        chat = reader.string();
        break;
      case 24:
        before = reader.safeUint64();
        break;
      case 32:
        limit = reader.uint32();
        break;
      case 42:
        ledgerId = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { query, chat, before, limit, ledgerId };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeFinding(message: Finding, writer: Writer): Writer {
  if (message.position !== 0) writer.uint32(8).uint64(requireUint(message.position, uint64Max));
  if (message.chat !== '') writer.uint32(18).string(requireWellFormed(message.chat));
  if (message.sender !== '') writer.uint32(26).string(requireWellFormed(message.sender));
  if (message.timeMs !== 0) writer.uint32(32).uint64(requireUint(message.timeMs, uint64Max));
  if (message.snippet !== '') writer.uint32(42).string(requireWellFormed(message.snippet));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeFinding(reader: MessageReader, end: number): Finding {
  let position: number = 0;
  let chat: string = '';
  let sender: string = '';
  let timeMs: number = 0;
  let snippet: string = '';
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
        snippet = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { position, chat, sender, timeMs, snippet };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSearchMessagesReply(message: SearchMessagesReply, writer: Writer): Writer {
  for (const item of message.findings) {
    encodeFinding(item, writer.uint32(10).fork()).ldelim();
  }
  if (message.nextBefore !== 0) writer.uint32(16).uint64(requireUint(message.nextBefore, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSearchMessagesReply(reader: MessageReader, end: number): SearchMessagesReply {
  const findings: Finding[] = [];
  let nextBefore: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        findings.push(decodeFinding(reader, reader.messageEnd()));
        break;
      case 16:
        nextBefore = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { findings, nextBefore };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeOpenTicketRequest(message: OpenTicketRequest, writer: Writer): Writer {
  if (message.subject !== '') writer.uint32(10).string(requireWellFormed(message.subject));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeOpenTicketRequest(reader: MessageReader, end: number): OpenTicketRequest {
  let subject: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        subject = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { subject };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeOpenTicketReply(message: OpenTicketReply, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.place !== 0) writer.uint32(16).uint32(requireUint(message.place, uint32Max));
  if (message.position !== 0) writer.uint32(24).uint64(requireUint(message.position, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeOpenTicketReply(reader: MessageReader, end: number): OpenTicketReply {
  let chat: string = '';
  let place: number = 0;
  let position: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 16:
        place = reader.uint32();
        break;
      case 24:
        position = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, place, position };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeNextTicketRequest(_message: NextTicketRequest, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeNextTicketRequest(reader: MessageReader, end: number): NextTicketRequest {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeTicket(message: Ticket, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.state !== '') writer.uint32(18).string(requireWellFormed(message.state));
  if (message.user !== '') writer.uint32(26).string(requireWellFormed(message.user));
  if (message.subject !== '') writer.uint32(34).string(requireWellFormed(message.subject));
  if (message.operator !== '') writer.uint32(42).string(requireWellFormed(message.operator));
  if (message.place !== 0) writer.uint32(48).uint32(requireUint(message.place, uint32Max));
  if (message.openedMs !== 0) writer.uint32(56).uint64(requireUint(message.openedMs, uint64Max));
  if (message.waitingMs !== 0) writer.uint32(64).uint64(requireUint(message.waitingMs, uint64Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeTicket(reader: MessageReader, end: number): Ticket {
  let chat: string = '';
  let state: string = '';
  let user: string = '';
  let subject: string = '';
  let operator: string = '';
  let place: number = 0;
  let openedMs: number = 0;
  let waitingMs: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        state = reader.string();
        break;
      case 26:
        user = reader.string();
        break;
      case 34:
        subject = reader.string();
        break;
      case 42:
        operator = reader.string();
        break;
      case 48:
        place = reader.uint32();
        break;
      case 56:
        openedMs = reader.safeUint64();
        break;
      case 64:
        waitingMs = reader.safeUint64();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, state, user, subject, operator, place, openedMs, waitingMs };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeNextTicketReply(message: NextTicketReply, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.user !== '') writer.uint32(18).string(requireWellFormed(message.user));
  if (message.subject !== '') writer.uint32(26).string(requireWellFormed(message.subject));
  if (message.openedMs !== 0) writer.uint32(32).uint64(requireUint(message.openedMs, uint64Max));
  if (message.waitingMs !== 0) writer.uint32(40).uint64(requireUint(message.waitingMs, uint64Max));
  if (message.queued !== 0) writer.uint32(48).uint32(requireUint(message.queued, uint32Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeNextTicketReply(reader: MessageReader, end: number): NextTicketReply {
  let chat: string = '';
  let user: string = '';
  let subject: string = '';
  let openedMs: number = 0;
  let waitingMs: number = 0;
  let queued: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        user = reader.string();
        break;
      case 26:
        subject = reader.string();
        break;
      case 32:
        openedMs = reader.safeUint64();
        break;
      case 40:
        waitingMs = reader.safeUint64();
        break;
      case 48:
        queued = reader.uint32();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, user, subject, openedMs, waitingMs, queued };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeTransferTicketRequest(message: TransferTicketRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  if (message.to !== '') writer.uint32(18).string(requireWellFormed(message.to));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeTransferTicketRequest(reader: MessageReader, end: number): TransferTicketRequest {
  let chat: string = '';
  let to: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      case 18:
        to = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat, to };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeTransferTicketReply(_message: TransferTicketReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeTransferTicketReply(reader: MessageReader, end: number): TransferTicketReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeCloseTicketRequest(message: CloseTicketRequest, writer: Writer): Writer {
  if (message.chat !== '') writer.uint32(10).string(requireWellFormed(message.chat));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCloseTicketRequest(reader: MessageReader, end: number): CloseTicketRequest {
  let chat: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        chat = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { chat };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeCloseTicketReply(_message: CloseTicketReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeCloseTicketReply(reader: MessageReader, end: number): CloseTicketReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListTicketsRequest(message: ListTicketsRequest, writer: Writer): Writer {
  if (message.pageSize !== 0) writer.uint32(8).uint32(requireUint(message.pageSize, uint32Max));
  if (message.pageToken !== '') writer.uint32(18).string(requireWellFormed(message.pageToken));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListTicketsRequest(reader: MessageReader, end: number): ListTicketsRequest {
  let pageSize: number = 0;
  let pageToken: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        pageSize = reader.uint32();
        break;
      case 18:
        pageToken = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { pageSize, pageToken };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeListTicketsReply(message: ListTicketsReply, writer: Writer): Writer {
  for (const item of message.tickets) {
    encodeTicket(item, writer.uint32(10).fork()).ldelim();
  }
  if (message.nextPageToken !== '') writer.uint32(18).string(requireWellFormed(message.nextPageToken));
  if (message.queued !== 0) writer.uint32(24).uint32(requireUint(message.queued, uint32Max));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeListTicketsReply(reader: MessageReader, end: number): ListTicketsReply {
  const tickets: Ticket[] = [];
  let nextPageToken: string = '';
  let queued: number = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        tickets.push(decodeTicket(reader, reader.messageEnd()));
        break;
      case 18:
        nextPageToken = reader.string();
        break;
      case 24:
        queued = reader.uint32();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { tickets, nextPageToken, queued };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetAccountRoleRequest(message: SetAccountRoleRequest, writer: Writer): Writer {
  if (message.name !== '') writer.uint32(10).string(requireWellFormed(message.name));
  if (message.role !== '') writer.uint32(18).string(requireWellFormed(message.role));
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetAccountRoleRequest(reader: MessageReader, end: number): SetAccountRoleRequest {
  let name: string = '';
  let role: string = '';
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 10:
        name = reader.string();
        break;
      case 18:
        role = reader.string();
        break;
      default:
        reader.skipUnknown(tag);
    }
  }
  reader.requireEnd(end);
  return { name, role };
}

/** Appends the message to the writer; values at their default take no bytes. */
export function encodeSetAccountRoleReply(_message: SetAccountRoleReply, writer: Writer): Writer {
  return writer;
}

/** Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError. */
export function decodeSetAccountRoleReply(reader: MessageReader, end: number): SetAccountRoleReply {
  while (reader.pos < end) reader.skipUnknown(reader.uint32());
  reader.requireEnd(end);
  return {};
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
    case 'createChat':
      encodeCreateChatRequest(message.request.value, writer.uint32(130).fork()).ldelim();
      break;
    case 'renameChat':
      encodeRenameChatRequest(message.request.value, writer.uint32(138).fork()).ldelim();
      break;
    case 'listChats':
      encodeListChatsRequest(message.request.value, writer.uint32(146).fork()).ldelim();
      break;
    case 'listParticipants':
      encodeListParticipantsRequest(message.request.value, writer.uint32(154).fork()).ldelim();
      break;
    case 'addParticipants':
      encodeAddParticipantsRequest(message.request.value, writer.uint32(162).fork()).ldelim();
      break;
    case 'removeParticipant':
      encodeRemoveParticipantRequest(message.request.value, writer.uint32(170).fork()).ldelim();
      break;
    case 'leaveChat':
      encodeLeaveChatRequest(message.request.value, writer.uint32(178).fork()).ldelim();
      break;
    case 'setRole':
      encodeSetRoleRequest(message.request.value, writer.uint32(186).fork()).ldelim();
      break;
    case 'markRead':
      encodeMarkReadRequest(message.request.value, writer.uint32(194).fork()).ldelim();
      break;
    case 'getReceipts':
      encodeGetReceiptsRequest(message.request.value, writer.uint32(202).fork()).ldelim();
      break;
    case 'setPresence':
      encodeSetPresenceRequest(message.request.value, writer.uint32(210).fork()).ldelim();
      break;
    case 'setTyping':
      encodeSetTypingRequest(message.request.value, writer.uint32(218).fork()).ldelim();
      break;
    case 'searchMessages':
      encodeSearchMessagesRequest(message.request.value, writer.uint32(226).fork()).ldelim();
      break;
    case 'openTicket':
      encodeOpenTicketRequest(message.request.value, writer.uint32(234).fork()).ldelim();
      break;
    case 'nextTicket':
      encodeNextTicketRequest(message.request.value, writer.uint32(242).fork()).ldelim();
      break;
    case 'transferTicket':
      encodeTransferTicketRequest(message.request.value, writer.uint32(250).fork()).ldelim();
      break;
    case 'closeTicket':
      encodeCloseTicketRequest(message.request.value, writer.uint32(258).fork()).ldelim();
      break;
    case 'listTickets':
      encodeListTicketsRequest(message.request.value, writer.uint32(266).fork()).ldelim();
      break;
    case 'setAccountRole':
      encodeSetAccountRoleRequest(message.request.value, writer.uint32(274).fork()).ldelim();
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
      case 130:
        request = { case: 'createChat', value: decodeCreateChatRequest(reader, reader.messageEnd()) };
        break;
      case 138:
        request = { case: 'renameChat', value: decodeRenameChatRequest(reader, reader.messageEnd()) };
        break;
      case 146:
        request = { case: 'listChats', value: decodeListChatsRequest(reader, reader.messageEnd()) };
        break;
      case 154:
        request = { case: 'listParticipants', value: decodeListParticipantsRequest(reader, reader.messageEnd()) };
        break;
      case 162:
        request = { case: 'addParticipants', value: decodeAddParticipantsRequest(reader, reader.messageEnd()) };
        break;
      case 170:
        request = { case: 'removeParticipant', value: decodeRemoveParticipantRequest(reader, reader.messageEnd()) };
        break;
      case 178:
        request = { case: 'leaveChat', value: decodeLeaveChatRequest(reader, reader.messageEnd()) };
        break;
      case 186:
        request = { case: 'setRole', value: decodeSetRoleRequest(reader, reader.messageEnd()) };
        break;
      case 194:
        request = { case: 'markRead', value: decodeMarkReadRequest(reader, reader.messageEnd()) };
        break;
      case 202:
        request = { case: 'getReceipts', value: decodeGetReceiptsRequest(reader, reader.messageEnd()) };
        break;
      case 210:
        request = { case: 'setPresence', value: decodeSetPresenceRequest(reader, reader.messageEnd()) };
        break;
      case 218:
        request = { case: 'setTyping', value: decodeSetTypingRequest(reader, reader.messageEnd()) };
        break;
      case 226:
        request = { case: 'searchMessages', value: decodeSearchMessagesRequest(reader, reader.messageEnd()) };
        break;
      case 234:
        request = { case: 'openTicket', value: decodeOpenTicketRequest(reader, reader.messageEnd()) };
        break;
      case 242:
        request = { case: 'nextTicket', value: decodeNextTicketRequest(reader, reader.messageEnd()) };
        break;
      case 250:
        request = { case: 'transferTicket', value: decodeTransferTicketRequest(reader, reader.messageEnd()) };
        break;
      case 258:
        request = { case: 'closeTicket', value: decodeCloseTicketRequest(reader, reader.messageEnd()) };
        break;
      case 266:
        request = { case: 'listTickets', value: decodeListTicketsRequest(reader, reader.messageEnd()) };
        break;
      case 274:
        request = { case: 'setAccountRole', value: decodeSetAccountRoleRequest(reader, reader.messageEnd()) };
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
    case 'createChat':
      encodeCreateChatReply(message.answer.value, writer.uint32(130).fork()).ldelim();
      break;
    case 'renameChat':
      encodeRenameChatReply(message.answer.value, writer.uint32(138).fork()).ldelim();
      break;
    case 'listChats':
      encodeListChatsReply(message.answer.value, writer.uint32(146).fork()).ldelim();
      break;
    case 'listParticipants':
      encodeListParticipantsReply(message.answer.value, writer.uint32(154).fork()).ldelim();
      break;
    case 'addParticipants':
      encodeAddParticipantsReply(message.answer.value, writer.uint32(162).fork()).ldelim();
      break;
    case 'removeParticipant':
      encodeRemoveParticipantReply(message.answer.value, writer.uint32(170).fork()).ldelim();
      break;
    case 'leaveChat':
      encodeLeaveChatReply(message.answer.value, writer.uint32(178).fork()).ldelim();
      break;
    case 'setRole':
      encodeSetRoleReply(message.answer.value, writer.uint32(186).fork()).ldelim();
      break;
    case 'markRead':
      encodeMarkReadReply(message.answer.value, writer.uint32(194).fork()).ldelim();
      break;
    case 'getReceipts':
      encodeGetReceiptsReply(message.answer.value, writer.uint32(202).fork()).ldelim();
      break;
    case 'setPresence':
      encodeSetPresenceReply(message.answer.value, writer.uint32(210).fork()).ldelim();
      break;
    case 'setTyping':
      encodeSetTypingReply(message.answer.value, writer.uint32(218).fork()).ldelim();
      break;
    case 'searchMessages':
      encodeSearchMessagesReply(message.answer.value, writer.uint32(226).fork()).ldelim();
      break;
    case 'openTicket':
      encodeOpenTicketReply(message.answer.value, writer.uint32(234).fork()).ldelim();
      break;
    case 'nextTicket':
      encodeNextTicketReply(message.answer.value, writer.uint32(242).fork()).ldelim();
      break;
    case 'transferTicket':
      encodeTransferTicketReply(message.answer.value, writer.uint32(250).fork()).ldelim();
      break;
    case 'closeTicket':
      encodeCloseTicketReply(message.answer.value, writer.uint32(258).fork()).ldelim();
      break;
    case 'listTickets':
      encodeListTicketsReply(message.answer.value, writer.uint32(266).fork()).ldelim();
      break;
    case 'setAccountRole':
      encodeSetAccountRoleReply(message.answer.value, writer.uint32(274).fork()).ldelim();
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
      case 130:
        answer = { case: 'createChat', value: decodeCreateChatReply(reader, reader.messageEnd()) };
        break;
      case 138:
        answer = { case: 'renameChat', value: decodeRenameChatReply(reader, reader.messageEnd()) };
        break;
      case 146:
        answer = { case: 'listChats', value: decodeListChatsReply(reader, reader.messageEnd()) };
        break;
      case 154:
        answer = { case: 'listParticipants', value: decodeListParticipantsReply(reader, reader.messageEnd()) };
        break;
      case 162:
        answer = { case: 'addParticipants', value: decodeAddParticipantsReply(reader, reader.messageEnd()) };
        break;
      case 170:
        answer = { case: 'removeParticipant', value: decodeRemoveParticipantReply(reader, reader.messageEnd()) };
        break;
      case 178:
        answer = { case: 'leaveChat', value: decodeLeaveChatReply(reader, reader.messageEnd()) };
        break;
      case 186:
        answer = { case: 'setRole', value: decodeSetRoleReply(reader, reader.messageEnd()) };
        break;
      case 194:
        answer = { case: 'markRead', value: decodeMarkReadReply(reader, reader.messageEnd()) };
        break;
      case 202:
        answer = { case: 'getReceipts', value: decodeGetReceiptsReply(reader, reader.messageEnd()) };
        break;
      case 210:
        answer = { case: 'setPresence', value: decodeSetPresenceReply(reader, reader.messageEnd()) };
        break;
      case 218:
        answer = { case: 'setTyping', value: decodeSetTypingReply(reader, reader.messageEnd()) };
        break;
      case 226:
        answer = { case: 'searchMessages', value: decodeSearchMessagesReply(reader, reader.messageEnd()) };
        break;
      case 234:
        answer = { case: 'openTicket', value: decodeOpenTicketReply(reader, reader.messageEnd()) };
        break;
      case 242:
        answer = { case: 'nextTicket', value: decodeNextTicketReply(reader, reader.messageEnd()) };
        break;
      case 250:
        answer = { case: 'transferTicket', value: decodeTransferTicketReply(reader, reader.messageEnd()) };
        break;
      case 258:
        answer = { case: 'closeTicket', value: decodeCloseTicketReply(reader, reader.messageEnd()) };
        break;
      case 266:
        answer = { case: 'listTickets', value: decodeListTicketsReply(reader, reader.messageEnd()) };
        break;
      case 274:
        answer = { case: 'setAccountRole', value: decodeSetAccountRoleReply(reader, reader.messageEnd()) };
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
  createChat: {
    encodeRequest: encodeCreateChatRequest,
    decodeRequest: decodeCreateChatRequest,
    encodeReply: encodeCreateChatReply,
    decodeReply: decodeCreateChatReply,
  },
  renameChat: {
    encodeRequest: encodeRenameChatRequest,
    decodeRequest: decodeRenameChatRequest,
    encodeReply: encodeRenameChatReply,
    decodeReply: decodeRenameChatReply,
  },
  listChats: {
    encodeRequest: encodeListChatsRequest,
    decodeRequest: decodeListChatsRequest,
    encodeReply: encodeListChatsReply,
    decodeReply: decodeListChatsReply,
  },
  listParticipants: {
    encodeRequest: encodeListParticipantsRequest,
    decodeRequest: decodeListParticipantsRequest,
    encodeReply: encodeListParticipantsReply,
    decodeReply: decodeListParticipantsReply,
  },
  addParticipants: {
    encodeRequest: encodeAddParticipantsRequest,
    decodeRequest: decodeAddParticipantsRequest,
    encodeReply: encodeAddParticipantsReply,
    decodeReply: decodeAddParticipantsReply,
  },
  removeParticipant: {
    encodeRequest: encodeRemoveParticipantRequest,
    decodeRequest: decodeRemoveParticipantRequest,
    encodeReply: encodeRemoveParticipantReply,
    decodeReply: decodeRemoveParticipantReply,
  },
  leaveChat: {
    encodeRequest: encodeLeaveChatRequest,
    decodeRequest: decodeLeaveChatRequest,
    encodeReply: encodeLeaveChatReply,
    decodeReply: decodeLeaveChatReply,
  },
  setRole: {
    encodeRequest: encodeSetRoleRequest,
    decodeRequest: decodeSetRoleRequest,
    encodeReply: encodeSetRoleReply,
    decodeReply: decodeSetRoleReply,
  },
  markRead: {
    encodeRequest: encodeMarkReadRequest,
    decodeRequest: decodeMarkReadRequest,
    encodeReply: encodeMarkReadReply,
    decodeReply: decodeMarkReadReply,
  },
  getReceipts: {
    encodeRequest: encodeGetReceiptsRequest,
    decodeRequest: decodeGetReceiptsRequest,
    encodeReply: encodeGetReceiptsReply,
    decodeReply: decodeGetReceiptsReply,
  },
  setPresence: {
    encodeRequest: encodeSetPresenceRequest,
    decodeRequest: decodeSetPresenceRequest,
    encodeReply: encodeSetPresenceReply,
    decodeReply: decodeSetPresenceReply,
  },
  setTyping: {
    encodeRequest: encodeSetTypingRequest,
    decodeRequest: decodeSetTypingRequest,
    encodeReply: encodeSetTypingReply,
    decodeReply: decodeSetTypingReply,
  },
  searchMessages: {
    encodeRequest: encodeSearchMessagesRequest,
    decodeRequest: decodeSearchMessagesRequest,
    encodeReply: encodeSearchMessagesReply,
    decodeReply: decodeSearchMessagesReply,
  },
  openTicket: {
    encodeRequest: encodeOpenTicketRequest,
    decodeRequest: decodeOpenTicketRequest,
    encodeReply: encodeOpenTicketReply,
    decodeReply: decodeOpenTicketReply,
  },
  nextTicket: {
    encodeRequest: encodeNextTicketRequest,
    decodeRequest: decodeNextTicketRequest,
    encodeReply: encodeNextTicketReply,
    decodeReply: decodeNextTicketReply,
  },
  transferTicket: {
    encodeRequest: encodeTransferTicketRequest,
    decodeRequest: decodeTransferTicketRequest,
    encodeReply: encodeTransferTicketReply,
    decodeReply: decodeTransferTicketReply,
  },
  closeTicket: {
    encodeRequest: encodeCloseTicketRequest,
    decodeRequest: decodeCloseTicketRequest,
    encodeReply: encodeCloseTicketReply,
    decodeReply: decodeCloseTicketReply,
  },
  listTickets: {
    encodeRequest: encodeListTicketsRequest,
    decodeRequest: decodeListTicketsRequest,
    encodeReply: encodeListTicketsReply,
    decodeReply: decodeListTicketsReply,
  },
  setAccountRole: {
    encodeRequest: encodeSetAccountRoleRequest,
    decodeRequest: decodeSetAccountRoleRequest,
    encodeReply: encodeSetAccountRoleReply,
    decodeReply: decodeSetAccountRoleReply,
  },
  session: {
    encodeRequest: encodeSessionRequest,
    decodeRequest: decodeSessionRequest,
    encodeReply: encodeSessionReply,
    decodeReply: decodeSessionReply,
  },
} as const;
