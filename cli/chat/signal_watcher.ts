/** What signals bring onto the screen. Knows what each says; what is kept of it is the conversation's and the board's. */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { ChatChanged } from '../../shared/contract/contract.generated.ts';
import type { Signal } from '../../shared/contract/core_port.ts';
import type { ChatList } from './chat_list.ts';
import type { Conversation } from './conversation.ts';
import { OwnChanges } from './own_changes.ts';
import type { Screen } from './screen.ts';
import type { TicketBoard } from './ticket_board.ts';

export interface SignalWatcherOptions {
  readonly client: Client;
  readonly screen: Screen;
  readonly chats: ChatList;
  readonly conversation: Conversation;
  readonly tickets: TicketBoard;
  readonly user: string;
  /** The list of chats is another one. */
  readonly onChatsChanged: () => void;
}

/** What an interactive chat asks to be told of. */
export const watchedSignals = ['chats', 'receipts', 'presence', 'typing', 'tickets'] as const;

/** As many as one page has: of larger groups, who joined first. */
const participantsAsked = 1_000;

export class SignalWatcher {
  readonly ownChanges: OwnChanges;
  readonly #options: SignalWatcherOptions;

  constructor(options: SignalWatcherOptions) {
    this.#options = options;
    this.ownChanges = new OwnChanges((changed) => this.#onChat(changed));
  }

  told(signal: Signal): void {
    const { conversation, tickets, user } = this.#options;
    switch (signal.case) {
      case 'chatChanged':
        this.ownChanges.told(signal.value);
        break;
      case 'receipt':
        conversation.receipts.told(signal.value);
        conversation.update();
        break;
      case 'presence':
        conversation.came(signal.value);
        break;
      case 'typing':
        // Not what the user types on another device.
        if (signal.value.account !== user) conversation.typing.told(signal.value);
        break;
      case 'ticket':
        tickets.note(signal.value);
        break;
      default:
        signal satisfies never;
    }
  }

  #onChat(changed: ChatChanged): void {
    const { chats, conversation, screen, user, onChatsChanged } = this.#options;
    const known = chats.get(changed.chat);
    // Tickets have signals of their own.
    const news = changed.kind === 'group' ? newsOf(changed, known?.title ?? changed.title, user) : undefined;
    if (news !== undefined) screen.notice(news);
    const { change, accounts } = changed;
    if (change === 'role' && changed.kind === 'group') void this.#tellRole(changed);
    // As the news of it has it.
    if (change === 'created' || (change === 'added' && accounts.includes(user)))
      chats.hint(changed.title, changed.chat);
    if ((change === 'removed' || change === 'left') && accounts.includes(user)) {
      if (conversation.chat?.chat === changed.chat) conversation.close();
      chats.remove(changed.chat);
    }
    if (change === 'renamed') chats.change(changed.chat, { title: changed.title });
    conversation.update();
    onChatsChanged();
  }

  /** The signal does not say which role it is. */
  async #tellRole({ chat, title, accounts }: ChatChanged): Promise<void> {
    const { client, screen, user } = this.#options;
    try {
      const { participants } = await client.listParticipants(chat, { pageSize: participantsAsked });
      for (const account of accounts) {
        const role = participants.find(({ name }) => name === account)?.role ?? 'otherwise part';
        screen.notice(`${account === user ? 'you are' : `${account} is`} ${role} of ${title} now`);
      }
    } catch (error) {
      // One has left it since.
      if (!(error instanceof ChatError)) throw error;
    }
  }
}

/** What to tell at once of a group that was called `title` before. */
function newsOf({ change, accounts, ...changed }: ChatChanged, title: string, user: string): string | undefined {
  const self = accounts.includes(user);
  const names = namesText(accounts);
  const verb = accounts.length === 1 ? 'was' : 'were';
  switch (change) {
    case 'created':
      return `you are in ${changed.title} now: /open ${changed.title}`;
    case 'renamed':
      return `${title} is called ${changed.title} now`;
    case 'added':
      return self
        ? `you were added to ${changed.title}: /open ${changed.title}`
        : `${names} ${verb} added to ${changed.title}`;
    case 'removed':
      return self ? `you were removed from ${title}` : `${names} ${verb} removed from ${changed.title}`;
    case 'left':
      return self ? `you left ${title}` : `${names} left ${changed.title}`;
    default:
      return undefined;
  }
}

function namesText(names: readonly string[]): string {
  return names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
