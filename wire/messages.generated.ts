/** Every message of the contract as the fields of a frame. Generated from shared/contract/chat.proto by `npm run generate`; not to be edited. */

import type {
  Account,
  AcknowledgeReply,
  AcknowledgeRequest,
  ChangePasswordReply,
  ChangePasswordRequest,
  CreateAccountReply,
  CreateAccountRequest,
  DeleteAccountReply,
  DeleteAccountRequest,
  FetchReply,
  FetchRequest,
  HelloReply,
  HelloRequest,
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
  PingReply,
  PingRequest,
  SendReply,
  SendRequest,
  ServerInfoReply,
  ServerInfoRequest,
  SubscribeRequest,
  SubscriptionClosed,
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
  return textField(message.name) + textField(message.fullName) + flagField(message.online);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeAccount(fields: FieldReader): Account {
  return {
    name: fields.text(),
    fullName: fields.text(),
    online: fields.flag(),
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
    numberField(message.acknowledgedPosition, uint64Max)
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
    numberField(message.acknowledgedPosition, uint64Max)
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
  return rowsField(message.accounts, 3, encodeAccount) + textField(message.nextPageToken);
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
  return textField(message.to) + textField(message.body) + textField(message.key);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSendRequest(fields: FieldReader): SendRequest {
  return {
    to: fields.text(),
    body: fields.text(),
    key: fields.text(),
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
  return optionalNumberField(message.after, uint64Max) + textField(message.ledgerId);
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeSubscribeRequest(fields: FieldReader): SubscribeRequest {
  return {
    after: fields.optionalNumber(uint64Max),
    ledgerId: fields.text(),
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

/** The fields of a HistoryRequest, each behind its TAB. */
export function encodeHistoryRequest(message: HistoryRequest): string {
  return (
    textField(message.chat) +
    numberField(message.before, uint64Max) +
    numberField(message.limit, uint32Max) +
    textField(message.ledgerId)
  );
}

/** Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults. */
export function decodeHistoryRequest(fields: FieldReader): HistoryRequest {
  return {
    chat: fields.text(),
    before: fields.number(uint64Max),
    limit: fields.number(uint32Max),
    ledgerId: fields.text(),
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
