/**
 * The core: every operation, over one ledger. Knows no socket and no encoding; time and chance are passed in.
 * ARCHITECTURE.md has the way of a request through it.
 */

import type { ServerInfoReply, SubscribeRequest } from '../contract/contract.generated.ts';
import type { CorePort, SessionHandle, Subscriber, Subscription } from '../contract/core_port.ts';
import type { Environment, Timer } from '../contract/environment.ts';
import { type Limits, publishedLimits } from '../contract/limits.ts';
import { contractVersion, version } from '../contract/version.ts';
import type { AccountRole, Ledger } from '../ledger/ledger.ts';
import { FifoInboxLock, type InboxLock } from '../locks/inbox_lock.ts';
import { FifoMetadataLock, type MetadataLock } from '../locks/metadata_lock.ts';
import { listAccounts } from './account_list.ts';
import { changePassword, createAccount, deleteAccount } from './accounts.ts';
import { ChangeGate } from './change_gate.ts';
import { listChats } from './chat_list.ts';
import { createChat, renameChat } from './chats.ts';
import type { CoreContext } from './core_context.ts';
import { closeTicket, nextTicket, openTicket, transferTicket } from './desk.ts';
import { listTickets } from './desk_list.ts';
import { DeskSweep } from './desk_sweep.ts';
import { history } from './history.ts';
import { Inboxes } from './inboxes.ts';
import { Journal } from './journal.ts';
import { Messages } from './messages.ts';
import { listParticipants } from './participant_list.ts';
import { addParticipants, leaveChat, removeParticipant, setRole } from './participants.ts';
import { type DeriveKey, PasswordHasher } from './password_hasher.ts';
import { setPresence, setTyping } from './presence.ts';
import { acknowledge, fetch, subscribe } from './reading.ts';
import { getReceipts, markRead } from './receipts.ts';
import { type AdminPassword, ensureAdmin, grantRole, setAccountRole } from './roles.ts';
import { searchMessages } from './search.ts';
import { Searches } from './searches.ts';
import { login, logout, sweepSessions, writeUses } from './sessions.ts';
import { Presence } from './signals/presence.ts';
import { Signals } from './signals/signals.ts';
import { State } from './state.ts';
import { TokenHub } from './token_hub.ts';
import { TurnQueue } from './turn_queue.ts';

export interface CoreOptions {
  readonly ledger: Ledger;
  readonly environment: Environment;
  readonly limits: Limits;
  /** What the events of the ledger add up to so far. By default a ledger without events is assumed. */
  readonly state?: State;
  /** Called once, when the state is no longer what the ledger says: the core takes no event any more, and has to be closed. */
  readonly onFailure?: (error: unknown) => void;
  /** Replaced by tests only. */
  readonly locks?: { readonly metadata?: MetadataLock; readonly newInboxLock?: () => InboxLock };
  /** Replaced by tests only. By default argon2id. */
  readonly deriveKey?: DeriveKey;
}

export class Core implements CorePort {
  readonly operations: CorePort['operations'];
  readonly #context: CoreContext;
  readonly #startedMs: number;
  readonly #deskSweep: DeskSweep;
  #sweep: Timer | undefined;

