/**
 * Searching the messages that an account may read. Takes no lock: a search can take long. What it finds is looked at once
 * more before it is told, since a session may have ended, or a chat been left, while it ran.
 */

import type { Finding, Message, SearchMessagesReply, SearchMessagesRequest } from '../contract/contract.generated.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import type { ChatId, SearchRequest, SearchWord, Span } from '../ledger/ledger.ts';
import { searchWords } from '../ledger/search_words.ts';
import type { CoreContext } from './core_context.ts';
import { spansOf } from './history.ts';
import { snippet } from './snippet.ts';
import { clippedSpans, readableSpans } from './spans.ts';
import type { AccountState } from './state.ts';
import { invalid, requireBytes, requireCount, requirePosition } from './validation.ts';

const snippetCharactersMax = 160;

/** UTF-16 units of bodies that all snippets of a page may look at together: some milliseconds. */
const snippetsLookedAtMax = 1_048_576;

export async function searchMessages(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: SearchMessagesRequest,
): Promise<SearchMessagesReply> {
  const { hub, limits, ledger, state } = core;
  hub.check(handle);
  requireBytes('query', request.query, limits.searchQueryBytesMax);
  requirePosition('before', request.before, request.ledgerId, { id: ledger.id, position: state.position });
  const messagesMax = requireCount('limit', request.limit, 20, limits.searchPageMessagesMax);
  const words = requireWords(request.query, limits.searchWordsMax);
  const found = await core.searches.run(() => {
    const account = hub.check(handle);
    const before = request.before === 0 ? state.position + 1 : request.before;
    const chats = searched(core, account, request.chat, before);
    return ledger.search({ chats, words, before, messagesMax, lookedAtMax: limits.searchLookedAtMax });
  });
  const account = hub.check(handle);
  const mayRead = readableNow(core, account, request.chat);
  const lookedAtMax = Math.floor(snippetsLookedAtMax / messagesMax);
  const findings = found.messages.filter(mayRead).map(
    ({ body, ...message }): Finding => ({
      ...message,
      snippet: snippet(body, words, { charactersMax: snippetCharactersMax, lookedAtMax }),
    }),
  );
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
function searched(core: CoreContext, account: AccountState, chat: string, before: number): SearchRequest['chats'] {
  const clipped = (spans: readonly Span[]): readonly Span[] => clippedSpans(spans, 0, before);
  if (chat !== '') {
    const chatId = chat as ChatId;
    return [{ chatId, spans: clipped(spansOf(core, account, chatId)) }];
  }
  const { position } = core.state;
  return [...account.chats.values()]
    .map((participant) => ({ chatId: participant.chatId, spans: clipped(readableSpans(participant, position)) }))
    .filter(({ spans }) => spans.length > 0);
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
