/** How far a ledger looks when it counts what is unread. Knows numbers only. */

/** One's own messages are looked at as well, and a chat may hold nothing else. */
const lookedAtPerCounted = 10;

/** Messages of a range that are looked at, the newest ones, to count up to `countMax`. */
export function unreadLookedAtMax(countMax: number): number {
  return lookedAtPerCounted * countMax;
}
