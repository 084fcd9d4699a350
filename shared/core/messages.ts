/** Sending, and reading a chat backwards. Sending shares the metadata lock; only a chat's first message holds it alone. */

import { hash } from 'node:crypto';
import { ChatError } from '../contract/chat_error.ts';
import type { HistoryReply, HistoryRequest, SendReply, SendRequest } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { ChatId, LedgerEvent } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { MetadataGuard } from '../locks/metadata_lock.ts';
import type { CoreContext } from './core_context.ts';
import { andThen, holding } from './eventually.ts';
import { newId } from './ids.ts';
import type { AccountState, SessionState } from './state.ts';
import { invalid, requireBody, requireBytes, requireCount, requirePosition } from './validation.ts';

/** What to do about a send, as the state stands. */
type Decision =
  | { readonly kind: 'repeated'; readonly reply: SendReply }
  | { readonly kind: 'needs chat' }
  | {
      readonly kind: 'commit';
      readonly events: readonly LedgerEvent[];
      readonly chat: ChatId;
      readonly timeMs: number;
    };

/** Sends with a key whose commit is under way: a repeat waits for it instead of sending twice. */
type SendsInFlight = Map<AccountState, Map<string, Promise<unknown>>>;

export class Messages {
  readonly #core: CoreContext;
  readonly #inFlight: SendsInFlight = new Map();

  constructor(core: CoreContext) {
    this.#core = core;
  }

  send(handle: SessionHandle | undefined, request: SendRequest): Eventually<SendReply> {
    const session = this.#core.hub.checkSession(handle).state;
    requireBody(request.body, this.#core.limits);
    if (request.key !== '') requireBytes('key', request.key, this.#core.limits.keyBytesMax);
    return this.#send(session, request);
  }

  history(handle: SessionHandle | undefined, request: HistoryRequest): Eventually<HistoryReply> {
    const { hub, limits, ledger, state, metadata } = this.#core;
    const account = hub.check(handle);
    requirePosition('before', request.before, request.ledgerId, { id: ledger.id, position: state.position });
    const messagesMax = requireCount('limit', request.limit, 100, limits.pageMessagesMax);
    return holding(metadata.shared(new LockScope()), () => {
      hub.check(handle);
      const chat = request.chat as ChatId;
      if (!account.chats.has(chat)) throw new ChatError('NOT_FOUND', `you take part in no chat ${request.chat}`);
      const before = request.before === 0 ? state.position + 1 : request.before;
      return ledger.readBackward(chat, account.chats.get(chat)?.joinedPosition ?? 0, before, {
        messagesMax,
        bytesMax: limits.pageBytesMax,
      });
    });
  }

  #send(session: SessionState, request: SendRequest): Eventually<SendReply> {
    const guard = this.#core.metadata.shared(new LockScope());
    if (guard instanceof Promise) return guard.then((held) => this.#sendSharing(held, session, request));
    return this.#sendSharing(guard, session, request);
  }

  /** Shares the metadata lock, and gives it back. */
  #sendSharing(guard: MetadataGuard, session: SessionState, request: SendRequest): Eventually<SendReply> {
    const first = request.key === '' ? undefined : this.#inFlight.get(session.account)?.get(request.key);
    const decision = first ?? this.#decide(guard, session, request, undefined);
    if (!(decision instanceof Promise) && decision.kind === 'commit') {
      return this.#commit(guard, session.account, request, decision);
    }
    if (!(decision instanceof Promise) && decision.kind === 'needs chat') {
      return this.#sendFirst(guard, session, request);
    }
    guard.release();
    if (!(decision instanceof Promise)) return decision.reply;
    const again = (): Eventually<SendReply> => this.#send(session, request);
    return decision.then(again, again);
  }

  /**
   * The first message between two makes their chat, so it holds the metadata lock alone. It keeps its place: a later
   * send of the same sender, which finds the chat, must not come before it.
   */
  #sendFirst(shared: MetadataGuard, session: SessionState, request: SendRequest): Eventually<SendReply> {
    return andThen(this.#core.metadata.exclusiveInstead(shared), (guard) => {
      const decision = this.#decide(guard, session, request, newId<ChatId>(this.#core.environment));
      if (decision.kind === 'commit') return this.#commit(guard, session.account, request, decision);
      guard.release();
      if (decision.kind === 'needs chat') throw new Error('a chat id was at hand');
      return decision.reply;
    });
  }

  /** Gives the guard back where the send is refused. */
  #decide(guard: MetadataGuard, session: SessionState, request: SendRequest, newChat: ChatId | undefined): Decision {
    try {
      return decideSend(this.#core, session, request, newChat);
    } catch (error) {
      guard.release();
      throw error;
    }
  }

  #commit(
    guard: MetadataGuard,
    sender: AccountState,
    request: SendRequest,
    { events, chat, timeMs }: Decision & { kind: 'commit' },
  ): Eventually<SendReply> {
    const reply = this.#core.journal.commitHolding(guard, events, (first) => ({
      position: first + events.length - 1,
      timeMs,
      chat,
    }));
    if (request.key !== '' && reply instanceof Promise) this.#noteInFlight(sender, request.key, reply);
    return reply;
  }

  #noteInFlight(sender: AccountState, key: string, committed: Promise<unknown>): void {
    const keys = this.#inFlight.get(sender) ?? new Map<string, Promise<unknown>>();
    this.#inFlight.set(sender, keys.set(key, committed));
    const done = (): void => {
      keys.delete(key);
      if (keys.size === 0) this.#inFlight.delete(sender);
    };
    committed.then(done, done);
  }
}

