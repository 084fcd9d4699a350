/** The contract as TypeScript: message types, operations, field lists and error codes. Generated from shared/contract/chat.proto by `npm run generate`; not to be edited. */

/** A message as every participant of its chat sees it. */
export interface Message {
  /** Its place in the order of the ledger; also its id. */
  readonly position: number;
  /** The chat's id. */
  readonly chat: string;
  /** The sender's account name at the time of sending. */
  readonly sender: string;
  /** Milliseconds since 1970-01-01T00:00:00Z, by the server's clock. */
  readonly timeMs: number;
  /** The text. */
  readonly body: string;
}

/** An account as others see it. */
export interface Account {
  /** Unique among the accounts that exist. */
  readonly name: string;
  /** For people; may be empty. */
  readonly fullName: string;
  /** Whether a subscriber of the account is connected. */
  readonly online: boolean;
}

/** One bound of the server. */
export interface Limit {
  /** Its name, with the unit last, as on the server's command line. */
  readonly name: string;
  /** Its value, in that unit. */
  readonly value: number;
}

/** Asks for a new account. */
export interface CreateAccountRequest {
  /** 2 to 32 characters: a-z 0-9 first, then also _ . - */
  readonly name: string;
  /** 8 to 256 bytes of UTF-8. */
  readonly password: string;
  /** At most 100 characters, normalised to NFC; no control or bidirectional formatting characters. */
  readonly fullName: string;
}

/** The account's first session. */
export interface CreateAccountReply {
  /** The session's secret; the server keeps only its hash. */
  readonly token: string;
  /** When the token expires if it is not used, in milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** The account's name. */
  readonly account: string;
  /** The ledger in which positions count. */
  readonly ledgerId: string;
  /** The inbox's acknowledged position: the creation itself. */
  readonly acknowledgedPosition: number;
}

/** Asks for a session. */
export interface LoginRequest {
  /** The account's name. */
  readonly name: string;
  /** Its password. */
  readonly password: string;
}

/** A new session. */
export interface LoginReply {
  /** The session's secret; the server keeps only its hash. */
  readonly token: string;
  /** When the token expires if it is not used, in milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** The account's name. */
  readonly account: string;
  /** The ledger in which positions count. */
  readonly ledgerId: string;
  /** The inbox's acknowledged position. */
  readonly acknowledgedPosition: number;
}

/** Ends the caller's session. */
export type LogoutRequest = Readonly<Record<never, never>>;

/** The session has ended. */
export type LogoutReply = Readonly<Record<never, never>>;

/** Asks for another password. */
export interface ChangePasswordRequest {
  /** The present password. */
  readonly oldPassword: string;
  /** 8 to 256 bytes of UTF-8. */
  readonly newPassword: string;
}

/** The password is changed; the caller's session is the only one left. */
export type ChangePasswordReply = Readonly<Record<never, never>>;

/** Asks for the end of the caller's account. */
export interface DeleteAccountRequest {
  /** The account's password, asked for again. */
  readonly password: string;
}

/** The account is gone. */
export type DeleteAccountReply = Readonly<Record<never, never>>;

/** Asks for a page of accounts. */
export interface ListAccountsRequest {
  /** RE2 syntax, matched anywhere in name or full name; empty matches all. */
  readonly pattern: string;
  /** 0 for the default of 25; at most 100. */
  readonly pageSize: number;
  /** Of the page before; empty for the first. */
  readonly pageToken: string;
}

/** A page of accounts. */
export interface ListAccountsReply {
  /** In the order of their names. May be empty although more follow. */
  readonly accounts: readonly Account[];
  /** For the next page; empty if this was the last. */
  readonly nextPageToken: string;
}

/** A message to send. */
export interface SendRequest {
  /** The recipient's account name. */
  readonly to: string;
  /** The text: 1 byte to body_bytes_max bytes of UTF-8. */
  readonly body: string;
  /** Idempotency key, at most 64 bytes; empty for none. A key the sender used before gets the first send's reply and sends nothing. */
  readonly key: string;
}

