/** The line above the one being typed. Pure. */

import { agoText } from './time_text.ts';

export interface Status {
  /** Who is typing in the open chat. */
  readonly typing: readonly string[];
  /** How far one's newest message there has come: see OwnReceipts. */
  readonly receipt: string | undefined;
  /** Of a direct chat's other one. */
  readonly presence: { readonly name: string; readonly online: boolean; readonly lastSeenMs: number } | undefined;
  /** What is to be said of one's tickets. */
  readonly ticket: string | undefined;
  /** In all chats but the open one, if one is open. */
  readonly unread: number;
  readonly anyOpen: boolean;
  /** Tickets that wait for an operator; undefined for whoever is none. */
  readonly queued: number | undefined;
}

/** Empty where there is nothing to say. Names are others' making: to be shown as such. */
export function statusText(status: Status, nowMs: number): string {
  const { typing, receipt, presence, ticket, unread, anyOpen, queued } = status;
  return [
    typingText(typing),
    // Whoever types is here.
    presence === undefined || typing.length > 0 ? undefined : presenceText(presence, nowMs),
    receipt === undefined ? undefined : `your last message: ${receipt}`,
    ticket,
    unread === 0 ? undefined : `${unread} unread${anyOpen ? ' in other chats' : ''}`,
    queued === undefined || queued === 0 ? undefined : `${queued} waiting at the desk`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function presenceText({ name, ...presence }: NonNullable<Status['presence']>, nowMs: number): string | undefined {
  if (presence.online) return `${name} is online`;
  return presence.lastSeenMs === 0 ? undefined : `${name} was here ${agoText(presence.lastSeenMs, nowMs)}`;
}

function typingText([first, second, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  if (second === undefined) return `${first} is typing`;
  if (others.length === 0) return `${first} and ${second} are typing`;
  return `${first}, ${second} and ${others.length} more are typing`;
}
