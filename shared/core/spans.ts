/** Spans of positions: what a participant may read of a chat. Pure; knows no messages. */

import type { Span } from '../ledger/ledger.ts';
import type { ParticipantState } from './chat_state.ts';

/** The same positions as few spans: in order, without overlaps, and none that is empty or touches the next. */
export function mergedSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  const inOrder = spans.filter(({ after, upTo }) => after < upTo).sort((one, other) => one.after - other.after);
  for (const span of inOrder) {
    const last = merged.at(-1);
    if (last === undefined || last.upTo < span.after) merged.push(span);
    else merged[merged.length - 1] = { after: last.after, upTo: Math.max(last.upTo, span.upTo) };
  }
  return merged;
}

/** The newest ones, at most so many. */
export function newestSpans(spans: readonly Span[], spansMax: number): readonly Span[] {
  return spansMax === 0 ? [] : spans.slice(-spansMax);
}

/** All that the participant may read up to that position, which is not before its joining. */
export function readableSpans({ spans, joinedPosition }: ParticipantState, upTo: number): readonly Span[] {
  // The joining itself is no message: what ends just before it goes on just after it.
  const joined = spans.at(-1)?.upTo === joinedPosition - 1 ? joinedPosition - 1 : joinedPosition;
  return mergedSpans([...spans, { after: joined, upTo }]);
}

/** What of the spans has after < position < before. */
export function clippedSpans(spans: readonly Span[], after: number, before: number): readonly Span[] {
  return spans
    .map((span) => ({ after: Math.max(span.after, after), upTo: Math.min(span.upTo, before - 1) }))
    .filter((span) => span.after < span.upTo);
}
