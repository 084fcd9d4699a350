/**
 * The lock order as the type checker keeps it: each acquisition below breaks it and must not compile. Never run;
 * `tsc` fails where a line does compile, since its `@ts-expect-error` is then unused. Each misordered line is the
 * well-ordered one above it with nothing changed but the proof that is shown, so that the order alone is the error.
 */

import type { InboxGuard, InboxLock } from './inbox_lock.ts';
import type { LockScope } from './lock_scope.ts';
import type { MetadataGuard, MetadataLock } from './metadata_lock.ts';

export function wellOrdered(
  metadata: MetadataLock,
  inbox: InboxLock,
  scope: LockScope,
  metadataGuard: MetadataGuard,
): void {
  // From nothing, either lock may be the first.
  void metadata.shared(scope);
  void metadata.exclusive(scope);
  void inbox.exclusive(scope);
  void inbox.tryExclusive(scope);
  // After metadata comes inbox.
  void inbox.exclusive(metadataGuard);
  void inbox.tryExclusive(metadataGuard);
}

export function metadataAfterInbox(metadata: MetadataLock, inboxGuard: InboxGuard): void {
  // An inbox guard is no LockScope: it opens nothing further, metadata least of all.
  // @ts-expect-error
  void metadata.shared(inboxGuard);
  // @ts-expect-error
  void metadata.exclusive(inboxGuard);
}

export function metadataAfterMetadata(metadata: MetadataLock, metadataGuard: MetadataGuard): void {
  // A metadata guard is no LockScope either: who holds the lock would wait for itself.
  // @ts-expect-error
  void metadata.shared(metadataGuard);
  // @ts-expect-error
  void metadata.exclusive(metadataGuard);
}

export function inboxAfterInbox(inbox: InboxLock, inboxGuard: InboxGuard): void {
  // An inbox guard is neither a MetadataGuard nor a LockScope: an operation holds one inbox at a time.
  // @ts-expect-error
  void inbox.exclusive(inboxGuard);
  // @ts-expect-error
  void inbox.tryExclusive(inboxGuard);
}

export function inboxWithoutProof(inbox: InboxLock): void {
  // Nothing is shown, so nothing says what the operation holds.
  // @ts-expect-error
  void inbox.exclusive();
  // @ts-expect-error
  void inbox.exclusive(undefined);
}

export function scopeOutOfInboxGuard(inboxGuard: InboxGuard): LockScope {
  // The scope of an inbox guard is private: it cannot be taken out to begin again with metadata.
  // @ts-expect-error
  return inboxGuard.scope;
}

export function madeUpGuards(scope: LockScope): void {
  // Private fields make the guards nominal: an object that has all that shows of one is no proof.
  const released = { scope, held: true, release: (): void => {}, [Symbol.dispose]: (): void => {} };
  // @ts-expect-error
  const metadataGuard: MetadataGuard = released;
  // @ts-expect-error
  const inboxGuard: InboxGuard = released;
  void [metadataGuard, inboxGuard];
}
