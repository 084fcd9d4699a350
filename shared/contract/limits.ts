/** Every bound of a server, in one place: its unit in its name, its default, what it is for. */

/** Name, default and purpose of each bound. Each is also a flag of `duet serve`, in kebab case. */
export const limitTable = {
  nameCharactersMax: [32, 'length of an account name'],
  fullNameCharactersMax: [100, 'length of a full name'],
  passwordBytesMin: [8, 'length of a password, at least'],
  passwordBytesMax: [256, 'length of a password'],
  bodyBytesMax: [1_048_576, 'length of a message body, in UTF-8'],
  keyBytesMax: [64, 'length of an idempotency key'],
  keyLifetimeMs: [86_400_000, 'time for which an idempotency key is remembered'],
  keysPerAccountMax: [10_000, 'idempotency keys remembered per account; the oldest are forgotten first'],
  keysMax: [250_000, 'idempotency keys remembered in all; the oldest are forgotten first'],
  patternBytesMax: [256, 'length of a pattern'],
  patternInstructionsMax: [1_000, 'size of a compiled pattern'],
  listStepsMax: [200_000, 'pattern instructions times accounts that one page of a list may cost'],
  listQueueMax: [1_024, 'lists by pattern waiting for their turn'],
  listPageAccountsMax: [100, 'accounts on a page of a list'],
  pageMessagesMax: [1_000, 'messages on a page of inbox or history'],
  catchUpPageMessagesMax: [
    128,
    'messages handed at once to a subscriber that catches up, before others have their turn',
  ],
  pageBytesMax: [1_048_576, 'bytes of bodies on a page, unless its first message alone is larger'],
  accountsMax: [1_000_000, 'accounts on a server'],
  chatsPerAccountMax: [10_000, 'chats that one account takes part in'],
  groupsPerAccountMax: [5_000, 'groups of one account up to which others may put it into another'],
  participantsMax: [2_000_000, 'participants of all groups together, with those of before that they remember'],
  participantsPerChatMax: [10_000, 'participants of a chat'],
  participantsPerRequestMax: [1_000, 'accounts that one request puts into a chat'],
  formerParticipantsPerChatMax: [
    10_000,
    'participants of before that a chat remembers; those who went first are forgotten first',
  ],
  spansPerParticipantMax: [
    32,
    'times of taking part, besides the present one, that one who came back can read; the oldest are forgotten first',
  ],
  chatNamesMax: [10, 'names of participants that are told with a chat, or with a change of it'],
  titleCharactersMax: [100, 'length of a title or subject'],
  listPageChatsMax: [100, 'chats on a page of a list'],
  listPageParticipantsMax: [1_000, 'participants on a page of a list'],
  listPageTicketsMax: [100, 'tickets on a page of a list'],
  unreadCountMax: [1_000, 'unread messages counted of a chat; it stands for that many or more'],
  receiptParticipantsMax: [100, 'participants of a chat up to which there are receipts'],
  receiptDebounceMs: [100, 'time for which changes of receipts are gathered before they are told'],
  signalParticipantsMax: [
    1_000,
    'participants of a chat up to which all are told of its changes, of presence and of typing',
  ],
  presenceDebounceMs: [2_000, 'time for which an account has to stay connected, or away, before others are told'],
  typingIntervalMs: [1_000, 'time within which the same typing is told once'],
  // What 10,000 chats can have to tell: a change and two receipts of each.
  subscriberSignalsMax: [
    30_000,
    'signals waiting for one slow subscriber; of those about the same thing the newest alone',
  ],
  ticketsPerAccountMax: [5, 'open tickets of one account'],
  ticketQueueMax: [10_000, 'tickets waiting for an operator'],
  ticketDebounceMs: [200, 'time for which changes of places in the queue are gathered before they are told'],
  operatorGoneMs: [60_000, 'time after which the tickets of an operator who is away go back to the head of the queue'],
  operatorSweepMs: [1_000, 'time between two looks for operators who are away'],
  searchQueryBytesMax: [256, 'length of a search'],
  searchWordsMax: [16, 'words of a search'],
  searchPageMessagesMax: [100, 'messages on a page of a search'],
  searchLookedAtMax: [10_000, 'messages that one page of a search may look at'],
  searchLookedAtBytesMax: [
    1_048_576,
    'bytes of the bodies that one page of a search may look at, unless the first one alone is larger',
  ],
  searchSnippetUnitsMax: [
    16_384,
    'UTF-16 units of all bodies of a page of a search in which it is looked for what snippets show',
  ],
  searchesPerAccountMax: [2, 'searches of one account under way or waiting for their turn'],
  searchQueueMax: [1_024, 'searches under way or waiting for their turn'],
  sessionsPerAccountMax: [32, 'sessions of an account; a further login ends the one unused for longest'],
  sessionIdleMs: [3_600_000, 'time after its last use at which a token expires'],
  sessionSweepMs: [60_000, 'time between two sweeps for expired sessions'],
  subscriptionsPerAccountMax: [32, 'subscribers of one account'],
  subscriberQueueMessagesMax: [10_000, 'messages waiting for one slow subscriber'],
  subscriberQueueBytesMax: [8_388_608, 'bytes of bodies waiting for one slow subscriber'],
  passwordHashesAtOnceMax: [2, 'password hashes computed at once'],
  passwordHashQueueMax: [256, 'password hashes waiting to be computed'],
  passwordRequestsPerConnectionMax: [16, 'requests of one connection that have a password hashed'],
  lockWaitMs: [5_000, 'wait for a lock'],
  changesPerAccountMax: [16, 'changes of chats, tickets and roles that one account has under way'],
  lockWaitersMax: [10_000, 'operations waiting for one lock'],
  deleteDrainMs: [5_000, 'wait for the subscribers of an account that is deleted'],
  memoryLedgerBytesMax: [1_073_741_824, 'memory ledger: bytes of messages kept; acknowledged ones give way first'],
  commitQueueEventsMax: [65_536, 'SQLite ledger: events waiting to be committed'],
  commitQueueBytesMax: [67_108_864, 'SQLite ledger: bytes of events waiting to be committed'],
  commitQueueMs: [1_000, 'SQLite ledger: age of the oldest waiting commit from which on further ones are refused'],
  readQueueMax: [10_000, 'SQLite ledger: pages of inbox and history waiting to be read'],
  checkpointBytes: [16_777_216, 'SQLite ledger: bytes in the write-ahead log at which they are moved to the database'],
  retentionMs: [0, 'SQLite ledger: age at which a message is deleted; 0 for never'],
  retentionMessagesPerChatMax: [0, 'SQLite ledger: messages kept of a chat, newest first; 0 for all'],
  retentionSweepMs: [60_000, 'SQLite ledger: time between two sweeps for messages to delete'],
  frameBytesMax: [4_194_304, 'length of a frame, or of a gRPC message'],
  connectionsMax: [10_000, 'wire connections'],
  heartbeatMs: [30_000, 'interval at which an idle client says PING; three times as long without a frame closes it'],
  requestsInFlightMax: [1_024, 'requests of one connection or Session stream being worked on'],
  outputBytesMax: [1_048_576, 'bytes waiting to be written to one connection before it is read no further'],
  hangUpMs: [10_000, 'wait for a client to take the last that is written to it when its connection ends'],
  shutdownMs: [10_000, 'wait for open connections to take what is theirs when the server stops'],
} as const satisfies Record<string, readonly [number, string]>;

export type LimitName = keyof typeof limitTable;

/** The bounds in force. */
export type Limits = Readonly<Record<LimitName, number>>;

const names = Object.keys(limitTable) as LimitName[];

export const defaultLimits: Limits = Object.fromEntries(names.map((name) => [name, limitTable[name][0]])) as Limits;

/** The bounds that clients are told of, by ServerInfo and HELLO. */
export function publishedLimits(limits: Limits): readonly { readonly name: string; readonly value: number }[] {
  return names.map((name) => ({ name: snakeCase(name), value: limits[name] }));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
