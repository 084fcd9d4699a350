/** Every message of the contract as the fields of a frame. Generated from shared/contract/chat.proto by `npm run generate`; not to be edited. */

import type {
  Account,
  AcknowledgeReply,
  AcknowledgeRequest,
  AddParticipantsReply,
  AddParticipantsRequest,
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
  HelloReply,
  HelloRequest,
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
  PingReply,
  PingRequest,
  Presence,
  Receipt,
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
  SetAccountRoleReply,
  SetAccountRoleRequest,
  SetPresenceReply,
  SetPresenceRequest,
  SetRoleReply,
  SetRoleRequest,
  SetTypingReply,
  SetTypingRequest,
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
import { uint32Max, uint64Max } from '../shared/contract/scalars.ts';
import { type FieldReader, flagField, numberField, optionalNumberField, rowsField, textField } from './fields.ts';

/** The fields of a Message, each behind its TAB. */
export function encodeMessage(message: Message): string {
  return (
    numberField(message.position, uint64Max) +
    textField(message.chat) +
    textField(message.sender) +
    numberField(message.timeMs, uint64Max) +
    textField(message.body)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeMessage(fields: FieldReader): Message {
  return {
    position: fields.number(uint64Max),
    chat: fields.text(),
    sender: fields.text(),
    timeMs: fields.number(uint64Max),
    body: fields.text(),
  };
}

/** The fields of a Account, each behind its TAB. */
export function encodeAccount(message: Account): string {
  return (
    textField(message.name) +
    textField(message.fullName) +
    flagField(message.online) +
    textField(message.role) +
    numberField(message.lastSeenMs, uint64Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeAccount(fields: FieldReader): Account {
  return {
    name: fields.text(),
    fullName: fields.text(),
    online: fields.flag(),
    role: fields.text(),
    lastSeenMs: fields.number(uint64Max),
  };
}

/** The fields of a Limit, each behind its TAB. */
export function encodeLimit(message: Limit): string {
  return textField(message.name) + numberField(message.value, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeLimit(fields: FieldReader): Limit {
  return {
    name: fields.text(),
    value: fields.number(uint64Max),
  };
}

/** The fields of a CreateAccountRequest, each behind its TAB. */
export function encodeCreateAccountRequest(message: CreateAccountRequest): string {
  return textField(message.name) + textField(message.password) + textField(message.fullName);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeCreateAccountRequest(fields: FieldReader): CreateAccountRequest {
  return {
    name: fields.text(),
    password: fields.text(),
    fullName: fields.text(),
  };
}

/** The fields of a CreateAccountReply, each behind its TAB. */
export function encodeCreateAccountReply(message: CreateAccountReply): string {
  return (
    textField(message.token) +
    numberField(message.expiresAtMs, uint64Max) +
    textField(message.account) +
    textField(message.ledgerId) +
    numberField(message.acknowledgedPosition, uint64Max) +
    textField(message.role)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeCreateAccountReply(fields: FieldReader): CreateAccountReply {
  return {
    token: fields.text(),
    expiresAtMs: fields.number(uint64Max),
    account: fields.text(),
    ledgerId: fields.text(),
    acknowledgedPosition: fields.number(uint64Max),
    role: fields.text(),
  };
}

/** The fields of a LoginRequest, each behind its TAB. */
export function encodeLoginRequest(message: LoginRequest): string {
  return textField(message.name) + textField(message.password);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeLoginRequest(fields: FieldReader): LoginRequest {
  return {
    name: fields.text(),
    password: fields.text(),
  };
}

/** The fields of a LoginReply, each behind its TAB. */
export function encodeLoginReply(message: LoginReply): string {
  return (
    textField(message.token) +
    numberField(message.expiresAtMs, uint64Max) +
    textField(message.account) +
    textField(message.ledgerId) +
    numberField(message.acknowledgedPosition, uint64Max) +
    textField(message.role)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeLoginReply(fields: FieldReader): LoginReply {
  return {
    token: fields.text(),
    expiresAtMs: fields.number(uint64Max),
    account: fields.text(),
    ledgerId: fields.text(),
    acknowledgedPosition: fields.number(uint64Max),
    role: fields.text(),
  };
}

/** The fields of a LogoutRequest, each behind its TAB. */
export function encodeLogoutRequest(_message: LogoutRequest): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeLogoutRequest(_fields: FieldReader): LogoutRequest {
  return {};
}

/** The fields of a LogoutReply, each behind its TAB. */
export function encodeLogoutReply(_message: LogoutReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeLogoutReply(_fields: FieldReader): LogoutReply {
  return {};
}

/** The fields of a ChangePasswordRequest, each behind its TAB. */
export function encodeChangePasswordRequest(message: ChangePasswordRequest): string {
  return textField(message.oldPassword) + textField(message.newPassword);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeChangePasswordRequest(fields: FieldReader): ChangePasswordRequest {
  return {
    oldPassword: fields.text(),
    newPassword: fields.text(),
  };
}

/** The fields of a ChangePasswordReply, each behind its TAB. */
export function encodeChangePasswordReply(_message: ChangePasswordReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeChangePasswordReply(_fields: FieldReader): ChangePasswordReply {
  return {};
}

/** The fields of a DeleteAccountRequest, each behind its TAB. */
export function encodeDeleteAccountRequest(message: DeleteAccountRequest): string {
  return textField(message.password);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeDeleteAccountRequest(fields: FieldReader): DeleteAccountRequest {
  return {
    password: fields.text(),
  };
}

/** The fields of a DeleteAccountReply, each behind its TAB. */
export function encodeDeleteAccountReply(_message: DeleteAccountReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeDeleteAccountReply(_fields: FieldReader): DeleteAccountReply {
  return {};
}

/** The fields of a ListAccountsRequest, each behind its TAB. */
export function encodeListAccountsRequest(message: ListAccountsRequest): string {
  return textField(message.pattern) + numberField(message.pageSize, uint32Max) + textField(message.pageToken);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListAccountsRequest(fields: FieldReader): ListAccountsRequest {
  return {
    pattern: fields.text(),
    pageSize: fields.number(uint32Max),
    pageToken: fields.text(),
  };
}

/** The fields of a ListAccountsReply, each behind its TAB. */
export function encodeListAccountsReply(message: ListAccountsReply): string {
  return rowsField(message.accounts, 5, encodeAccount) + textField(message.nextPageToken);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListAccountsReply(fields: FieldReader): ListAccountsReply {
  return {
    accounts: fields.rows(decodeAccount),
    nextPageToken: fields.text(),
  };
}

/** The fields of a SendRequest, each behind its TAB. */
export function encodeSendRequest(message: SendRequest): string {
  return textField(message.to) + textField(message.body) + textField(message.key) + textField(message.chat);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSendRequest(fields: FieldReader): SendRequest {
  return {
    to: fields.text(),
    body: fields.text(),
    key: fields.text(),
    chat: fields.text(),
  };
}

/** The fields of a SendReply, each behind its TAB. */
export function encodeSendReply(message: SendReply): string {
  return numberField(message.position, uint64Max) + numberField(message.timeMs, uint64Max) + textField(message.chat);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSendReply(fields: FieldReader): SendReply {
  return {
    position: fields.number(uint64Max),
    timeMs: fields.number(uint64Max),
    chat: fields.text(),
  };
}

/** The fields of a FetchRequest, each behind its TAB. */
export function encodeFetchRequest(message: FetchRequest): string {
  return (
    optionalNumberField(message.after, uint64Max) + numberField(message.limit, uint32Max) + textField(message.ledgerId)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeFetchRequest(fields: FieldReader): FetchRequest {
  return {
    after: fields.optionalNumber(uint64Max),
    limit: fields.number(uint32Max),
    ledgerId: fields.text(),
  };
}

/** The fields of a FetchReply, each behind its TAB. */
export function encodeFetchReply(message: FetchReply): string {
  return rowsField(message.messages, 5, encodeMessage) + flagField(message.more);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeFetchReply(fields: FieldReader): FetchReply {
  return {
    messages: fields.rows(decodeMessage),
    more: fields.flag(),
  };
}

/** The fields of a AcknowledgeRequest, each behind its TAB. */
export function encodeAcknowledgeRequest(message: AcknowledgeRequest): string {
  return numberField(message.position, uint64Max) + textField(message.ledgerId);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeAcknowledgeRequest(fields: FieldReader): AcknowledgeRequest {
  return {
    position: fields.number(uint64Max),
    ledgerId: fields.text(),
  };
}

/** The fields of a AcknowledgeReply, each behind its TAB. */
export function encodeAcknowledgeReply(message: AcknowledgeReply): string {
  return numberField(message.acknowledgedPosition, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeAcknowledgeReply(fields: FieldReader): AcknowledgeReply {
  return {
    acknowledgedPosition: fields.number(uint64Max),
  };
}

/** The fields of a SubscribeRequest, each behind its TAB. */
export function encodeSubscribeRequest(message: SubscribeRequest): string {
  return (
    optionalNumberField(message.after, uint64Max) +
    textField(message.ledgerId) +
    rowsField(message.signals, 1, (item) => textField(item))
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSubscribeRequest(fields: FieldReader): SubscribeRequest {
  return {
    after: fields.optionalNumber(uint64Max),
    ledgerId: fields.text(),
    signals: fields.rows((row) => row.text()),
  };
}

/** The fields of a SubscriptionClosed, each behind its TAB. */
export function encodeSubscriptionClosed(message: SubscriptionClosed): string {
  return (
    textField(message.code) +
    numberField(message.position, uint64Max) +
    textField(message.ledgerId) +
    textField(message.message)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSubscriptionClosed(fields: FieldReader): SubscriptionClosed {
  return {
    code: fields.text(),
    position: fields.number(uint64Max),
    ledgerId: fields.text(),
    message: fields.text(),
  };
}

/** The fields of a ChatChanged, each behind its TAB. */
export function encodeChatChanged(message: ChatChanged): string {
  return (
    textField(message.chat) +
    textField(message.kind) +
    textField(message.title) +
    textField(message.change) +
    numberField(message.position, uint64Max) +
    rowsField(message.accounts, 1, (item) => textField(item)) +
    numberField(message.participants, uint32Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeChatChanged(fields: FieldReader): ChatChanged {
  return {
    chat: fields.text(),
    kind: fields.text(),
    title: fields.text(),
    change: fields.text(),
    position: fields.number(uint64Max),
    accounts: fields.rows((row) => row.text()),
    participants: fields.number(uint32Max),
  };
}

/** The fields of a Receipt, each behind its TAB. */
export function encodeReceipt(message: Receipt): string {
  return (
    textField(message.chat) +
    numberField(message.position, uint64Max) +
    numberField(message.delivered, uint32Max) +
    numberField(message.read, uint32Max) +
    numberField(message.others, uint32Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeReceipt(fields: FieldReader): Receipt {
  return {
    chat: fields.text(),
    position: fields.number(uint64Max),
    delivered: fields.number(uint32Max),
    read: fields.number(uint32Max),
    others: fields.number(uint32Max),
  };
}

/** The fields of a Presence, each behind its TAB. */
export function encodePresence(message: Presence): string {
  return textField(message.account) + flagField(message.online) + numberField(message.lastSeenMs, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodePresence(fields: FieldReader): Presence {
  return {
    account: fields.text(),
    online: fields.flag(),
    lastSeenMs: fields.number(uint64Max),
  };
}

/** The fields of a Typing, each behind its TAB. */
export function encodeTyping(message: Typing): string {
  return textField(message.chat) + textField(message.account) + flagField(message.typing);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeTyping(fields: FieldReader): Typing {
  return {
    chat: fields.text(),
    account: fields.text(),
    typing: fields.flag(),
  };
}

/** The fields of a TicketChanged, each behind its TAB. */
export function encodeTicketChanged(message: TicketChanged): string {
  return (
    textField(message.chat) +
    textField(message.state) +
    textField(message.user) +
    textField(message.subject) +
    textField(message.operator) +
    numberField(message.place, uint32Max) +
    numberField(message.openedMs, uint64Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeTicketChanged(fields: FieldReader): TicketChanged {
  return {
    chat: fields.text(),
    state: fields.text(),
    user: fields.text(),
    subject: fields.text(),
    operator: fields.text(),
    place: fields.number(uint32Max),
    openedMs: fields.number(uint64Max),
  };
}

/** The fields of a HistoryRequest, each behind its TAB. */
export function encodeHistoryRequest(message: HistoryRequest): string {
  return (
    textField(message.chat) +
    numberField(message.before, uint64Max) +
    numberField(message.limit, uint32Max) +
    textField(message.ledgerId) +
    optionalNumberField(message.after, uint64Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeHistoryRequest(fields: FieldReader): HistoryRequest {
  return {
    chat: fields.text(),
    before: fields.number(uint64Max),
    limit: fields.number(uint32Max),
    ledgerId: fields.text(),
    after: fields.optionalNumber(uint64Max),
  };
}

/** The fields of a HistoryReply, each behind its TAB. */
export function encodeHistoryReply(message: HistoryReply): string {
  return rowsField(message.messages, 5, encodeMessage) + flagField(message.more);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeHistoryReply(fields: FieldReader): HistoryReply {
  return {
    messages: fields.rows(decodeMessage),
    more: fields.flag(),
  };
}

/** The fields of a CreateChatRequest, each behind its TAB. */
export function encodeCreateChatRequest(message: CreateChatRequest): string {
  return textField(message.title) + rowsField(message.participants, 1, (item) => textField(item));
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeCreateChatRequest(fields: FieldReader): CreateChatRequest {
  return {
    title: fields.text(),
    participants: fields.rows((row) => row.text()),
  };
}

/** The fields of a CreateChatReply, each behind its TAB. */
export function encodeCreateChatReply(message: CreateChatReply): string {
  return textField(message.chat) + numberField(message.position, uint64Max) + numberField(message.timeMs, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeCreateChatReply(fields: FieldReader): CreateChatReply {
  return {
    chat: fields.text(),
    position: fields.number(uint64Max),
    timeMs: fields.number(uint64Max),
  };
}

/** The fields of a RenameChatRequest, each behind its TAB. */
export function encodeRenameChatRequest(message: RenameChatRequest): string {
  return textField(message.chat) + textField(message.title);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeRenameChatRequest(fields: FieldReader): RenameChatRequest {
  return {
    chat: fields.text(),
    title: fields.text(),
  };
}

/** The fields of a RenameChatReply, each behind its TAB. */
export function encodeRenameChatReply(message: RenameChatReply): string {
  return numberField(message.position, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeRenameChatReply(fields: FieldReader): RenameChatReply {
  return {
    position: fields.number(uint64Max),
  };
}

/** The fields of a Chat, each behind its TAB. */
export function encodeChat(message: Chat): string {
  return (
    textField(message.chat) +
    textField(message.kind) +
    textField(message.title) +
    numberField(message.lastPosition, uint64Max) +
    numberField(message.unread, uint32Max) +
    textField(message.role) +
    numberField(message.participants, uint32Max) +
    textField(message.others) +
    numberField(message.readPosition, uint64Max) +
    numberField(message.createdMs, uint64Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeChat(fields: FieldReader): Chat {
  return {
    chat: fields.text(),
    kind: fields.text(),
    title: fields.text(),
    lastPosition: fields.number(uint64Max),
    unread: fields.number(uint32Max),
    role: fields.text(),
    participants: fields.number(uint32Max),
    others: fields.text(),
    readPosition: fields.number(uint64Max),
    createdMs: fields.number(uint64Max),
  };
}

/** The fields of a ListChatsRequest, each behind its TAB. */
export function encodeListChatsRequest(message: ListChatsRequest): string {
  return numberField(message.pageSize, uint32Max) + textField(message.pageToken);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListChatsRequest(fields: FieldReader): ListChatsRequest {
  return {
    pageSize: fields.number(uint32Max),
    pageToken: fields.text(),
  };
}

/** The fields of a ListChatsReply, each behind its TAB. */
export function encodeListChatsReply(message: ListChatsReply): string {
  return rowsField(message.chats, 10, encodeChat) + textField(message.nextPageToken);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListChatsReply(fields: FieldReader): ListChatsReply {
  return {
    chats: fields.rows(decodeChat),
    nextPageToken: fields.text(),
  };
}

/** The fields of a Participant, each behind its TAB. */
export function encodeParticipant(message: Participant): string {
  return (
    textField(message.name) +
    textField(message.fullName) +
    textField(message.role) +
    numberField(message.joinedPosition, uint64Max) +
    flagField(message.online) +
    numberField(message.lastSeenMs, uint64Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeParticipant(fields: FieldReader): Participant {
  return {
    name: fields.text(),
    fullName: fields.text(),
    role: fields.text(),
    joinedPosition: fields.number(uint64Max),
    online: fields.flag(),
    lastSeenMs: fields.number(uint64Max),
  };
}

/** The fields of a ListParticipantsRequest, each behind its TAB. */
export function encodeListParticipantsRequest(message: ListParticipantsRequest): string {
  return textField(message.chat) + numberField(message.pageSize, uint32Max) + textField(message.pageToken);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListParticipantsRequest(fields: FieldReader): ListParticipantsRequest {
  return {
    chat: fields.text(),
    pageSize: fields.number(uint32Max),
    pageToken: fields.text(),
  };
}

/** The fields of a ListParticipantsReply, each behind its TAB. */
export function encodeListParticipantsReply(message: ListParticipantsReply): string {
  return rowsField(message.participants, 6, encodeParticipant) + textField(message.nextPageToken);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListParticipantsReply(fields: FieldReader): ListParticipantsReply {
  return {
    participants: fields.rows(decodeParticipant),
    nextPageToken: fields.text(),
  };
}

/** The fields of a AddParticipantsRequest, each behind its TAB. */
export function encodeAddParticipantsRequest(message: AddParticipantsRequest): string {
  return (
    textField(message.chat) + rowsField(message.accounts, 1, (item) => textField(item)) + flagField(message.withHistory)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeAddParticipantsRequest(fields: FieldReader): AddParticipantsRequest {
  return {
    chat: fields.text(),
    accounts: fields.rows((row) => row.text()),
    withHistory: fields.flag(),
  };
}

/** The fields of a AddParticipantsReply, each behind its TAB. */
export function encodeAddParticipantsReply(message: AddParticipantsReply): string {
  return numberField(message.position, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeAddParticipantsReply(fields: FieldReader): AddParticipantsReply {
  return {
    position: fields.number(uint64Max),
  };
}

/** The fields of a RemoveParticipantRequest, each behind its TAB. */
export function encodeRemoveParticipantRequest(message: RemoveParticipantRequest): string {
  return textField(message.chat) + textField(message.account);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeRemoveParticipantRequest(fields: FieldReader): RemoveParticipantRequest {
  return {
    chat: fields.text(),
    account: fields.text(),
  };
}

/** The fields of a RemoveParticipantReply, each behind its TAB. */
export function encodeRemoveParticipantReply(message: RemoveParticipantReply): string {
  return numberField(message.position, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeRemoveParticipantReply(fields: FieldReader): RemoveParticipantReply {
  return {
    position: fields.number(uint64Max),
  };
}

/** The fields of a LeaveChatRequest, each behind its TAB. */
export function encodeLeaveChatRequest(message: LeaveChatRequest): string {
  return textField(message.chat);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeLeaveChatRequest(fields: FieldReader): LeaveChatRequest {
  return {
    chat: fields.text(),
  };
}

/** The fields of a LeaveChatReply, each behind its TAB. */
export function encodeLeaveChatReply(message: LeaveChatReply): string {
  return numberField(message.position, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeLeaveChatReply(fields: FieldReader): LeaveChatReply {
  return {
    position: fields.number(uint64Max),
  };
}

/** The fields of a SetRoleRequest, each behind its TAB. */
export function encodeSetRoleRequest(message: SetRoleRequest): string {
  return textField(message.chat) + textField(message.account) + textField(message.role);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetRoleRequest(fields: FieldReader): SetRoleRequest {
  return {
    chat: fields.text(),
    account: fields.text(),
    role: fields.text(),
  };
}

/** The fields of a SetRoleReply, each behind its TAB. */
export function encodeSetRoleReply(_message: SetRoleReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetRoleReply(_fields: FieldReader): SetRoleReply {
  return {};
}

/** The fields of a MarkReadRequest, each behind its TAB. */
export function encodeMarkReadRequest(message: MarkReadRequest): string {
  return textField(message.chat) + numberField(message.position, uint64Max) + textField(message.ledgerId);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeMarkReadRequest(fields: FieldReader): MarkReadRequest {
  return {
    chat: fields.text(),
    position: fields.number(uint64Max),
    ledgerId: fields.text(),
  };
}

/** The fields of a MarkReadReply, each behind its TAB. */
export function encodeMarkReadReply(message: MarkReadReply): string {
  return numberField(message.readPosition, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeMarkReadReply(fields: FieldReader): MarkReadReply {
  return {
    readPosition: fields.number(uint64Max),
  };
}

/** The fields of a GetReceiptsRequest, each behind its TAB. */
export function encodeGetReceiptsRequest(message: GetReceiptsRequest): string {
  return textField(message.chat) + numberField(message.position, uint64Max) + textField(message.ledgerId);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeGetReceiptsRequest(fields: FieldReader): GetReceiptsRequest {
  return {
    chat: fields.text(),
    position: fields.number(uint64Max),
    ledgerId: fields.text(),
  };
}

/** The fields of a GetReceiptsReply, each behind its TAB. */
export function encodeGetReceiptsReply(message: GetReceiptsReply): string {
  return (
    numberField(message.delivered, uint32Max) +
    numberField(message.read, uint32Max) +
    numberField(message.others, uint32Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeGetReceiptsReply(fields: FieldReader): GetReceiptsReply {
  return {
    delivered: fields.number(uint32Max),
    read: fields.number(uint32Max),
    others: fields.number(uint32Max),
  };
}

/** The fields of a SetPresenceRequest, each behind its TAB. */
export function encodeSetPresenceRequest(message: SetPresenceRequest): string {
  return flagField(message.hidden);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetPresenceRequest(fields: FieldReader): SetPresenceRequest {
  return {
    hidden: fields.flag(),
  };
}

/** The fields of a SetPresenceReply, each behind its TAB. */
export function encodeSetPresenceReply(_message: SetPresenceReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetPresenceReply(_fields: FieldReader): SetPresenceReply {
  return {};
}

/** The fields of a SetTypingRequest, each behind its TAB. */
export function encodeSetTypingRequest(message: SetTypingRequest): string {
  return textField(message.chat) + flagField(message.typing);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetTypingRequest(fields: FieldReader): SetTypingRequest {
  return {
    chat: fields.text(),
    typing: fields.flag(),
  };
}

/** The fields of a SetTypingReply, each behind its TAB. */
export function encodeSetTypingReply(_message: SetTypingReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetTypingReply(_fields: FieldReader): SetTypingReply {
  return {};
}

/** The fields of a SearchMessagesRequest, each behind its TAB. */
export function encodeSearchMessagesRequest(message: SearchMessagesRequest): string {
  return (
    textField(message.query) +
    textField(message.chat) +
    numberField(message.before, uint64Max) +
    numberField(message.limit, uint32Max) +
    textField(message.ledgerId)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSearchMessagesRequest(fields: FieldReader): SearchMessagesRequest {
  return {
    query: fields.text(),
    chat: fields.text(),
    before: fields.number(uint64Max),
    limit: fields.number(uint32Max),
    ledgerId: fields.text(),
  };
}

/** The fields of a Finding, each behind its TAB. */
export function encodeFinding(message: Finding): string {
  return (
    numberField(message.position, uint64Max) +
    textField(message.chat) +
    textField(message.sender) +
    numberField(message.timeMs, uint64Max) +
    textField(message.snippet)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeFinding(fields: FieldReader): Finding {
  return {
    position: fields.number(uint64Max),
    chat: fields.text(),
    sender: fields.text(),
    timeMs: fields.number(uint64Max),
    snippet: fields.text(),
  };
}

/** The fields of a SearchMessagesReply, each behind its TAB. */
export function encodeSearchMessagesReply(message: SearchMessagesReply): string {
  return rowsField(message.findings, 5, encodeFinding) + numberField(message.nextBefore, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSearchMessagesReply(fields: FieldReader): SearchMessagesReply {
  return {
    findings: fields.rows(decodeFinding),
    nextBefore: fields.number(uint64Max),
  };
}

/** The fields of a OpenTicketRequest, each behind its TAB. */
export function encodeOpenTicketRequest(message: OpenTicketRequest): string {
  return textField(message.subject);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeOpenTicketRequest(fields: FieldReader): OpenTicketRequest {
  return {
    subject: fields.text(),
  };
}

/** The fields of a OpenTicketReply, each behind its TAB. */
export function encodeOpenTicketReply(message: OpenTicketReply): string {
  return textField(message.chat) + numberField(message.place, uint32Max) + numberField(message.position, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeOpenTicketReply(fields: FieldReader): OpenTicketReply {
  return {
    chat: fields.text(),
    place: fields.number(uint32Max),
    position: fields.number(uint64Max),
  };
}

/** The fields of a NextTicketRequest, each behind its TAB. */
export function encodeNextTicketRequest(_message: NextTicketRequest): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeNextTicketRequest(_fields: FieldReader): NextTicketRequest {
  return {};
}

/** The fields of a Ticket, each behind its TAB. */
export function encodeTicket(message: Ticket): string {
  return (
    textField(message.chat) +
    textField(message.state) +
    textField(message.user) +
    textField(message.subject) +
    textField(message.operator) +
    numberField(message.place, uint32Max) +
    numberField(message.openedMs, uint64Max) +
    numberField(message.waitingMs, uint64Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeTicket(fields: FieldReader): Ticket {
  return {
    chat: fields.text(),
    state: fields.text(),
    user: fields.text(),
    subject: fields.text(),
    operator: fields.text(),
    place: fields.number(uint32Max),
    openedMs: fields.number(uint64Max),
    waitingMs: fields.number(uint64Max),
  };
}

/** The fields of a NextTicketReply, each behind its TAB. */
export function encodeNextTicketReply(message: NextTicketReply): string {
  return (
    textField(message.chat) +
    textField(message.user) +
    textField(message.subject) +
    numberField(message.openedMs, uint64Max) +
    numberField(message.waitingMs, uint64Max) +
    numberField(message.queued, uint32Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeNextTicketReply(fields: FieldReader): NextTicketReply {
  return {
    chat: fields.text(),
    user: fields.text(),
    subject: fields.text(),
    openedMs: fields.number(uint64Max),
    waitingMs: fields.number(uint64Max),
    queued: fields.number(uint32Max),
  };
}

/** The fields of a TransferTicketRequest, each behind its TAB. */
export function encodeTransferTicketRequest(message: TransferTicketRequest): string {
  return textField(message.chat) + textField(message.to);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeTransferTicketRequest(fields: FieldReader): TransferTicketRequest {
  return {
    chat: fields.text(),
    to: fields.text(),
  };
}

/** The fields of a TransferTicketReply, each behind its TAB. */
export function encodeTransferTicketReply(_message: TransferTicketReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeTransferTicketReply(_fields: FieldReader): TransferTicketReply {
  return {};
}

/** The fields of a CloseTicketRequest, each behind its TAB. */
export function encodeCloseTicketRequest(message: CloseTicketRequest): string {
  return textField(message.chat);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeCloseTicketRequest(fields: FieldReader): CloseTicketRequest {
  return {
    chat: fields.text(),
  };
}

/** The fields of a CloseTicketReply, each behind its TAB. */
export function encodeCloseTicketReply(_message: CloseTicketReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeCloseTicketReply(_fields: FieldReader): CloseTicketReply {
  return {};
}

/** The fields of a ListTicketsRequest, each behind its TAB. */
export function encodeListTicketsRequest(message: ListTicketsRequest): string {
  return numberField(message.pageSize, uint32Max) + textField(message.pageToken);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListTicketsRequest(fields: FieldReader): ListTicketsRequest {
  return {
    pageSize: fields.number(uint32Max),
    pageToken: fields.text(),
  };
}

/** The fields of a ListTicketsReply, each behind its TAB. */
export function encodeListTicketsReply(message: ListTicketsReply): string {
  return (
    rowsField(message.tickets, 8, encodeTicket) +
    textField(message.nextPageToken) +
    numberField(message.queued, uint32Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeListTicketsReply(fields: FieldReader): ListTicketsReply {
  return {
    tickets: fields.rows(decodeTicket),
    nextPageToken: fields.text(),
    queued: fields.number(uint32Max),
  };
}

/** The fields of a SetAccountRoleRequest, each behind its TAB. */
export function encodeSetAccountRoleRequest(message: SetAccountRoleRequest): string {
  return textField(message.name) + textField(message.role);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetAccountRoleRequest(fields: FieldReader): SetAccountRoleRequest {
  return {
    name: fields.text(),
    role: fields.text(),
  };
}

/** The fields of a SetAccountRoleReply, each behind its TAB. */
export function encodeSetAccountRoleReply(_message: SetAccountRoleReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSetAccountRoleReply(_fields: FieldReader): SetAccountRoleReply {
  return {};
}

/** The fields of a ServerInfoRequest, each behind its TAB. */
export function encodeServerInfoRequest(_message: ServerInfoRequest): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeServerInfoRequest(_fields: FieldReader): ServerInfoRequest {
  return {};
}

/** The fields of a ServerInfoReply, each behind its TAB. */
export function encodeServerInfoReply(message: ServerInfoReply): string {
  return (
    textField(message.version) +
    numberField(message.contractVersion, uint32Max) +
    textField(message.ledgerId) +
    numberField(message.uptimeMs, uint64Max) +
    rowsField(message.limits, 2, encodeLimit)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeServerInfoReply(fields: FieldReader): ServerInfoReply {
  return {
    version: fields.text(),
    contractVersion: fields.number(uint32Max),
    ledgerId: fields.text(),
    uptimeMs: fields.number(uint64Max),
    limits: fields.rows(decodeLimit),
  };
}

/** The fields of a HelloRequest, each behind its TAB. */
export function encodeHelloRequest(message: HelloRequest): string {
  return (
    numberField(message.versionMin, uint32Max) +
    numberField(message.versionMax, uint32Max) +
    textField(message.client) +
    rowsField(message.features, 1, (item) => textField(item))
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeHelloRequest(fields: FieldReader): HelloRequest {
  return {
    versionMin: fields.number(uint32Max),
    versionMax: fields.number(uint32Max),
    client: fields.text(),
    features: fields.rows((row) => row.text()),
  };
}

/** The fields of a HelloReply, each behind its TAB. */
export function encodeHelloReply(message: HelloReply): string {
  return (
    numberField(message.version, uint32Max) +
    rowsField(message.features, 1, (item) => textField(item)) +
    textField(message.server) +
    rowsField(message.limits, 2, encodeLimit) +
    numberField(message.heartbeatMs, uint32Max)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeHelloReply(fields: FieldReader): HelloReply {
  return {
    version: fields.number(uint32Max),
    features: fields.rows((row) => row.text()),
    server: fields.text(),
    limits: fields.rows(decodeLimit),
    heartbeatMs: fields.number(uint32Max),
  };
}

/** The fields of a PingRequest, each behind its TAB. */
export function encodePingRequest(_message: PingRequest): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodePingRequest(_fields: FieldReader): PingRequest {
  return {};
}

/** The fields of a PingReply, each behind its TAB. */
export function encodePingReply(_message: PingReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodePingReply(_fields: FieldReader): PingReply {
  return {};
}

/** The fields of a UnsubscribeRequest, each behind its TAB. */
export function encodeUnsubscribeRequest(message: UnsubscribeRequest): string {
  return numberField(message.subscriptionId, uint64Max);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeUnsubscribeRequest(fields: FieldReader): UnsubscribeRequest {
  return {
    subscriptionId: fields.number(uint64Max),
  };
}

/** The fields of a UnsubscribeReply, each behind its TAB. */
export function encodeUnsubscribeReply(_message: UnsubscribeReply): string {
  return '';
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeUnsubscribeReply(_fields: FieldReader): UnsubscribeReply {
  return {};
}

/** The codecs of each operation that has one reply. */
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
  hello: {
    encodeRequest: encodeHelloRequest,
    decodeRequest: decodeHelloRequest,
    encodeReply: encodeHelloReply,
    decodeReply: decodeHelloReply,
  },
  ping: {
    encodeRequest: encodePingRequest,
    decodeRequest: decodePingRequest,
    encodeReply: encodePingReply,
    decodeReply: decodePingReply,
  },
  unsubscribe: {
    encodeRequest: encodeUnsubscribeRequest,
    decodeRequest: decodeUnsubscribeRequest,
    encodeReply: encodeUnsubscribeReply,
    decodeReply: decodeUnsubscribeReply,
  },
} as const;
