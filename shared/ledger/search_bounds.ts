/** What one search of a ledger may ask for. */

/** Spans, of all its chats: a ledger has to look each of them up. Who has more asks several times. */
export const searchedSpansMax = 256;