/** Changes nothing. `newChat` is the id for the chat, should there be none yet. */
function decideSend(
  core: CoreContext,
  session: SessionState,
  request: SendRequest,
  newChat: ChatId | undefined,
): Decision {
  const { state, closing, environment, limits } = core;
  const sender = session.account;
  // Checked again here: while this send waited for the lock, its session may have ended.
  if (session.ended) throw new ChatError('UNAUTHENTICATED', 'this session has ended: log in again');
  if (closing.has(sender)) throw new ChatError('UNAUTHENTICATED', 'this account is being deleted');
  const { to, body, key } = request;
  const fingerprint = key === '' ? '' : fingerprintOf(to, body);
  const use = key === '' ? undefined : state.keys.find(sender.id, key, environment.now());
  if (use !== undefined) {
    if (use.fingerprint !== fingerprint) {
      throw new ChatError('KEY_REUSED', `the key ${key} was used before, for another message`);
    }
    return { kind: 'repeated', reply: { position: use.position, timeMs: use.timeMs, chat: use.chat } };
  }
  const recipient = state.accountsByName.get(to);
  if (recipient === undefined || closing.has(recipient)) throw new ChatError('NOT_FOUND', `there is no account ${to}`);
  if (recipient === sender) throw invalid('to: a message to oneself has no chat to go to');
  const chat = sender.directChats.get(recipient.id);
  const timeMs = environment.now();
  const message = {
    type: 'message_sent',
    account: sender.id,
    sender: sender.name,
    body,
    timeMs,
    key,
    fingerprint,
  } as const;
  if (chat !== undefined) return { kind: 'commit', events: [{ ...message, chat: chat.id }], chat: chat.id, timeMs };
  if (newChat === undefined) return { kind: 'needs chat' };
  for (const { chats, name } of [sender, recipient]) {
    if (chats.size >= limits.chatsPerAccountMax) {
      throw new ChatError('RESOURCE_EXHAUSTED', `${name} takes part in ${chats.size} chats, and more are not allowed`);
    }
  }
  const participants = [sender.id, recipient.id];
  const events: readonly LedgerEvent[] = [
    { type: 'chat_created', chat: newChat, kind: 'direct', title: '', participants, timeMs },
    { ...message, chat: newChat },
  ];
  return { kind: 'commit', events, chat: newChat, timeMs };
}

/** 128 bits, so that what a key is remembered by has one size, in memory and on disk. */
function fingerprintOf(to: string, body: string): string {
  return hash('sha256', `${to}\n${body}`, 'base64url').slice(0, 22);
}
