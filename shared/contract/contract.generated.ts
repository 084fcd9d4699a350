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
  /** Whether a subscriber of the account is connected; false unless it shares a chat with the caller, or where it hides its presence. */
  readonly online: boolean;
  /** user, operator or admin. */
  readonly role: string;
  /** When it was last connected, in milliseconds since 1970; 0 where that is not known, or not to be known. */
  readonly lastSeenMs: number;
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
  /** At most 100 characters, normalised to NFC; none that controls or formats, but joiners. */
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
  /** user, operator or admin. */
  readonly role: string;
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
  /** user, operator or admin. */
  readonly role: string;
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
  /** The recipient's account name; empty where `chat` is given: exactly one of the two is. */
  readonly to: string;
  /** The text: 1 byte to body_bytes_max bytes of UTF-8. */
  readonly body: string;
  /** Idempotency key, at most 64 bytes; empty for none. A key the sender used before gets the first send's reply and sends nothing. */
  readonly key: string;
  /** The id of the chat to send to; empty where `to` is given. */
  readonly chat: string;
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
  /** What to be told of besides messages: any of chats, receipts, presence, typing, tickets. */
  readonly signals: readonly string[];
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
  | { readonly case: 'closed'; readonly value: SubscriptionClosed }
  | { readonly case: 'chatChanged'; readonly value: ChatChanged }
  | { readonly case: 'receipt'; readonly value: Receipt }
  | { readonly case: 'presence'; readonly value: Presence }
  | { readonly case: 'typing'; readonly value: Typing }
  | { readonly case: 'ticket'; readonly value: TicketChanged };

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

/** A chat is new, or another than it was. Not kept: whoever was away asks with ListChats. */
export interface ChatChanged {
  /** The chat's id. */
  readonly chat: string;
  /** direct, group or desk. */
  readonly kind: string;
  /** A group's title, or a ticket's subject; empty in direct chats. */
  readonly title: string;
  /** created, renamed, added, removed, left, role or closed. */
  readonly change: string;
  /** The position of the change. */
  readonly position: number;
  /** Who was added, removed, left, or has another role: up to chat_names_max names. */
  readonly accounts: readonly string[];
  /** How many participants there are now. */
  readonly participants: number;
}

/** How far the account's messages in a chat have come. Not kept: whoever was away asks with GetReceipts. */
export interface Receipt {
  /** The chat's id. */
  readonly chat: string;
  /** The message at this position, or the newest of the account's before it. The counts hold for earlier ones as far as the same participants took part then; for others ask GetReceipts. */
  readonly position: number;
  /** How many others have acknowledged it, at least. */
  readonly delivered: number;
  /** How many others have read it, at least. */
  readonly read: number;
  /** How many others it came to: those besides the account who took part before it. */
  readonly others: number;
}

/** Whether an account is connected. */
export interface Presence {
  /** The account's name. */
  readonly account: string;
  /** Whether a subscriber of the account is connected. */
  readonly online: boolean;
  /** When it was last connected, in milliseconds since 1970; 0 where that is not known, or not to be known. */
  readonly lastSeenMs: number;
}

/** Somebody is typing, or has stopped. Holds for 10 seconds unless it is told again. */
export interface Typing {
  /** The chat's id. */
  readonly chat: string;
  /** The account's name. */
  readonly account: string;
  /** Whether it is typing. */
  readonly typing: boolean;
}

/** A ticket as it stands now. Not kept: whoever was away asks with ListTickets. */
export interface TicketChanged {
  /** The id of its desk chat, which names the ticket. */
  readonly chat: string;
  /** queued, assigned or closed. */
  readonly state: string;
  /** Who opened it. */
  readonly user: string;
  /** What it is about. */
  readonly subject: string;
  /** The operator's account name; empty unless it is assigned. */
  readonly operator: string;
  /** Its place in the queue, counted from 1; 0 unless it is queued. */
  readonly place: number;
  /** When it was opened, in milliseconds since 1970. */
  readonly openedMs: number;
}

/** Asks for a page of a chat, backwards from `before` or forwards from `after`. */
export interface HistoryRequest {
  /** The chat's id. */
  readonly chat: string;
  /** Messages before this position; 0 means from the newest. */
  readonly before: number;
  /** 0 for the default of 100; at most 1,000. */
  readonly limit: number;
  /** The ledger in which `before` and `after` count; needed unless both are 0 or absent, and checked unless empty. */
  readonly ledgerId: string;
  /** Messages after this position, forwards; then `before` has to be 0. */
  readonly after: number | undefined;
}

