/** What the crash audit holds against the server. */

export const findingKinds = {
  lost: 'acknowledged, and not there, or at another position',
  twice: 'there twice, or acknowledged twice',
  disorder: 'out of the order in which its sender sent it',
  hole: 'missing, although its sender was acknowledged a later one over the same connection',
  stranger: 'there, although nobody sent it so',
  refused: 'there, although it was refused',
  delivery: 'handed out before it was kept, out of order, twice, or not at all',
  chat: 'a group or ticket that is not as its changes say: one that was acknowledged is not there, or one is there in part',
  check: 'found by duet check',
  process: 'server or client did what they never should',
} as const;

export type FindingKind = keyof typeof findingKinds;

export interface Finding {
  readonly kind: FindingKind;
  readonly text: string;
}
