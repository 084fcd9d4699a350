/** Spans are sets of positions: whatever is made of them holds the positions that it should, and no other. */

import test from 'ava';
import fc from 'fast-check';
import type { Span } from '../ledger/ledger.ts';
import type { ParticipantState } from './chat_state.ts';
import { clippedSpans, mergedSpans, newestSpans, readableSpans } from './spans.ts';

const position = fc.nat(30);
const span = fc.tuple(position, position).map(([after, upTo]): Span => ({ after, upTo }));
const spans = fc.array(span, { maxLength: 6 });

function positionsOf(of: readonly Span[]): number[] {
  const positions = new Set<number>();
  for (const { after, upTo } of of) for (let at = after + 1; at <= upTo; at += 1) positions.add(at);
  return [...positions].sort((one, other) => one - other);
}

test('merged spans hold the same positions, in order, and none touches the next', (t) => {
  fc.assert(
    fc.property(spans, (given) => {
      const merged = mergedSpans(given);
      t.deepEqual(positionsOf(merged), positionsOf(given));
      t.true(merged.every(({ after, upTo }) => after < upTo));
      t.true(merged.every(({ after }, at) => at === 0 || (merged[at - 1]?.upTo ?? Infinity) < after));
    }),
  );
});

test('clipped spans hold those positions of the spans that are in between', (t) => {
  fc.assert(
    fc.property(spans, position, position, (given, after, before) => {
      const clipped = clippedSpans(given, after, before);
      t.deepEqual(
        positionsOf(clipped),
        positionsOf(given).filter((at) => at > after && at < before),
      );
      t.true(clipped.every((each) => each.after < each.upTo));
    }),
  );
});

test('of many spans the newest are kept', (t) => {
  const all = [1, 3, 5].map((after): Span => ({ after, upTo: after + 1 }));
  t.deepEqual(newestSpans(all, 2), all.slice(1));
  t.deepEqual(newestSpans(all, 3), all);
  t.deepEqual(newestSpans(all, 0), []);
});

test('a participant reads its spans and all after its joining, as one span where only the joining is in between', (t) => {
  const reads = (spans: readonly Span[]) =>
    readableSpans({ spans, joinedPosition: 10 } as unknown as ParticipantState, 20);
  t.deepEqual(reads([]), [{ after: 10, upTo: 20 }]);
  t.deepEqual(reads([{ after: 0, upTo: 9 }]), [{ after: 0, upTo: 20 }]);
  t.deepEqual(reads([{ after: 0, upTo: 8 }]), [
    { after: 0, upTo: 8 },
    { after: 10, upTo: 20 },
  ]);
});