/** A page of a chat. */
export interface HistoryReply {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Whether there may be more in that direction. */
  readonly more: boolean;
}

/** Asks for a new group. */
export interface CreateChatRequest {
  /** 1 to 100 characters, normalised to NFC, of which one can be seen; none that controls or formats, but joiners. */
  readonly title: string;
  /** The names of the others, at most 1,000; more can be added later. May be empty. The caller's, and one that comes twice, are passed over. */
  readonly participants: readonly string[];
}

/** The new group. */
export interface CreateChatReply {
  /** The chat's id. */
  readonly chat: string;
  /** The position of its creation. */
  readonly position: number;
  /** The time of its creation, in milliseconds since 1970. */
  readonly timeMs: number;
}

/** Asks for another title. */
export interface RenameChatRequest {
  /** The chat's id. */
  readonly chat: string;
  /** As in CreateChatRequest. */
  readonly title: string;
}

/** The title is changed. */
export interface RenameChatReply {
  /** The position of the change. */
  readonly position: number;
}

/** A chat as one of its participants sees it. */
export interface Chat {
  /** The chat's id. */
  readonly chat: string;
  /** direct, group or desk. */
  readonly kind: string;
  /** A group's title, or a ticket's subject; empty in direct chats. */
  readonly title: string;
  /** Of its newest message, the caller's to read or not; of its creation while there is none. */
  readonly lastPosition: number;
  /** How many messages of others the caller has not marked as read; 1,000 stands for that many or more. */
  readonly unread: number;
  /** The caller's role in it: owner or member. */
  readonly role: string;
  /** How many participants there are, with the caller. */
  readonly participants: number;
  /** The names of up to chat_names_max others, in the order of their joining, with a space between two. */
  readonly others: string;
  /** The caller has read up to here; its joining until it marks something. May be above last_position. */
  readonly readPosition: number;
  /** When the chat was created, in milliseconds since 1970. */
  readonly createdMs: number;
}

/** Asks for a page of chats. */
export interface ListChatsRequest {
  /** 0 for the default of 25; at most 100. */
  readonly pageSize: number;
  /** Of the page before; empty for the first. */
  readonly pageToken: string;
}

/** A page of chats. */
export interface ListChatsReply {
  /** By last_position, the highest first. */
  readonly chats: readonly Chat[];
  /** For the next page; empty if this was the last. */
  readonly nextPageToken: string;
}

/** An account in a chat. */
export interface Participant {
  /** The account's name. */
  readonly name: string;
  /** For people; may be empty. */
  readonly fullName: string;
  /** owner or member. */
  readonly role: string;
  /** The position of its joining. */
  readonly joinedPosition: number;
  /** Whether a subscriber of the account is connected; false where it hides its presence. */
  readonly online: boolean;
  /** When it was last connected, in milliseconds since 1970; 0 where that is not known, or not to be known. */
  readonly lastSeenMs: number;
}

/** Asks for a page of participants. */
export interface ListParticipantsRequest {
  /** The chat's id. */
  readonly chat: string;
  /** 0 for the default of 100; at most 1,000. */
  readonly pageSize: number;
  /** Of the page before; empty for the first. */
  readonly pageToken: string;
}

/** A page of participants. */
export interface ListParticipantsReply {
  /** In the order of their joining. */
  readonly participants: readonly Participant[];
  /** For the next page; empty if this was the last. */
  readonly nextPageToken: string;
}

/** Asks for more participants. */
export interface AddParticipantsRequest {
  /** The chat's id. */
  readonly chat: string;
  /** The accounts' names, 1 to 1,000. */
  readonly accounts: readonly string[];
  /** Whether they may read what came before their joining, as far as the caller may. */
  readonly withHistory: boolean;
}

/** They take part. */
export interface AddParticipantsReply {
  /** The position of their joining. Messages after it come to their inboxes. */
  readonly position: number;
}

/** Asks for the end of somebody's part. */
export interface RemoveParticipantRequest {
  /** The chat's id. */
  readonly chat: string;
  /** The account's name. */
  readonly account: string;
}

/** It takes part no more. */
export interface RemoveParticipantReply {
  /** The position of the removal. */
  readonly position: number;
}

/** Asks for the end of the caller's part. */
export interface LeaveChatRequest {
  /** The chat's id. */
  readonly chat: string;
}

/** The caller takes part no more. */
export interface LeaveChatReply {
  /** The position of the leaving. */
  readonly position: number;
}

/** Asks for another role of a participant. */
export interface SetRoleRequest {
  /** The chat's id. */
  readonly chat: string;
  /** The account's name. */
  readonly account: string;
  /** owner or member. */
  readonly role: string;
}

