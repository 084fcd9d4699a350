/**
 * Searching the messages that an account may read. Takes no lock: a search can take long. What it finds is looked at once
 * more before it is told, since a session may have ended, or a chat been left, while it ran.
 */

import type { Finding, Message, SearchMessagesReply, SearchMessagesRequest } from '../contract/contract.generated.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import type { ChatId, SearchWord, Span } from '../ledger/ledger.ts';
import { searchWords } from '../ledger/search_words.ts';
import type { ParticipantState } from './chat_state.ts';
import type { CoreContext } from './core_context.ts';
import { spansOf } from './history.ts';
import { type SearchableChat, searchGroups } from './search_groups.ts';
import { snippets } from './snippet.ts';
import { clippedSpans, readableSpans } from './spans.ts';
import type { AccountState } from './state.ts';
import { invalid, requireBytes, requireCount, requirePosition } from './validation.ts';

const snippetCharactersMax = 160;

/** Chats up to which it takes no turn of its own to see which of them have something. */
const quickChatsMax = 1_000;

export async function searchMessages(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: SearchMessagesRequest,
): Promise<SearchMessagesReply> {
  const { hub, limits, ledger, state } = core;
  const caller = hub.check(handle);
  requireBytes('query', request.query, limits.searchQueryBytesMax);
  requirePosition('before', request.before, request.ledgerId, { id: ledger.id, position: state.position });
  const messagesMax = requireCount('limit', request.limit, 20, limits.searchPageMessagesMax);
  const words = requireWords(request.query, limits.searchWordsMax);
  const bounds = {
    messagesMax,
    lookedAtMax: limits.searchLookedAtMax,
    lookedAtBytesMax: limits.searchLookedAtBytesMax,
  };
  const found = await core.searches.run(caller.id, async (turn) => {
    const before = request.before === 0 ? state.position + 1 : request.before;
    const look = (): readonly SearchableChat[] => searched(core, hub.check(handle), request.chat, before);
    const chats = caller.chats.size <= quickChatsMax ? look() : await turn(look);
    return searchGroups(chats, { words, before, ...bounds }, (slice) =>
      turn(() => {
        hub.check(handle);
        return ledger.search(slice);
      }),
    );
  });
  const account = hub.check(handle);
  const messages = found.messages.filter(readableNow(core, account, request.chat));
  const shown = snippets(
    messages.map(({ body }) => body),
    words,
    { charactersMax: snippetCharactersMax, lookedAtMax: limits.searchSnippetUnitsMax },
  );
  const findings = messages.map(({ body: _, ...message }, at): Finding => ({ ...message, snippet: shown[at] ?? '' }));
  return { findings, nextBefore: found.nextBefore };
}

/** The words of a query; one that a * follows at once is a prefix. INVALID_ARGUMENT where there are none, or too many. */
export function requireWords(query: string, wordsMax: number): readonly SearchWord[] {
  const words: SearchWord[] = [];
  for (const [part] of query.matchAll(/[^*]+\*?/g)) {
    const texts = searchWords(part);
    const endsInPrefix = /[\p{L}\p{N}\p{M}]\*$/u.test(part);
    for (const [index, text] of texts.entries()) {
      words.push({ text, isPrefix: endsInPrefix && index === texts.length - 1 });
    }
  }
  if (words.length === 0) throw invalid('query: at least one word, of letters or digits, is expected');
  if (words.length > wordsMax) throw invalid(`query: at most ${wordsMax} words are allowed, not ${words.length}`);
  return words;
}

/** Where the account may look. NOT_FOUND where it may not read the one chat that it names. */
function searched(core: CoreContext, account: AccountState, chat: string, before: number): readonly SearchableChat[] {
  if (chat !== '') {
    const chatId = chat as ChatId;
    const all = spansOf(core, account, chatId);
    const spans = (after: number, below: number): readonly Span[] => clippedSpans(all, after, below);
    return [{ chatId, lastPosition: Infinity, spansMax: all.length, spans }];
  }
  const chats: SearchableChat[] = [];
  for (const participant of account.chats.values()) {
    const { spans, joinedPosition, chat: of } = participant;
    const oldest = spans[0]?.after ?? joinedPosition;
    if (of.lastPosition > oldest && oldest < before - 1) chats.push(new ParticipantsChat(participant));
  }
  return chats;
}

/** Works its spans out when it is looked into: most of very many chats are not. */
class ParticipantsChat implements SearchableChat {
  readonly chatId: ChatId;
  readonly lastPosition: number;
  readonly spansMax: number;
  readonly #participant: ParticipantState;

  constructor(participant: ParticipantState) {
    this.chatId = participant.chatId;
    this.lastPosition = participant.chat.lastPosition;
    this.spansMax = participant.spans.length + 1;
    this.#participant = participant;
  }

  spans(after: number, before: number): readonly Span[] {
    const { spans, joinedPosition } = this.#participant;
    if (spans.length > 0) return clippedSpans(readableSpans(this.#participant, before - 1), after, before);
    const from = Math.max(joinedPosition, after);
    return from < before - 1 ? [{ after: from, upTo: before - 1 }] : [];
  }
}

/** Whether the account may read a message that was found. NOT_FOUND where it is out of the one chat that it named. */
function readableNow(core: CoreContext, account: AccountState, chat: string): (message: Message) => boolean {
  const { position } = core.state;
  const known = new Map<string, readonly Span[]>();
  if (chat !== '') known.set(chat, spansOf(core, account, chat as ChatId));
  return (message) => {
    const participant = account.chats.get(message.chat as ChatId);
    const spans = known.get(message.chat) ?? (participant === undefined ? [] : readableSpans(participant, position));
    known.set(message.chat, spans);
    return spans.some(({ after, upTo }) => after < message.position && message.position <= upTo);
  };
}
