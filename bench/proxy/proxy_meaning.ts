/** What the delaying proxy emulates, and what not, in words. A text. */

/** Said wherever its figures are shown. */
export const proxyMeaning =
  'a proxy holds each direction back by half the round trip; no loss, no limit of bandwidth and no congestion is ' +
  "emulated, TCP's own handshake and windows stay local, and bytes leave up to 2 ms late";