/** It has that role. */
export type SetRoleReply = Readonly<Record<never, never>>;

/** Marks a chat as read. */
export interface MarkReadRequest {
  /** The chat's id. */
  readonly chat: string;
  /** All messages of the chat up to this position are read. */
  readonly position: number;
  /** The ledger in which `position` counts; needed unless `position` is 0, and checked unless empty. */
  readonly ledgerId: string;
}

/** How far the caller has read. */
export interface MarkReadReply {
  /** The highest position marked so far. */
  readonly readPosition: number;
}

/** Asks how far a message has come. FAILED_PRECONDITION in chats of more than 100. */
export interface GetReceiptsRequest {
  /** The chat's id. */
  readonly chat: string;
  /** The message's position. Where the chat has no message it stands for the newest one before. */
  readonly position: number;
  /** The ledger in which `position` counts. */
  readonly ledgerId: string;
}

/** How far a message has come. */
export interface GetReceiptsReply {
  /** How many others have acknowledged up to it. */
  readonly delivered: number;
  /** How many others have read up to it. */
  readonly read: number;
  /** How many it came to: those besides the caller, whoever sent it, who took part before it. */
  readonly others: number;
}

/** Hides or shows the caller's presence. */
export interface SetPresenceRequest {
  /** Whether others are told neither that the caller is connected nor when it was. */
  readonly hidden: boolean;
}

/** It is hidden, or shown. */
export type SetPresenceReply = Readonly<Record<never, never>>;

/** Tells that the caller is typing. */
export interface SetTypingRequest {
  /** The chat's id. */
  readonly chat: string;
  /** False when it has stopped without sending. */
  readonly typing: boolean;
}

/** Those who are connected are told. */
export type SetTypingReply = Readonly<Record<never, never>>;

/** Asks for messages that hold all these words. */
export interface SearchMessagesRequest {
  /** Words, in any order, of which a message has to hold all; a word that ends in * stands for its beginning. Neither case nor accents matter. At most 256 bytes and 16 words. Of a body the first 65,536 UTF-16 units are searched. */
  readonly query: string;
  /** Only in the chat of this id; empty for all. */
  readonly chat: string;
  /** Messages before this position; 0 means from the newest. */
  readonly before: number;
  /** 0 for the default of 20; at most 100. */
  readonly limit: number;
  /** The ledger in which `before` counts; needed unless `before` is 0, and checked unless empty. */
  readonly ledgerId: string;
}

/** A message that was found. */
export interface Finding {
  /** The message's position. */
  readonly position: number;
  /** The chat's id. */
  readonly chat: string;
  /** The sender's account name at the time of sending. */
  readonly sender: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly timeMs: number;
  /** Up to 160 characters of the body around the first word that was found, on one line, with … where it is cut. */
  readonly snippet: string;
}

/** A page of messages that were found. */
export interface SearchMessagesReply {
  /** The newest first. */
  readonly findings: readonly Finding[];
  /** `before` of the next page; 0 if this was the last. A page may be short, or empty, although more follow, and a page that is full says that more may follow although none do. */
  readonly nextBefore: number;
}

/** Asks for help. */
export interface OpenTicketRequest {
  /** What it is about: as a chat's title. */
  readonly subject: string;
}

/** The ticket waits. */
export interface OpenTicketReply {
  /** The id of its desk chat, which names the ticket. */
  readonly chat: string;
  /** Its place in the queue, counted from 1. */
  readonly place: number;
  /** The position of its opening. */
  readonly position: number;
}

/** Asks for the ticket that has waited longest. NOT_FOUND where none waits. */
export type NextTicketRequest = Readonly<Record<never, never>>;

/** A ticket. */
export interface Ticket {
  /** The id of its desk chat, which names the ticket. */
  readonly chat: string;
  /** queued or assigned. */
  readonly state: string;
  /** Who opened it. */
  readonly user: string;
  /** What it is about. */
  readonly subject: string;
  /** The operator's account name; empty unless it is assigned. */
  readonly operator: string;
  /** Its place in the queue, counted from 1; 0 unless it is queued. */
  readonly place: number;
  /** When it was opened, in milliseconds since 1970. */
  readonly openedMs: number;
  /** In milliseconds: while it is queued, for how long it has been open; once assigned, for how long it had waited for its first operator. */
  readonly waitingMs: number;
}

