/** In what the chat that the ledger has differs from the one that it should have. Pure. */

import type { ChatModel, Part, Span } from './chat_changes.ts';

/** Undefined where they are the same, as far as is known. `messages`: the positions of those that the chat holds. */
export function differenceOf(
  expected: ChatModel | undefined,
  kept: ChatModel | undefined,
  messages: readonly number[],
): string | undefined {
  if (expected === undefined || kept === undefined) {
    if (expected === kept) return undefined;
    return expected === undefined ? 'is there, and nobody was told so' : 'is not there';
  }
  if (expected.title !== kept.title) return `is called ${kept.title}, not ${expected.title}`;
  if (expected.ticket !== kept.ticket) return `is ${kept.ticket} as a ticket, not ${expected.ticket}`;
  const [wanted, found] = [expected, kept].map(({ participants }) => participants.map(({ account }) => account).join());
  if (wanted !== found) return `has the participants ${found}, not ${wanted}`;
  const [wantedFormer, foundFormer] = [expected, kept].map(({ former }) => {
    return former.map(({ account }) => account).join();
  });
  if (wantedFormer !== foundFormer) return `remembers ${foundFormer}, not ${wantedFormer}`;
  for (const [place, part] of kept.participants.entries()) {
    const difference = partDifference(expected.participants[place] as Part, part, messages);
    if (difference !== undefined) return `has ${part.account} ${difference}`;
  }
  for (const [place, { account, spans }] of kept.former.entries()) {
    if (!sameSpans(expected.former[place]?.spans, spans, messages)) return `remembers ${account} with other spans`;
  }
  return undefined;
}

/** The positions of the messages that a participant may read. */
export function readableOf({ joinedPosition, spans }: Part, messages: readonly number[]): readonly number[] {
  return within([...(spans ?? []), { after: joinedPosition ?? Infinity, upTo: Infinity }], messages);
}

function partDifference(expected: Part, kept: Part, messages: readonly number[]): string | undefined {
  if (expected.role !== kept.role) return `as ${kept.role}, not ${expected.role}`;
  for (const what of ['joinedPosition', 'readPosition'] as const) {
    if (expected[what] !== undefined && expected[what] !== kept[what]) {
      return `with ${what} ${kept[what]}, not ${expected[what]}`;
    }
  }
  return sameSpans(expected.spans, kept.spans, messages) ? undefined : 'with other spans';
}

/** By what can be read in them: which positions between two messages they end at means nothing. */
function sameSpans(
  expected: readonly Span[] | undefined,
  kept: readonly Span[] | undefined,
  messages: readonly number[],
): boolean {
  return expected === undefined || within(expected, messages).join() === within(kept ?? [], messages).join();
}

function within(spans: readonly Span[], messages: readonly number[]): readonly number[] {
  return messages.filter((position) => spans.some(({ after, upTo }) => after < position && position <= upTo));
}
