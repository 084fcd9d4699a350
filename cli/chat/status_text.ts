/** The line above the one being typed. Pure. */

import { textWidth } from './text_width.ts';
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

/**
 * Empty where there is nothing to say. What matters most comes first, and in fewer words where it is wider than
 * `columns`. Names are others' making: to be shown as such.
 */
export function statusText(status: Status, nowMs: number, columns: number): string {
  const long = written(status, nowMs, false);
  return textWidth(long) <= columns ? long : written(status, nowMs, true);
}

function written(status: Status, nowMs: number, short: boolean): string {
  const { typing, receipt, presence, ticket, unread, anyOpen, queued } = status;
  return [
    typingText(typing),
    ticket,
    unread === 0 ? undefined : `${unread} unread${anyOpen && !short ? ' in other chats' : ''}`,
    queued === undefined || queued === 0 ? undefined : `${queued} waiting${short ? '' : ' at the desk'}`,
    // Whoever types is here.
    presence === undefined || typing.length > 0 ? undefined : presenceText(presence, nowMs),
    receipt === undefined ? undefined : short ? receipt : `your last message: ${receipt}`,
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