/** The ticket is the caller's. */
export interface NextTicketReply {
  /** The id of its desk chat, which the caller now takes part in. */
  readonly chat: string;
  /** Who opened it. */
  readonly user: string;
  /** What it is about. */
  readonly subject: string;
  /** When it was opened, in milliseconds since 1970. */
  readonly openedMs: number;
  /** How long ago it was opened, in milliseconds. */
  readonly waitingMs: number;
  /** How many are left in the queue, the caller's own included. */
  readonly queued: number;
}

/** Asks to hand a ticket over. */
export interface TransferTicketRequest {
  /** The id of its desk chat. */
  readonly chat: string;
  /** The other operator's account name; empty to give the ticket back to the head of the queue. */
  readonly to: string;
}

/** The ticket is the other's, or in the queue. */
export type TransferTicketReply = Readonly<Record<never, never>>;

/** Asks for the end of a ticket. */
export interface CloseTicketRequest {
  /** The id of its desk chat. */
  readonly chat: string;
}

/** The ticket is closed: its chat can be read, but not written to. */
export type CloseTicketReply = Readonly<Record<never, never>>;

/** Asks for a page of open tickets. */
export interface ListTicketsRequest {
  /** 0 for the default of 25; at most 100. */
  readonly pageSize: number;
  /** Of the page before; empty for the first. */
  readonly pageToken: string;
}

/** A page of open tickets. */
export interface ListTicketsReply {
  /** Those that are queued by their place, then those that are assigned by the time of their opening. */
  readonly tickets: readonly Ticket[];
  /** For the next page; empty if this was the last. */
  readonly nextPageToken: string;
  /** How many are queued in all, whoever opened them. */
  readonly queued: number;
}

/** Asks for another role of an account. */
export interface SetAccountRoleRequest {
  /** The account's name. */
  readonly name: string;
  /** user, operator or admin. */
  readonly role: string;
}

