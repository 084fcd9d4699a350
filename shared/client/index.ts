/** What the package `duet` exports: the client, and the types and errors that it speaks in. */

export { ChatError } from '../contract/chat_error.ts';
export type {
  Account,
  AcknowledgeReply,
  AddParticipantsReply,
  Chat,
  ChatChanged,
  ChatOperationName,
  ChatOperations,
  CreateChatReply,
  ErrorCode,
  FetchReply,
  Finding,
  GetReceiptsReply,
  HistoryReply,
  LeaveChatReply,
  ListAccountsReply,
  ListChatsReply,
  ListParticipantsReply,
  ListTicketsReply,
  LoginReply,
  MarkReadReply,
  Message,
  NextTicketReply,
  OpenTicketReply,
  Participant,
  Presence,
  Receipt,
  RemoveParticipantReply,
  SearchMessagesReply,
  SendReply,
  ServerInfoReply,
  Ticket,
  TicketChanged,
  Typing,
} from '../contract/contract.generated.ts';
export type { Signal } from '../contract/core_port.ts';
export type { BackoffBounds } from './backoff.ts';
export { Client, type ClientEvents, type ClientOptions, type MessagesOptions } from './client.ts';
export { connect, defaultPorts, type Transport, transports } from './connect.ts';
export type { MessageStream } from './message_stream.ts';
export type { HistoryPage, ListPage, SearchPage, SendOptions } from './typed_calls.ts';
