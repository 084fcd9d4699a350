/** Sending. It shares the metadata lock; only the first message of two accounts, which makes their chat, holds it alone. */

import type { SendReply, SendRequest } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { ChatId } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { MetadataGuard } from '../locks/metadata_lock.ts';
import type { CoreContext } from './core_context.ts';
import { andThen } from './eventually.ts';
import { newId } from './ids.ts';
import { decideSend, type SendDecision } from './send_decision.ts';
import type { AccountState, SessionState } from './state.ts';
import { invalid, requireBody, requireBytes } from './validation.ts';

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
    if ((request.to === '') === (request.chat === ''))
      throw invalid('to, chat: exactly one of the two has to be given');
    requireBody(request.body, this.#core.limits);
    if (request.key !== '') requireBytes('key', request.key, this.#core.limits.keyBytesMax);
    return this.#send(session, request);
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
  #decide(
    guard: MetadataGuard,
    session: SessionState,
    request: SendRequest,
    newChat: ChatId | undefined,
  ): SendDecision {
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
    { events, chat, timeMs }: SendDecision & { kind: 'commit' },
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