/** It has that role. */
export type SetAccountRoleReply = Readonly<Record<never, never>>;

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
  | { readonly case: 'unsubscribe'; readonly value: UnsubscribeRequest }
  | { readonly case: 'createChat'; readonly value: CreateChatRequest }
  | { readonly case: 'renameChat'; readonly value: RenameChatRequest }
  | { readonly case: 'listChats'; readonly value: ListChatsRequest }
  | { readonly case: 'listParticipants'; readonly value: ListParticipantsRequest }
  | { readonly case: 'addParticipants'; readonly value: AddParticipantsRequest }
  | { readonly case: 'removeParticipant'; readonly value: RemoveParticipantRequest }
  | { readonly case: 'leaveChat'; readonly value: LeaveChatRequest }
  | { readonly case: 'setRole'; readonly value: SetRoleRequest }
  | { readonly case: 'markRead'; readonly value: MarkReadRequest }
  | { readonly case: 'getReceipts'; readonly value: GetReceiptsRequest }
  | { readonly case: 'setPresence'; readonly value: SetPresenceRequest }
  | { readonly case: 'setTyping'; readonly value: SetTypingRequest }
  | { readonly case: 'searchMessages'; readonly value: SearchMessagesRequest }
  | { readonly case: 'openTicket'; readonly value: OpenTicketRequest }
  | { readonly case: 'nextTicket'; readonly value: NextTicketRequest }
  | { readonly case: 'transferTicket'; readonly value: TransferTicketRequest }
  | { readonly case: 'closeTicket'; readonly value: CloseTicketRequest }
  | { readonly case: 'listTickets'; readonly value: ListTicketsRequest }
  | { readonly case: 'setAccountRole'; readonly value: SetAccountRoleRequest };

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
  | { readonly case: 'unsubscribe'; readonly value: UnsubscribeReply }
  | { readonly case: 'createChat'; readonly value: CreateChatReply }
  | { readonly case: 'renameChat'; readonly value: RenameChatReply }
  | { readonly case: 'listChats'; readonly value: ListChatsReply }
  | { readonly case: 'listParticipants'; readonly value: ListParticipantsReply }
  | { readonly case: 'addParticipants'; readonly value: AddParticipantsReply }
  | { readonly case: 'removeParticipant'; readonly value: RemoveParticipantReply }
  | { readonly case: 'leaveChat'; readonly value: LeaveChatReply }
  | { readonly case: 'setRole'; readonly value: SetRoleReply }
  | { readonly case: 'markRead'; readonly value: MarkReadReply }
  | { readonly case: 'getReceipts'; readonly value: GetReceiptsReply }
  | { readonly case: 'setPresence'; readonly value: SetPresenceReply }
  | { readonly case: 'setTyping'; readonly value: SetTypingReply }
  | { readonly case: 'searchMessages'; readonly value: SearchMessagesReply }
  | { readonly case: 'openTicket'; readonly value: OpenTicketReply }
  | { readonly case: 'nextTicket'; readonly value: NextTicketReply }
  | { readonly case: 'transferTicket'; readonly value: TransferTicketReply }
  | { readonly case: 'closeTicket'; readonly value: CloseTicketReply }
  | { readonly case: 'listTickets'; readonly value: ListTicketsReply }
  | { readonly case: 'setAccountRole'; readonly value: SetAccountRoleReply };

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
  /** Sends a message to a chat, or to an account: the first one creates the direct chat of the two. */
  send: { readonly request: SendRequest; readonly reply: SendReply };
  /** Reads a page of the inbox, for those who poll. */
  fetch: { readonly request: FetchRequest; readonly reply: FetchReply };
  /** Moves the inbox's acknowledged position forward. */
  acknowledge: { readonly request: AcknowledgeRequest; readonly reply: AcknowledgeReply };
  /** Reads a chat, backwards or forwards. */
  history: { readonly request: HistoryRequest; readonly reply: HistoryReply };
  /** Tells version and limits of the server. */
  serverInfo: { readonly request: ServerInfoRequest; readonly reply: ServerInfoReply };
  /** Creates a group of the caller, who owns it, and others. */
  createChat: { readonly request: CreateChatRequest; readonly reply: CreateChatReply };
  /** Gives a group another title; for its owners. */
  renameChat: { readonly request: RenameChatRequest; readonly reply: RenameChatReply };
  /** Lists the chats that the caller takes part in, the one with the newest message first. */
  listChats: { readonly request: ListChatsRequest; readonly reply: ListChatsReply };
  /** Lists the participants of a chat, the one who joined first first. */
  listParticipants: { readonly request: ListParticipantsRequest; readonly reply: ListParticipantsReply };
  /** Adds accounts to a group; for its owners. */
  addParticipants: { readonly request: AddParticipantsRequest; readonly reply: AddParticipantsReply };
  /** Removes somebody else from a group; for its owners. */
  removeParticipant: { readonly request: RemoveParticipantRequest; readonly reply: RemoveParticipantReply };
  /** Leaves a group, or the chat of one's own ticket once it is closed. The last owner of a group passes that role on to the participant who joined first. */
  leaveChat: { readonly request: LeaveChatRequest; readonly reply: LeaveChatReply };
  /** Makes a participant of a group an owner, or a member; for its owners. */
  setRole: { readonly request: SetRoleRequest; readonly reply: SetRoleReply };
  /** Notes that the caller has read a chat up to a position. */
  markRead: { readonly request: MarkReadRequest; readonly reply: MarkReadReply };
  /** Tells how many participants a message was delivered to, and how many have read it; for its chat's participants. */
  getReceipts: { readonly request: GetReceiptsRequest; readonly reply: GetReceiptsReply };
  /** Hides the caller's presence, or shows it again. */
  setPresence: { readonly request: SetPresenceRequest; readonly reply: SetPresenceReply };
  /** Tells the others in a chat, as far as they are connected, that the caller is typing. Nothing of it is kept. */
  setTyping: { readonly request: SetTypingRequest; readonly reply: SetTypingReply };
  /** Searches the messages that the caller may read, the newest first. */
  searchMessages: { readonly request: SearchMessagesRequest; readonly reply: SearchMessagesReply };
  /** Opens a desk chat, and puts it at the end of the desk's queue. */
  openTicket: { readonly request: OpenTicketRequest; readonly reply: OpenTicketReply };
  /** Gives the ticket at the head of the queue to the caller, and to nobody else; for operators. */
  nextTicket: { readonly request: NextTicketRequest; readonly reply: NextTicketReply };
  /** Gives a ticket to another operator, or back to the head of the queue; for the ticket's operator, and admins. */
  transferTicket: { readonly request: TransferTicketRequest; readonly reply: TransferTicketReply };
  /** Closes a ticket; for its user, its operator, and admins. */
  closeTicket: { readonly request: CloseTicketRequest; readonly reply: CloseTicketReply };
  /** Lists the open tickets, the head of the queue first: all of them for operators, else the caller's own. */
  listTickets: { readonly request: ListTicketsRequest; readonly reply: ListTicketsReply };
  /** Makes an account a user, an operator or an admin; for admins. */
  setAccountRole: { readonly request: SetAccountRoleRequest; readonly reply: SetAccountRoleReply };
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
  createChat: {
    name: 'createChat',
    rpc: 'CreateChat',
    service: 'duet.v1.ChatService',
    opcode: 'CREATECHAT',
    needsToken: true,
    replyStream: false,
  },
  renameChat: {
    name: 'renameChat',
    rpc: 'RenameChat',
    service: 'duet.v1.ChatService',
    opcode: 'RENAMECHAT',
    needsToken: true,
    replyStream: false,
  },
  listChats: {
    name: 'listChats',
    rpc: 'ListChats',
    service: 'duet.v1.ChatService',
    opcode: 'CHATS',
    needsToken: true,
    replyStream: false,
  },
  listParticipants: {
    name: 'listParticipants',
    rpc: 'ListParticipants',
    service: 'duet.v1.ChatService',
    opcode: 'PARTICIPANTS',
    needsToken: true,
    replyStream: false,
  },
  addParticipants: {
    name: 'addParticipants',
    rpc: 'AddParticipants',
    service: 'duet.v1.ChatService',
    opcode: 'ADD',
    needsToken: true,
    replyStream: false,
  },
  removeParticipant: {
    name: 'removeParticipant',
    rpc: 'RemoveParticipant',
    service: 'duet.v1.ChatService',
    opcode: 'REMOVE',
    needsToken: true,
    replyStream: false,
  },
  leaveChat: {
    name: 'leaveChat',
    rpc: 'LeaveChat',
    service: 'duet.v1.ChatService',
    opcode: 'LEAVE',
    needsToken: true,
    replyStream: false,
  },
  setRole: {
    name: 'setRole',
    rpc: 'SetRole',
    service: 'duet.v1.ChatService',
    opcode: 'ROLE',
    needsToken: true,
    replyStream: false,
  },
  markRead: {
    name: 'markRead',
    rpc: 'MarkRead',
    service: 'duet.v1.ChatService',
    opcode: 'READ',
    needsToken: true,
    replyStream: false,
  },
  getReceipts: {
    name: 'getReceipts',
    rpc: 'GetReceipts',
    service: 'duet.v1.ChatService',
    opcode: 'RECEIPTS',
    needsToken: true,
    replyStream: false,
  },
  setPresence: {
    name: 'setPresence',
    rpc: 'SetPresence',
    service: 'duet.v1.ChatService',
    opcode: 'HIDE',
    needsToken: true,
    replyStream: false,
  },
  setTyping: {
    name: 'setTyping',
    rpc: 'SetTyping',
    service: 'duet.v1.ChatService',
    opcode: 'TYPE',
    needsToken: true,
    replyStream: false,
  },
  searchMessages: {
    name: 'searchMessages',
    rpc: 'SearchMessages',
    service: 'duet.v1.ChatService',
    opcode: 'SEARCH',
    needsToken: true,
    replyStream: false,
  },
  openTicket: {
    name: 'openTicket',
    rpc: 'OpenTicket',
    service: 'duet.v1.ChatService',
    opcode: 'OPENTICKET',
    needsToken: true,
    replyStream: false,
  },
  nextTicket: {
    name: 'nextTicket',
    rpc: 'NextTicket',
    service: 'duet.v1.ChatService',
    opcode: 'NEXTTICKET',
    needsToken: true,
    replyStream: false,
  },
  transferTicket: {
    name: 'transferTicket',
    rpc: 'TransferTicket',
    service: 'duet.v1.ChatService',
    opcode: 'TRANSFER',
    needsToken: true,
    replyStream: false,
  },
  closeTicket: {
    name: 'closeTicket',
    rpc: 'CloseTicket',
    service: 'duet.v1.ChatService',
    opcode: 'CLOSETICKET',
    needsToken: true,
    replyStream: false,
  },
  listTickets: {
    name: 'listTickets',
    rpc: 'ListTickets',
    service: 'duet.v1.ChatService',
    opcode: 'TICKETS',
    needsToken: true,
    replyStream: false,
  },
  setAccountRole: {
    name: 'setAccountRole',
    rpc: 'SetAccountRole',
    service: 'duet.v1.ChatService',
    opcode: 'GRANT',
    needsToken: true,
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
  chatChanged: 'CHATCHANGED',
  receipt: 'RECEIPT',
  presence: 'PRESENCE',
  typing: 'TYPING',
  ticket: 'TICKET',
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
    { name: 'role', type: 'string', repeated: false, optional: false },
    { name: 'lastSeenMs', type: 'uint64', repeated: false, optional: false },
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
    { name: 'role', type: 'string', repeated: false, optional: false },
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
    { name: 'role', type: 'string', repeated: false, optional: false },
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
    { name: 'chat', type: 'string', repeated: false, optional: false },
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
    { name: 'signals', type: 'string', repeated: true, optional: false },
  ],
  SubscribeReply: [{ name: 'pushes', type: 'Push', repeated: true, optional: false }],
  SubscriptionClosed: [
    { name: 'code', type: 'string', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
    { name: 'message', type: 'string', repeated: false, optional: false },
  ],
  ChatChanged: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'kind', type: 'string', repeated: false, optional: false },
    { name: 'title', type: 'string', repeated: false, optional: false },
    { name: 'change', type: 'string', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'accounts', type: 'string', repeated: true, optional: false },
    { name: 'participants', type: 'uint32', repeated: false, optional: false },
  ],
  Receipt: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'delivered', type: 'uint32', repeated: false, optional: false },
    { name: 'read', type: 'uint32', repeated: false, optional: false },
    { name: 'others', type: 'uint32', repeated: false, optional: false },
  ],
  Presence: [
    { name: 'account', type: 'string', repeated: false, optional: false },
    { name: 'online', type: 'bool', repeated: false, optional: false },
    { name: 'lastSeenMs', type: 'uint64', repeated: false, optional: false },
  ],
  Typing: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'account', type: 'string', repeated: false, optional: false },
    { name: 'typing', type: 'bool', repeated: false, optional: false },
  ],
  TicketChanged: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'state', type: 'string', repeated: false, optional: false },
    { name: 'user', type: 'string', repeated: false, optional: false },
    { name: 'subject', type: 'string', repeated: false, optional: false },
    { name: 'operator', type: 'string', repeated: false, optional: false },
    { name: 'place', type: 'uint32', repeated: false, optional: false },
    { name: 'openedMs', type: 'uint64', repeated: false, optional: false },
  ],
  HistoryRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'before', type: 'uint64', repeated: false, optional: false },
    { name: 'limit', type: 'uint32', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
    { name: 'after', type: 'uint64', repeated: false, optional: true },
  ],
  HistoryReply: [
    { name: 'messages', type: 'Message', repeated: true, optional: false },
    { name: 'more', type: 'bool', repeated: false, optional: false },
  ],
  CreateChatRequest: [
    { name: 'title', type: 'string', repeated: false, optional: false },
    { name: 'participants', type: 'string', repeated: true, optional: false },
  ],
  CreateChatReply: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'timeMs', type: 'uint64', repeated: false, optional: false },
  ],
  RenameChatRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'title', type: 'string', repeated: false, optional: false },
  ],
  RenameChatReply: [{ name: 'position', type: 'uint64', repeated: false, optional: false }],
  Chat: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'kind', type: 'string', repeated: false, optional: false },
    { name: 'title', type: 'string', repeated: false, optional: false },
    { name: 'lastPosition', type: 'uint64', repeated: false, optional: false },
    { name: 'unread', type: 'uint32', repeated: false, optional: false },
    { name: 'role', type: 'string', repeated: false, optional: false },
    { name: 'participants', type: 'uint32', repeated: false, optional: false },
    { name: 'others', type: 'string', repeated: false, optional: false },
    { name: 'readPosition', type: 'uint64', repeated: false, optional: false },
    { name: 'createdMs', type: 'uint64', repeated: false, optional: false },
  ],
  ListChatsRequest: [
    { name: 'pageSize', type: 'uint32', repeated: false, optional: false },
    { name: 'pageToken', type: 'string', repeated: false, optional: false },
  ],
  ListChatsReply: [
    { name: 'chats', type: 'Chat', repeated: true, optional: false },
    { name: 'nextPageToken', type: 'string', repeated: false, optional: false },
  ],
  Participant: [
    { name: 'name', type: 'string', repeated: false, optional: false },
    { name: 'fullName', type: 'string', repeated: false, optional: false },
    { name: 'role', type: 'string', repeated: false, optional: false },
    { name: 'joinedPosition', type: 'uint64', repeated: false, optional: false },
    { name: 'online', type: 'bool', repeated: false, optional: false },
    { name: 'lastSeenMs', type: 'uint64', repeated: false, optional: false },
  ],
  ListParticipantsRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'pageSize', type: 'uint32', repeated: false, optional: false },
    { name: 'pageToken', type: 'string', repeated: false, optional: false },
  ],
  ListParticipantsReply: [
    { name: 'participants', type: 'Participant', repeated: true, optional: false },
    { name: 'nextPageToken', type: 'string', repeated: false, optional: false },
  ],
  AddParticipantsRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'accounts', type: 'string', repeated: true, optional: false },
    { name: 'withHistory', type: 'bool', repeated: false, optional: false },
  ],
  AddParticipantsReply: [{ name: 'position', type: 'uint64', repeated: false, optional: false }],
  RemoveParticipantRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'account', type: 'string', repeated: false, optional: false },
  ],
  RemoveParticipantReply: [{ name: 'position', type: 'uint64', repeated: false, optional: false }],
  LeaveChatRequest: [{ name: 'chat', type: 'string', repeated: false, optional: false }],
  LeaveChatReply: [{ name: 'position', type: 'uint64', repeated: false, optional: false }],
  SetRoleRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'account', type: 'string', repeated: false, optional: false },
    { name: 'role', type: 'string', repeated: false, optional: false },
  ],
  SetRoleReply: [],
  MarkReadRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
  ],
  MarkReadReply: [{ name: 'readPosition', type: 'uint64', repeated: false, optional: false }],
  GetReceiptsRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
  ],
  GetReceiptsReply: [
    { name: 'delivered', type: 'uint32', repeated: false, optional: false },
    { name: 'read', type: 'uint32', repeated: false, optional: false },
    { name: 'others', type: 'uint32', repeated: false, optional: false },
  ],
  SetPresenceRequest: [{ name: 'hidden', type: 'bool', repeated: false, optional: false }],
  SetPresenceReply: [],
  SetTypingRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'typing', type: 'bool', repeated: false, optional: false },
  ],
  SetTypingReply: [],
  SearchMessagesRequest: [
    { name: 'query', type: 'string', repeated: false, optional: false },
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'before', type: 'uint64', repeated: false, optional: false },
    { name: 'limit', type: 'uint32', repeated: false, optional: false },
    { name: 'ledgerId', type: 'string', repeated: false, optional: false },
  ],
  Finding: [
    { name: 'position', type: 'uint64', repeated: false, optional: false },
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'sender', type: 'string', repeated: false, optional: false },
    { name: 'timeMs', type: 'uint64', repeated: false, optional: false },
    { name: 'snippet', type: 'string', repeated: false, optional: false },
  ],
  SearchMessagesReply: [
    { name: 'findings', type: 'Finding', repeated: true, optional: false },
    { name: 'nextBefore', type: 'uint64', repeated: false, optional: false },
  ],
  OpenTicketRequest: [{ name: 'subject', type: 'string', repeated: false, optional: false }],
  OpenTicketReply: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'place', type: 'uint32', repeated: false, optional: false },
    { name: 'position', type: 'uint64', repeated: false, optional: false },
  ],
  NextTicketRequest: [],
  Ticket: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'state', type: 'string', repeated: false, optional: false },
    { name: 'user', type: 'string', repeated: false, optional: false },
    { name: 'subject', type: 'string', repeated: false, optional: false },
    { name: 'operator', type: 'string', repeated: false, optional: false },
    { name: 'place', type: 'uint32', repeated: false, optional: false },
    { name: 'openedMs', type: 'uint64', repeated: false, optional: false },
    { name: 'waitingMs', type: 'uint64', repeated: false, optional: false },
  ],
  NextTicketReply: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'user', type: 'string', repeated: false, optional: false },
    { name: 'subject', type: 'string', repeated: false, optional: false },
    { name: 'openedMs', type: 'uint64', repeated: false, optional: false },
    { name: 'waitingMs', type: 'uint64', repeated: false, optional: false },
    { name: 'queued', type: 'uint32', repeated: false, optional: false },
  ],
  TransferTicketRequest: [
    { name: 'chat', type: 'string', repeated: false, optional: false },
    { name: 'to', type: 'string', repeated: false, optional: false },
  ],
  TransferTicketReply: [],
  CloseTicketRequest: [{ name: 'chat', type: 'string', repeated: false, optional: false }],
  CloseTicketReply: [],
  ListTicketsRequest: [
    { name: 'pageSize', type: 'uint32', repeated: false, optional: false },
    { name: 'pageToken', type: 'string', repeated: false, optional: false },
  ],
  ListTicketsReply: [
    { name: 'tickets', type: 'Ticket', repeated: true, optional: false },
    { name: 'nextPageToken', type: 'string', repeated: false, optional: false },
    { name: 'queued', type: 'uint32', repeated: false, optional: false },
  ],
  SetAccountRoleRequest: [
    { name: 'name', type: 'string', repeated: false, optional: false },
    { name: 'role', type: 'string', repeated: false, optional: false },
  ],
  SetAccountRoleReply: [],
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
  /** The caller's role does not allow this. */
  PERMISSION_DENIED: { grpcStatus: 7, retryable: false },
  /** The operation does not fit the state that chat, ticket or account is in; the message says which. */
  FAILED_PRECONDITION: { grpcStatus: 9, retryable: false },
} as const;

export type ErrorCode = keyof typeof errorCodes;