/** Where the message stands. */
export interface SendReply {
  /** The message's position. */
  readonly position: number;
  /** Its time, in milliseconds since 1970. */
  readonly timeMs: number;
  /** The id of its chat. */
  readonly chat: string;
}

/** Asks for a page of the inbox. */
export interface FetchRequest {
  /** Messages after this position; absent means after the acknowledged position. */
  readonly after: number | undefined;
  /** 0 for the default of 100; at most 1,000. */
  readonly limit: number;
  /** The ledger in which `after` counts; needed unless `after` is absent or 0, and checked unless empty. */
  readonly ledgerId: string;
}

/** A page of the inbox. */
export interface FetchReply {
  /** In the order of their positions. */
  readonly messages: readonly Message[];
  /** Whether more follow now. */
  readonly more: boolean;
}

/** Acknowledges the inbox up to a position. */
export interface AcknowledgeRequest {
  /** All messages up to this position are done with. */
  readonly position: number;
  /** The ledger in which `position` counts; needed unless `position` is 0, and checked unless empty. */
  readonly ledgerId: string;
}

/** The state of the inbox. */
export interface AcknowledgeReply {
  /** The acknowledged position: the highest one acknowledged so far. */
  readonly acknowledgedPosition: number;
}

/** Asks for the inbox as a stream. */
export interface SubscribeRequest {
  /** Messages after this position; absent means after the acknowledged position. */
  readonly after: number | undefined;
  /** The ledger in which `after` counts; needed unless `after` is absent or 0, and checked unless empty. */
  readonly ledgerId: string;
}

/** What was pushed within one turn of the server. */
export interface SubscribeReply {
  /** In order. */
  readonly pushes: readonly Push[];
}

/** Something a subscriber is told without asking each time. */
export interface Push {
  /** Undefined where a newer contract has put something else. */
  readonly push: PushPush | undefined;
}

/** See Push. */
export type PushPush =
  | { readonly case: 'message'; readonly value: Message }
  | { readonly case: 'closed'; readonly value: SubscriptionClosed };

/** Why a subscription ended. */
export interface SubscriptionClosed {
  /** An error code by its short name, such as SLOW_CONSUMER. */
  readonly code: string;
  /** The position to resume from. */
  readonly position: number;
  /** The ledger in which it counts. */
  readonly ledgerId: string;
  /** For people. */
  readonly message: string;
}

/** Asks for a page of a chat, backwards. */
export interface HistoryRequest {
  /** The chat's id. */
  readonly chat: string;
  /** Messages before this position; 0 means from the newest. */
  readonly before: number;
  /** 0 for the default of 100; at most 1,000. */
  readonly limit: number;
  /** The ledger in which `before` counts; needed unless `before` is 0, and checked unless empty. */
  readonly ledgerId: string;
}

