/**
 * The changes that the crash audit asks of groups and tickets, and what each of them makes of a chat. A second opinion:
 * shares nothing with the server but the contract. Pure.
 */

/** Messages with after < position <= upTo. */
export interface Span {
  readonly after: number;
  readonly upTo: number;
}

export interface Part {
  readonly account: string;
  readonly role: 'owner' | 'member';
  /** Undefined where no answer told it. */
  readonly joinedPosition: number | undefined;
  readonly readPosition: number | undefined;
  /** What it may read of what came before; undefined where that depends on what no answer told. */
  readonly spans: readonly Span[] | undefined;
}

/** A chat as the ledger should have it, or as it has it. */
export interface ChatModel {
  readonly title: string;
  /** In the order of their joining. */
  readonly participants: readonly Part[];
  readonly former: readonly Pick<Part, 'account' | 'spans'>[];
  /** Whether it is an open ticket, and whose. */
  readonly ticket: 'none' | 'queued' | `assigned to ${string}`;
}

export type ChatChange =
  | { readonly type: 'create'; readonly owner: string; readonly others: readonly string[] }
  | {
      readonly type: 'add';
      /** The owner who adds, and gives away what it may read itself. */
      readonly by: string;
      readonly accounts: readonly string[];
      readonly withHistory: boolean;
    }
  | { readonly type: 'remove' | 'leave'; readonly account: string }
  | { readonly type: 'role'; readonly account: string; readonly role: 'owner' | 'member' }
  | { readonly type: 'rename'; readonly title: string }
  | { readonly type: 'read'; readonly account: string; readonly position: number }
  | { readonly type: 'open'; readonly user: string }
  | { readonly type: 'assign'; readonly operator: string }
  | { readonly type: 'return' | 'close' };

/** Chats are told apart by the beginning of their title, which no change changes: a send may be lost with its chat's id. */
export function chatName(title: string): string | undefined {
  return /^(?:group|ticket) [\d.]+/.exec(title)?.[0];
}

/** `position`: where the ledger has the change, as far as that is known. Throws where the chat is not there to be changed. */
export function changedBy(
  name: string,
  chat: ChatModel | undefined,
  change: ChatChange,
  position: number | undefined,
): ChatModel {
  switch (change.type) {
    case 'create':
      return newChat(name, [change.owner, ...change.others], position, 'none');
    case 'open':
      return newChat(name, [change.user], position, 'queued');
    default:
      if (chat === undefined) throw new Error(`${change.type} of ${name}, which is not there`);
      return laterChange(chat, change, position);
  }
}

function newChat(
  title: string,
  accounts: readonly string[],
  position: number | undefined,
  ticket: ChatModel['ticket'],
): ChatModel {
  const participants = accounts.map((account, place): Part => {
    const role = ticket === 'none' && place === 0 ? 'owner' : 'member';
    return { account, role, joinedPosition: position, readPosition: position, spans: [] };
  });
  return { title, participants, former: [], ticket };
}

function laterChange(
  chat: ChatModel,
  change: Exclude<ChatChange, { type: 'create' | 'open' }>,
  position: number | undefined,
): ChatModel {
  switch (change.type) {
    case 'add':
      return change.accounts.reduce(
        (into, account) =>
          added(into, account, change.withHistory ? readableBy(chat, change.by, position) : [], position),
        chat,
      );
    case 'remove':
    case 'leave':
      return gone(chat, change.account, position);
    case 'role':
      return withPart(chat, change.account, (part) => ({ ...part, role: change.role }));
    case 'rename':
      return { ...chat, title: change.title };
    case 'read':
      return withPart(chat, change.account, (part) => ({
        ...part,
        readPosition: Math.max(part.readPosition ?? 0, change.position),
      }));
    case 'assign':
      return {
        ...added(chat, change.operator, everythingUpTo(position), position),
        ticket: `assigned to ${change.operator}`,
      };
    case 'return':
      return { ...withoutOperator(chat, position), ticket: 'queued' };
    case 'close':
      return { ...withoutOperator(chat, position), ticket: 'none' };
    default:
      return change satisfies never;
  }
}

/** `given`: what it may read besides what it could before; undefined where that depends on what no answer told. */
function added(
  chat: ChatModel,
  account: string,
  given: readonly Span[] | undefined,
  position: number | undefined,
): ChatModel {
  const before = chat.former.find((each) => each.account === account);
  const known = before === undefined ? [] : before.spans;
  const part: Part = {
    account,
    role: 'member',
    joinedPosition: position,
    readPosition: position,
    spans: known === undefined || given === undefined ? undefined : [...known, ...given],
  };
  return {
    ...chat,
    participants: [...chat.participants, part],
    former: chat.former.filter((each) => each !== before),
  };
}

/** The last owner's role goes to whoever joined first of the others. */
function gone(chat: ChatModel, account: string, position: number | undefined): ChatModel {
  const part = chat.participants.find((each) => each.account === account);
  if (part === undefined) throw new Error(`${account} takes no part in ${chat.title}`);
  const others = chat.participants.filter((each) => each !== part);
  const passes = part.role === 'owner' && others.every(({ role }) => role !== 'owner');
  const readable = readableIn(part, position);
  return {
    ...chat,
    participants: others.map((each, place) => (passes && place === 0 ? { ...each, role: 'owner' } : each)),
    former: [...chat.former, { account, spans: readable }],
  };
}

function everythingUpTo(position: number | undefined): readonly Span[] | undefined {
  return position === undefined ? undefined : [{ after: 0, upTo: position }];
}

function readableBy(chat: ChatModel, account: string, position: number | undefined): readonly Span[] | undefined {
  const part = chat.participants.find((each) => each.account === account);
  return part === undefined ? undefined : readableIn(part, position);
}

function readableIn({ joinedPosition, spans }: Part, position: number | undefined): readonly Span[] | undefined {
  if (spans === undefined || joinedPosition === undefined || position === undefined) return undefined;
  return [...spans, { after: joinedPosition, upTo: position }];
}

function withoutOperator(chat: ChatModel, position: number | undefined): ChatModel {
  const [user, operator] = chat.participants;
  if (operator === undefined) return chat;
  return { ...gone(chat, operator.account, position), participants: user === undefined ? [] : [user] };
}

function withPart(chat: ChatModel, account: string, change: (part: Part) => Part): ChatModel {
  return { ...chat, participants: chat.participants.map((part) => (part.account === account ? change(part) : part)) };
}
