/** What the package `duet` exports: the client, and the types and errors that it speaks in. */

export { ChatError } from '../contract/chat_error.ts';
export type {
  Account,
  AcknowledgeReply,
  ChatOperationName,
  ChatOperations,
  ErrorCode,
  FetchReply,
  HistoryReply,
  ListAccountsReply,
  LoginReply,
  Message,
  SendReply,
  ServerInfoReply,
} from '../contract/contract.generated.ts';
export type { BackoffBounds } from './backoff.ts';
export { Client, type ClientEvents, type ClientOptions } from './client.ts';
export { connect, defaultPorts, type Transport, transports } from './connect.ts';
export type { MessageStream } from './message_stream.ts';