/** A page of a chat. */
export interface HistoryReply {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** Asks what the server is. */
export type ServerInfoRequest = Readonly<Record<never, never>>;

/** What the server is. */
export interface ServerInfoReply {
  /** Duet's version. */
  readonly version: string;
  /** The contract's version, which is the wire protocol's. */
  readonly contractVersion: number;
  /** The ledger in which positions count. */
  readonly ledgerId: string;
  /** How long it has been running, in milliseconds. */
  readonly uptimeMs: number;
  /** Its bounds. */
  readonly limits: readonly Limit[];
}

/** Offers versions and features. */
export interface HelloRequest {
  /** The lowest version that the client speaks. */
  readonly versionMin: number;
  /** The highest version that the client speaks. */
  readonly versionMax: number;
  /** The client's name and version, for the server's log. */
  readonly client: string;
  /** The features that the client would use. */
  readonly features: readonly string[];
}

/** What is agreed from the next frame on. */
export interface HelloReply {
  /** The version to speak. */
  readonly version: number;
  /** The features in force, of those offered. */
  readonly features: readonly string[];
  /** The server's name and version. */
  readonly server: string;
  /** Its bounds. */
  readonly limits: readonly Limit[];
  /** Send a frame at least this often; a connection silent for three times as long is closed. */
  readonly heartbeatMs: number;
}

/** A heartbeat. */
export type PingRequest = Readonly<Record<never, never>>;

/** A heartbeat's answer. */
export type PingReply = Readonly<Record<never, never>>;

/** Ends a subscription. */
export interface UnsubscribeRequest {
  /** The id of its SUBSCRIBE. */
  readonly subscriptionId: number;
}

/** The subscription has ended; its CLOSED push came before this. */
export type UnsubscribeReply = Readonly<Record<never, never>>;

/** Calls gathered within one turn of the client. */
export interface SessionRequest {
  /** In order. */
  readonly calls: readonly Call[];
}

/** One request on a Session stream. */
export interface Call {
  /** Chosen by the client; names the call in its answer. */
  readonly id: number;
  /** A session token; empty for the session that this stream logged in with or was opened with. */
  readonly token: string;
  /** Undefined where a newer contract has put something else. */
  readonly request: CallRequest | undefined;
}

/** See Call. */
export type CallRequest =
  | { readonly case: 'createAccount'; readonly value: CreateAccountRequest }
  | { readonly case: 'login'; readonly value: LoginRequest }
  | { readonly case: 'logout'; readonly value: LogoutRequest }
  | { readonly case: 'changePassword'; readonly value: ChangePasswordRequest }
  | { readonly case: 'deleteAccount'; readonly value: DeleteAccountRequest }
  | { readonly case: 'listAccounts'; readonly value: ListAccountsRequest }
  | { readonly case: 'send'; readonly value: SendRequest }
  | { readonly case: 'fetch'; readonly value: FetchRequest }
  | { readonly case: 'acknowledge'; readonly value: AcknowledgeRequest }
  | { readonly case: 'subscribe'; readonly value: SubscribeRequest }
  | { readonly case: 'history'; readonly value: HistoryRequest }
  | { readonly case: 'serverInfo'; readonly value: ServerInfoRequest }
  | { readonly case: 'unsubscribe'; readonly value: UnsubscribeRequest };

/** Answers and pushes gathered within one turn of the server. */
export interface SessionReply {
  /** In order. */
  readonly answers: readonly Answer[];
}

/** One answer, or one push, on a Session stream. */
export interface Answer {
  /** The id of the call. */
  readonly id: number;
  /** Undefined where a newer contract has put something else. */
  readonly answer: AnswerAnswer | undefined;
}

/** See Answer. */
export type AnswerAnswer =
  | { readonly case: 'refusal'; readonly value: Refusal }
  | { readonly case: 'createAccount'; readonly value: CreateAccountReply }
  | { readonly case: 'login'; readonly value: LoginReply }
  | { readonly case: 'logout'; readonly value: LogoutReply }
  | { readonly case: 'changePassword'; readonly value: ChangePasswordReply }
  | { readonly case: 'deleteAccount'; readonly value: DeleteAccountReply }
  | { readonly case: 'listAccounts'; readonly value: ListAccountsReply }
  | { readonly case: 'send'; readonly value: SendReply }
  | { readonly case: 'fetch'; readonly value: FetchReply }
  | { readonly case: 'acknowledge'; readonly value: AcknowledgeReply }
  | { readonly case: 'push'; readonly value: Push }
  | { readonly case: 'history'; readonly value: HistoryReply }
  | { readonly case: 'serverInfo'; readonly value: ServerInfoReply }
  | { readonly case: 'unsubscribe'; readonly value: UnsubscribeReply };

/** A refusal or fault, as an ERR frame carries it. */
export interface Refusal {
  /** An error code by its short name, such as NOT_FOUND. */
  readonly code: string;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** When to try again, in milliseconds; 0 if it is not known. */
  readonly retryAfterMs: number;
  /** For people. */
  readonly message: string;
}

/** Request and reply of what the core does, where there is one reply. */
export interface ChatOperations {
  /** Creates an account and its first session. */
  createAccount: { readonly request: CreateAccountRequest; readonly reply: CreateAccountReply };
  /** Opens a session. A wrong name and a wrong password are told apart neither by code nor by time. */
  login: { readonly request: LoginRequest; readonly reply: LoginReply };
  /** Ends the session of the token. */
  logout: { readonly request: LogoutRequest; readonly reply: LogoutReply };
  /** Changes the password and ends all other sessions of the account. */
  changePassword: { readonly request: ChangePasswordRequest; readonly reply: ChangePasswordReply };
  /** Hands out what is pending for the account's subscribers, then removes account, sessions and inbox. */
  deleteAccount: { readonly request: DeleteAccountRequest; readonly reply: DeleteAccountReply };
  /** Lists the accounts whose name or full name matches a pattern, by name. */
  listAccounts: { readonly request: ListAccountsRequest; readonly reply: ListAccountsReply };
  /** Sends a message to an account; the first one creates the direct chat of the two. */
  send: { readonly request: SendRequest; readonly reply: SendReply };
  /** Reads a page of the inbox, for those who poll. */
  fetch: { readonly request: FetchRequest; readonly reply: FetchReply };
  /** Moves the inbox's acknowledged position forward. */
  acknowledge: { readonly request: AcknowledgeRequest; readonly reply: AcknowledgeReply };
  /** Reads a chat backwards. */
  history: { readonly request: HistoryRequest; readonly reply: HistoryReply };
  /** Tells version and limits of the server. */
  serverInfo: { readonly request: ServerInfoRequest; readonly reply: ServerInfoReply };
}

/** Request and reply of what a connection does for itself. */
export interface ConnectionOperations {
  /** Agrees on a version and on features; with a token it resumes that session. */
  hello: { readonly request: HelloRequest; readonly reply: HelloReply };
  /** Answers at once: a heartbeat. */
  ping: { readonly request: PingRequest; readonly reply: PingReply };
  /** Ends a subscription of this connection. */
  unsubscribe: { readonly request: UnsubscribeRequest; readonly reply: UnsubscribeReply };
}

export interface Operations extends ChatOperations, ConnectionOperations {}

export type ChatOperationName = keyof ChatOperations;
export type OperationName = keyof Operations;

/** Every operation that has an opcode, by name. */
export const operations = {
  createAccount: {
    name: 'createAccount',
    rpc: 'CreateAccount',
    service: 'duet.v1.ChatService',
    opcode: 'CREATE',
    needsToken: false,
    replyStream: false,
  },
  login: {
    name: 'login',
    rpc: 'Login',
    service: 'duet.v1.ChatService',
    opcode: 'LOGIN',
    needsToken: false,
    replyStream: false,
  },
  logout: {
    name: 'logout',
    rpc: 'Logout',
    service: 'duet.v1.ChatService',
    opcode: 'LOGOUT',
    needsToken: true,
    replyStream: false,
  },
  changePassword: {
    name: 'changePassword',
    rpc: 'ChangePassword',
    service: 'duet.v1.ChatService',
    opcode: 'PASSWORD',
    needsToken: true,
    replyStream: false,
  },
  deleteAccount: {
    name: 'deleteAccount',
    rpc: 'DeleteAccount',
    service: 'duet.v1.ChatService',
    opcode: 'DELETE',
    needsToken: true,
    replyStream: false,
  },
  listAccounts: {
    name: 'listAccounts',
    rpc: 'ListAccounts',
    service: 'duet.v1.ChatService',
    opcode: 'LIST',
    needsToken: true,
    replyStream: false,
  },
  send: {
    name: 'send',
    rpc: 'Send',
    service: 'duet.v1.ChatService',
    opcode: 'SEND',
    needsToken: true,
    replyStream: false,
  },
  fetch: {
    name: 'fetch',
    rpc: 'Fetch',
    service: 'duet.v1.ChatService',
    opcode: 'FETCH',
    needsToken: true,
    replyStream: false,
  },
  acknowledge: {
    name: 'acknowledge',
    rpc: 'Acknowledge',
    service: 'duet.v1.ChatService',
    opcode: 'ACK',
    needsToken: true,
    replyStream: false,
  },
  subscribe: {
    name: 'subscribe',
    rpc: 'Subscribe',
    service: 'duet.v1.ChatService',
    opcode: 'SUBSCRIBE',
    needsToken: true,
    replyStream: true,
  },
  history: {
    name: 'history',
    rpc: 'History',
    service: 'duet.v1.ChatService',
    opcode: 'HISTORY',
    needsToken: true,
    replyStream: false,
  },
  serverInfo: {
    name: 'serverInfo',
    rpc: 'ServerInfo',
    service: 'duet.v1.ChatService',
    opcode: 'INFO',
    needsToken: false,
    replyStream: false,
  },
  hello: {
    name: 'hello',
    rpc: 'Hello',
    service: 'duet.v1.ConnectionService',
    opcode: 'HELLO',
    needsToken: false,
    replyStream: false,
  },
  ping: {
    name: 'ping',
    rpc: 'Ping',
    service: 'duet.v1.ConnectionService',
    opcode: 'PING',
    needsToken: false,
    replyStream: false,
  },
  unsubscribe: {
    name: 'unsubscribe',
    rpc: 'Unsubscribe',
    service: 'duet.v1.ConnectionService',
    opcode: 'UNSUBSCRIBE',
    needsToken: false,
    replyStream: false,
  },
} as const;

/** The opcode of each push. */
export const pushOpcodes = {
  message: 'MESSAGE',
  closed: 'CLOSED',
} as const;

/** One field of a message. `type` is a protobuf scalar, or the name of the message that a row holds. */
export interface FieldDescription {
  readonly name: string;
  readonly type: string;
  readonly repeated: boolean;
  readonly optional: boolean;
}

/** The fields of each message without a oneof, in field-number order. */
export const messageFields = {
  Message: [
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'sender', type: 'string', repeated: false, optional: false },
    { name: 'timeMs', type: 'uint64', repeated: false, optional: false },
    { name: 'body', type: 'string', repeated: false, optional: false },
  ],
  Account: [
    { name: 'name', type: 'string', repeated: false, optional: false },
    { name: 'fullName', type: 'string', repeated: false, optional: false },
    { name: 'online', type: 'bool', repeated: false, optional: false },
  ],
  Limit: [
    { name: 'name', type: 'string', repeated: false, optional: false },
    { name: 'value', type: 'uint64', repeated: false, optional: false },
  ],
  CreateAccountRequest: [
    { name: 'name', type: 'string', repeated: false, optional: false },
    { name: 'password', type: 'string', repeated: false, optional: false },
    { name: 'fullName', type: 'string', repeated: false, optional: false },
  ],
  CreateAccountReply: [
    { name: 'token', type: 'string', repeated: false, optional: false },
    { name: 'expiresAtMs', type: 'uint64', repeated: false, optional: false },
    { name: 'account', type: 'string', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
    { name: 'acknowledgedPosition', type: 'uint64', repeated: false, optional: false },
  ],
  LoginRequest: [
    { name: 'name', type: 'string', repeated: false, optional: false },
    { name: 'password', type: 'string', repeated: false, optional: false },
  ],
  LoginReply: [
    { name: 'token', type: 'string', repeated: false, optional: false },
    { name: 'expiresAtMs', type: 'uint64', repeated: false, optional: false },
    { name: 'account', type: 'string', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
    { name: 'acknowledgedPosition', type: 'uint64', repeated: false, optional: false },
  ],
  LogoutRequest: [],
  LogoutReply: [],
  ChangePasswordRequest: [
    { name: 'oldPassword', type: 'string', repeated: false, optional: false },
    { name: 'newPassword', type: 'string', repeated: false, optional: false },
  ],
  ChangePasswordReply: [],
  DeleteAccountRequest: [{ name: 'password', type: 'string', repeated: false, optional: false }],
  DeleteAccountReply: [],
  ListAccountsRequest: [
    { name: 'pattern', type: 'string', repeated: false, optional: false },
    { name: 'pageSize', type: 'uint32', repeated: false, optional: false },
    { name: 'pageToken', type: 'string', repeated: false, optional: false },
  ],
  ListAccountsReply: [
    { name: 'accounts', type: 'Account', repeated: true, optional: false },
    { name: 'nextPageToken', type: 'string', repeated: false, optional: false },
  ],
  SendRequest: [
    { name: 'to', type: 'string', repeated: false, optional: false },
    { name: 'body', type: 'string', repeated: false, optional: false },
    { name: 'key', type: 'string', repeated: false, optional: false },
  ],
  SendReply: [
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'timeMs', type: 'uint64', repeated: false, optional: false },
    { name: 'chat', type: 'string', repeated: false, optional: false },
  ],
  FetchRequest: [
    { name: 'after', type: 'uint64', repeated: false, optional: true },
    { name: 'limit', type: 'uint32', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
  ],
  FetchReply: [
    { name: 'messages', type: 'Message', repeated: true, optional: false },
    { name: 'more', type: 'bool', repeated: false, optional: false },
  ],
  AcknowledgeRequest: [
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
  ],
  AcknowledgeReply: [{ name: 'acknowledgedPosition', type: 'uint64', repeated: false, optional: false }],
  SubscribeRequest: [
    { name: 'after', type: 'uint64', repeated: false, optional: true },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
  ],
  SubscribeReply: [{ name: 'pushes', type: 'Push', repeated: true, optional: false }],
  SubscriptionClosed: [
    { name: 'code', type: 'string', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
    { name: 'message', type: 'string', repeated: false, optional: false },
  ],
  HistoryRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'before', type: 'uint64', repeated: false, optional: false },
    { name: 'limit', type: 'uint32', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
  ],
  HistoryReply: [
    { name: 'messages', type: 'Message', repeated: true, optional: false },
    { name: 'more', type: 'bool', repeated: false, optional: false },
  ],
  ServerInfoRequest: [],
  ServerInfoReply: [
    { name: 'version', type: 'string', repeated: false, optional: false },
    { name: 'contractVersion', type: 'uint32', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
    { name: 'uptimeMs', type: 'uint64', repeated: false, optional: false },
    { name: 'limits', type: 'Limit', repeated: true, optional: false },
  ],
  HelloRequest: [
    { name: 'versionMin', type: 'uint32', repeated: false, optional: false },
    { name: 'versionMax', type: 'uint32', repeated: false, optional: false },
    { name: 'client', type: 'string', repeated: false, optional: false },
    { name: 'features', type: 'string', repeated: true, optional: false },
  ],
  HelloReply: [
    { name: 'version', type: 'uint32', repeated: false, optional: false },
    { name: 'features', type: 'string', repeated: true, optional: false },
    { name: 'server', type: 'string', repeated: false, optional: false },
    { name: 'limits', type: 'Limit', repeated: true, optional: false },
    { name: 'heartbeatMs', type: 'uint32', repeated: false, optional: false },
  ],
  PingRequest: [],
  PingReply: [],
  UnsubscribeRequest: [{ name: 'subscriptionId', type: 'uint64', repeated: false, optional: false }],
  UnsubscribeReply: [],
  SessionRequest: [{ name: 'calls', type: 'Call', repeated: true, optional: false }],
  SessionReply: [{ name: 'answers', type: 'Answer', repeated: true, optional: false }],
  Refusal: [
    { name: 'code', type: 'string', repeated: false, optional: false },
    { name: 'retryable', type: 'bool', repeated: false, optional: false },
    { name: 'retryAfterMs', type: 'uint64', repeated: false, optional: false },
    { name: 'message', type: 'string', repeated: false, optional: false },
  ],
} as const satisfies Record<string, readonly FieldDescription[]>;

/** Every error code: the gRPC status that carries it, and whether the same request may succeed later. */
export const errorCodes = {
  /** A code that this version does not know. */
  UNSPECIFIED: { grpcStatus: 2, retryable: false },
  /** A value is outside what the operation takes; the message says which and why. */
  INVALID_ARGUMENT: { grpcStatus: 3, retryable: false },
  /** The bytes are no frame, or no message, of this contract. */
  MALFORMED: { grpcStatus: 3, retryable: false },
  /** Text that is not valid UTF-8. */
  INVALID_UTF8: { grpcStatus: 3, retryable: false },
  /** A frame or message over the server's limit. */
  FRAME_TOO_LARGE: { grpcStatus: 8, retryable: false },
  /** The frame's checksum does not fit its bytes. */
  CHECKSUM_MISMATCH: { grpcStatus: 15, retryable: true },
  /** The protocol version is none that the server speaks. */
  UNSUPPORTED_VERSION: { grpcStatus: 9, retryable: false },
  /** No such operation. */
  UNKNOWN_OPERATION: { grpcStatus: 12, retryable: false },
  /** No token, or one that is unknown, ended or expired. */
  UNAUTHENTICATED: { grpcStatus: 16, retryable: false },
  /** Name and password do not fit together. */
  WRONG_CREDENTIALS: { grpcStatus: 16, retryable: false },
  /** No such account or chat, or none that the caller may see. */
  NOT_FOUND: { grpcStatus: 5, retryable: false },
  /** The name of the new account is taken. */
  NAME_TAKEN: { grpcStatus: 6, retryable: false },
  /** The idempotency key was used before, for another message. */
  KEY_REUSED: { grpcStatus: 9, retryable: false },
  /** The position belongs to another ledger. */
  LEDGER_MISMATCH: { grpcStatus: 9, retryable: false },
  /** The position lies outside of what the ledger holds. */
  OUT_OF_RANGE: { grpcStatus: 11, retryable: false },
  /** A queue or store is full; retry_after_ms says when to try again. */
  RESOURCE_EXHAUSTED: { grpcStatus: 8, retryable: true },
  /** A wait inside the server took longer than its bound. */
  DEADLINE_EXCEEDED: { grpcStatus: 4, retryable: true },
  /** The server is stopping, or out of reach. */
  UNAVAILABLE: { grpcStatus: 14, retryable: true },
  /** The server's fault; its log has the details. */
  INTERNAL: { grpcStatus: 13, retryable: false },
  /** The caller gave up waiting. */
  CANCELLED: { grpcStatus: 1, retryable: false },
  /** End of a subscription: the subscriber fell too far behind. Resume from the position given. */
  SLOW_CONSUMER: { grpcStatus: 8, retryable: true },
  /** End of a subscription: the client ended it. */
  UNSUBSCRIBED: { grpcStatus: 1, retryable: false },
  /** End of a subscription: its session was logged out, or gave way to a newer one. */
  SESSION_ENDED: { grpcStatus: 16, retryable: false },
  /** End of a subscription: its session expired. */
  SESSION_EXPIRED: { grpcStatus: 16, retryable: false },
  /** End of a subscription: the password was changed by another session. */
  PASSWORD_CHANGED: { grpcStatus: 16, retryable: false },
  /** End of a subscription: the account was deleted. */
  ACCOUNT_DELETED: { grpcStatus: 16, retryable: false },
} as const;

export type ErrorCode = keyof typeof errorCodes;
