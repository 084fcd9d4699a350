/**
 * What is read by going through messages one by one: pages, what is unread, what a search finds. Knows lists of messages;
 * nothing of who takes part, or of what was forgotten.
 */

import type { Message } from '../../contract/contract.generated.ts';
import type { MessagePage, PageBounds, SearchPage, SearchRequest, UnreadRange } from '../ledger.ts';
import { MergedRuns } from '../merged_runs.ts';
import { holdsAll } from '../search_words.ts';
import { unreadLookedAtMax } from '../unread_bound.ts';
import type { MessageList } from './message_list.ts';
import { BackwardRun, type MessageRun } from './message_run.ts';

/** As much of the runs as the bounds allow. */
export function pageOf(merged: MergedRuns<MessageRun>, bounds: PageBounds): MessagePage {
  const messages: Message[] = [];
  let bytes = 0;
  for (let next = merged.first; next !== undefined; next = merged.first) {
    bytes += next.messages.bodyBytesAt(next.at);
    const full = messages.length >= bounds.messagesMax || (bytes > bounds.bytesMax && messages.length > 0);
    if (full) return { messages, more: true };
    messages.push(next.messages.at(next.at) as Message);
    merged.advance();
  }
  return { messages, more: false };
}

/** The newest with after < position < before, as many as the bounds allow. */
export function pageBefore(messages: MessageList, after: number, before: number, bounds: PageBounds): MessagePage {
  const first = messages.firstAfter(after);
  const end = Math.max(first, messages.firstAfter(before - 1));
  let start = end;
  for (let bytes = 0; start > first && end - start < bounds.messagesMax; start -= 1) {
    bytes += messages.bodyBytesAt(start - 1);
    if (bytes > bounds.bytesMax && start < end) break;
  }
  return { messages: messages.slice(start, end), more: start > first };
}

export function unreadOf(messages: MessageList, { after, sender }: UnreadRange, countMax: number): number {
  const end = Math.max(messages.firstAfter(after), messages.length - unreadLookedAtMax(countMax));
  let count = 0;
  for (let at = messages.length - 1; at >= end && count < countMax; at -= 1) {
    if (messages.senderAt(at) !== sender) count += 1;
  }
  return count;
}

/** `listOf`: the messages of a chat, where there are any. */
export function searchIn(
  listOf: (chat: SearchRequest['chats'][number]['chatId']) => MessageList | undefined,
  { chats, words, before, messagesMax, lookedAtMax, lookedAtBytesMax }: SearchRequest,
): SearchPage {
  const runs: BackwardRun[] = [];
  for (const { chatId, spans } of chats) {
    const list = listOf(chatId);
    if (list === undefined) continue;
    for (const { after, upTo } of spans) {
      runs.push(new BackwardRun(list, list.firstAfter(after), list.firstAfter(Math.min(upTo, before - 1))));
    }
  }
  const merged = new MergedRuns(runs);
  const messages: Message[] = [];
  let lookedAt = 0;
  let bytes = 0;
  let last = 0;
  for (let next = merged.first; next !== undefined; next = merged.first) {
    const bodyBytes = next.messages.bodyBytesAt(next.at);
    const isDone = messages.length >= messagesMax || lookedAt >= lookedAtMax;
    if (isDone || (bytes + bodyBytes > lookedAtBytesMax && lookedAt > 0)) {
      return { messages, nextBefore: last, lookedAtBytes: bytes };
    }
    const message = next.messages.at(next.at) as Message;
    if (holdsAll(message.body, words)) messages.push(message);
    lookedAt += 1;
    bytes += bodyBytes;
    last = message.position;
    merged.advance();
  }
  // A full page does not tell whether more follow, here as in the other ledgers.
  const isDone = messages.length >= messagesMax || lookedAt >= lookedAtMax;
  return { messages, nextBefore: isDone ? last : 0, lookedAtBytes: bytes };
}
