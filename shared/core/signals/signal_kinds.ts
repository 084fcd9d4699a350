/** The kinds of signals that a subscriber can ask for, and which pushes are of which kind. Pure. */

import type { Signal } from '../../contract/core_port.ts';
import { invalid } from '../validation.ts';

/** As SubscribeRequest names them. */
export const signalKinds = ['chats', 'receipts', 'presence', 'typing', 'tickets'] as const;
export type SignalKind = (typeof signalKinds)[number];

const kindOf: { readonly [Case in Signal['case']]: SignalKind } = {
  chatChanged: 'chats',
  receipt: 'receipts',
  presence: 'presence',
  typing: 'typing',
  ticket: 'tickets',
};

export function signalKind(signal: Signal): SignalKind {
  return kindOf[signal.case];
}

/** INVALID_ARGUMENT where one of the names is no kind of signal. */
export function requireSignalKinds(names: readonly string[]): ReadonlySet<SignalKind> {
  const kinds = new Set<SignalKind>();
  for (const name of names) {
    const kind = signalKinds.find((known) => known === name);
    if (kind === undefined) throw invalid(`signals: any of ${signalKinds.join(', ')} can be asked for, not ${name}`);
    kinds.add(kind);
  }
  return kinds;
}

/** What a signal is about: of two about the same subject, the newer one says all that still counts. */
export function signalSubject(signal: Signal): string {
  switch (signal.case) {
    case 'chatChanged':
    case 'ticket':
      return `${signal.case} ${signal.value.chat}`;
    case 'receipt':
      // Of two in one chat, the one that nobody has read yet may stand further on: neither says all of the other.
      return `${signal.case} ${signal.value.chat} ${signal.value.read > 0 ? 'read' : 'delivered'}`;
    case 'presence':
      return `${signal.case} ${signal.value.account}`;
    case 'typing':
      return `${signal.case} ${signal.value.chat} ${signal.value.account}`;
    default:
      return signal satisfies never;
  }
}