  constructor(options: CoreOptions) {
    const { ledger, environment, limits } = options;
    const waits = { environment, lockWaitMs: limits.lockWaitMs, lockWaitersMax: limits.lockWaitersMax };
    const newInboxLock = options.locks?.newInboxLock ?? ((): InboxLock => new FifoInboxLock(waits));
    const state = options.state ?? new State(limits);
    const inboxes = new Inboxes({ state, ledger, environment, limits, newInboxLock });
    const presence = new Presence({
      ...{ state, inboxes, environment, limits },
      commit: (events) => core.journal.commit(events),
    });
    const signals = new Signals({ inboxes, presence, state, environment, limits });
    const core: CoreContext = {
      state,
      journal: new Journal(ledger, state, { inboxes, signals }, (error) => {
        environment.reportFault('applying an event', error);
        options.onFailure?.(error);
      }),
      ledger,
      hub: new TokenHub(state, environment, limits),
      hasher: new PasswordHasher(environment, limits, options.deriveKey),
      lists: new TurnQueue(environment, limits.listQueueMax),
      searches: new Searches(environment, limits),
      inboxes,
      signals,
      presence,
      metadata: options.locks?.metadata ?? new FifoMetadataLock(waits),
      changes: new ChangeGate(limits.changesPerAccountMax),
      limits,
      environment,
      closing: new Set(),
    };
    this.#context = core;
    this.#startedMs = environment.now();
    const messages = new Messages(core);
    this.operations = {
      createAccount: (_session, request) => createAccount(core, request),
      login: (_session, request) => login(core, request),
      logout: (session) => logout(core, session),
      changePassword: (session, request) => changePassword(core, session, request),
      deleteAccount: (session, request) => deleteAccount(core, session, request),
      listAccounts: (session, request) => listAccounts(core, session, request),
      send: (session, request) => messages.send(session, request),
      fetch: (session, request) => fetch(core, session, request),
      acknowledge: (session, request) => acknowledge(core, session, request),
      history: (session, request) => history(core, session, request),
      createChat: (session, request) => createChat(core, session, request),
      renameChat: (session, request) => renameChat(core, session, request),
      listChats: (session, request) => listChats(core, session, request),
      listParticipants: (session, request) => listParticipants(core, session, request),
      addParticipants: (session, request) => addParticipants(core, session, request),
      removeParticipant: (session, request) => removeParticipant(core, session, request),
      leaveChat: (session, request) => leaveChat(core, session, request),
      setRole: (session, request) => setRole(core, session, request),
      markRead: (session, request) => markRead(core, session, request),
      getReceipts: (session, request) => getReceipts(core, session, request),
      setPresence: (session, request) => setPresence(core, session, request),
      setTyping: (session, request) => setTyping(core, session, request),
      searchMessages: (session, request) => searchMessages(core, session, request),
      openTicket: (session, request) => openTicket(core, session, request),
      nextTicket: (session, request) => nextTicket(core, session, request),
      transferTicket: (session, request) => transferTicket(core, session, request),
      closeTicket: (session, request) => closeTicket(core, session, request),
      listTickets: (session, request) => listTickets(core, session, request),
      setAccountRole: (session, request) => setAccountRole(core, session, request),
      serverInfo: () => this.#serverInfo(),
    };
    this.#deskSweep = new DeskSweep(core);
    this.#sweepLater();
  }

  resume(token: string): SessionHandle {
    return this.#context.hub.resume(token);
  }

  subscribe(session: SessionHandle | undefined, request: SubscribeRequest, subscriber: Subscriber): Subscription {
    return subscribe(this.#context, session, request, subscriber);
  }

  /** For whoever runs the server. NOT_FOUND where there is no account of that name. */
  grantRole(name: string, role: AccountRole): Promise<void> {
    return grantRole(this.#context, name, role);
  }

  /** For whoever runs the server: the account of that name is an admin from now on. As `ensureAdmin` of roles.ts says. */
  ensureAdmin(name: string, password: AdminPassword): Promise<void> {
    return ensureAdmin(this.#context, name, password);
  }

  /** Ends every subscription, with UNAVAILABLE, and the ledger. Fronts have stopped taking requests before. */
  async close(): Promise<void> {
    this.#sweep?.cancel();
    this.#deskSweep.close();
    this.endSubscriptions();
    this.#context.signals.close();
    // A ledger that takes nothing more is no reason not to close it: some sessions then expire before their time.
    await this.#context.presence.close().catch(() => undefined);
    await writeUses(this.#context).catch(() => undefined);
    await this.#context.ledger.close();
  }

  /** Ends every subscription with UNAVAILABLE: the server is stopping. */
  endSubscriptions(): void {
    this.#context.inboxes.closeAll('UNAVAILABLE', 'the server is stopping');
  }

  #serverInfo(): ServerInfoReply {
    const { ledger, environment, limits } = this.#context;
    return {
      version,
      contractVersion,
      ledgerId: ledger.id,
      uptimeMs: environment.now() - this.#startedMs,
      limits: publishedLimits(limits),
    };
  }

  #sweepLater(): void {
    const { environment, limits } = this.#context;
    this.#sweep = environment.startTimer(limits.sessionSweepMs, () => {
      sweepSessions(this.#context).catch((error: unknown) => environment.reportFault('sweeping sessions', error));
      this.#sweepLater();
    });
  }
}
