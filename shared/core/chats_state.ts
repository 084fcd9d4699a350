/**
 * All chats: how they are made, change and are forgotten. A part of the state, changed by it alone. Knows accounts;
 * nothing of messages and tickets. Invariant: the count of participants is what the groups that there are come to.
 */

import assert from 'node:assert/strict';
import type {
  AccountId,
  ChatCreated,
  ChatId,
  LedgerEvent,
  LedgerSnapshot,
  ParticipantRemoved,
  ParticipantsAdded,
} from '../ledger/ledger.ts';
import { countOf, join, leave, linkDirectChat, newChat, rememberFormer, removeDeleted, setRole } from './chat_state.ts';
import type { ChatChanged, Consequence } from './consequence.ts';
import type { AccountState, ChatState, ParticipantState } from './state_types.ts';

/** What changes chats, apart from messages and tickets. */
export type ChatEvent = Extract<
  LedgerEvent,
  {
    type:
      | 'chat_created'
      | 'chat_renamed'
      | 'participants_added'
      | 'participant_removed'
      | 'participant_role_changed'
      | 'chat_read';
  }
>;

export class ChatsState {
  readonly byId = new Map<ChatId, ChatState>();
  readonly #accounts: ReadonlyMap<AccountId, AccountState>;
  readonly #formerMax: number;
  #groupParticipants = 0;

  /** Looks into `accounts`, which others change, for whoever takes part. */
  constructor(accounts: ReadonlyMap<AccountId, AccountState>, formerMax: number) {
    this.#accounts = accounts;
    this.#formerMax = formerMax;
  }

  /** Of all groups together, with those of before that they remember. */
  get groupParticipants(): number {
    return this.#groupParticipants;
  }

  chat(id: ChatId): ChatState {
    const chat = this.byId.get(id);
    assert(chat, `chat ${id} exists`);
    return chat;
  }

  apply(event: ChatEvent, position: number): Consequence {
    switch (event.type) {
      case 'chat_created':
        return this.#created(event, position);
      case 'chat_renamed': {
        const chat = this.chat(event.chat);
        chat.title = event.title;
        return { type: 'chat_changed', chat, change: 'renamed', accounts: [] };
      }
      case 'participants_added':
        return this.#added(event, position);
      case 'participant_removed':
        return this.#removed(event, position);
      case 'participant_role_changed': {
        const participant = this.#participant(event.chat, event.account);
        setRole(participant, event.role);
        return { type: 'chat_changed', chat: participant.chat, change: 'role', accounts: [participant.account] };
      }
      case 'chat_read': {
        const participant = this.#participant(event.chat, event.account);
        const from = participant.readPosition;
        participant.readPosition = event.readPosition;
        return { type: 'read', participant, from };
      }
      default:
        return event satisfies never;
    }
  }

  recover(chats: LedgerSnapshot['chats']): void {
    for (const { chat: id, kind, title, createdMs, lastPosition, participants, former } of chats) {
      const chat = newChat({ id, kind, title, createdMs, lastPosition });
      this.byId.set(id, chat);
      for (const { account, role, joinedPosition, spans, readPosition } of participants) {
        join(chat, { account: this.#account(account), role, joinedPosition, spans, readPosition });
      }
      if (kind === 'direct') linkDirectChat(chat);
      for (const { account, spans } of former) {
        this.#forgetFormer(chat, rememberFormer(chat, this.#account(account), spans, this.#formerMax));
      }
      this.#groupParticipants += countOf(chat);
    }
  }

  /** The account, which has gone already, takes part in nothing any more. */
  removeAccount(account: AccountState, chats: readonly ChatState[]): void {
    for (const chat of chats) {
      const counted = countOf(chat);
      removeDeleted(chat, account);
      this.#groupParticipants += countOf(chat) - counted;
      // Those who stay keep the chat, to read; nobody is left to read one without participants.
      if (chat.participants.size === 0) this.#forget(chat);
    }
    for (const chat of account.formerChats) {
      const counted = countOf(chat);
      chat.former.delete(account.id);
      this.#groupParticipants += countOf(chat) - counted;
    }
  }

  #created({ chat: id, kind, title, participants, timeMs }: ChatCreated, position: number): ChatChanged {
    const chat = newChat({ id, kind, title, createdMs: timeMs, lastPosition: position });
    this.byId.set(id, chat);
    const role = kind === 'group' ? 'owner' : 'member';
    for (const [place, account] of participants.entries()) {
      const joining = { joinedPosition: position, spans: [], readPosition: position };
      join(chat, { account: this.#account(account), role: place === 0 ? role : 'member', ...joining });
    }
    if (kind === 'direct') linkDirectChat(chat);
    this.#groupParticipants += countOf(chat);
    return { type: 'chat_changed', chat, change: 'created', accounts: [] };
  }

  #added(event: ParticipantsAdded, position: number): ChatChanged {
    const chat = this.chat(event.chat);
    const counted = countOf(chat);
    const accounts = event.participants.map(({ account: id, spans }) => {
      const account = this.#account(id);
      join(chat, { account, role: 'member', joinedPosition: position, spans, readPosition: position });
      return account;
    });
    this.#groupParticipants += countOf(chat) - counted;
    return { type: 'chat_changed', chat, change: 'added', accounts };
  }

  #removed(event: ParticipantRemoved, position: number): ChatChanged {
    const going = this.#participant(event.chat, event.account);
    const { chat, account } = going;
    const counted = countOf(chat);
    this.#forgetFormer(chat, leave(going, position, this.#formerMax));
    this.#groupParticipants += countOf(chat) - counted;
    // Nobody is left to read it, or to let anybody in.
    if (chat.participants.size === 0) this.#forget(chat);
    return { type: 'chat_changed', chat, change: event.reason, accounts: [account] };
  }

  #participant(chat: ChatId, account: AccountId): ParticipantState {
    const participant = this.chat(chat).participants.get(account);
    assert(participant, `account ${account} takes part in chat ${chat}`);
    return participant;
  }

  #account(id: AccountId): AccountState {
    const account = this.#accounts.get(id);
    assert(account, `account ${id} exists`);
    return account;
  }

  #forgetFormer(chat: ChatState, account: AccountId | undefined): void {
    if (account !== undefined) this.#accounts.get(account)?.formerChats.delete(chat);
  }

  #forget(chat: ChatState): void {
    this.byId.delete(chat.id);
    this.#groupParticipants -= countOf(chat);
    for (const id of chat.former.keys()) this.#accounts.get(id)?.formerChats.delete(chat);
  }
}
