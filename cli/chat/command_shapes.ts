/** Each command of an interactive chat: how it is written, what it asks for. Pure. */

import { words } from './words.ts';

export type ChatCommand =
  | { readonly kind: 'nothing' }
  /** In the chat that is open. */
  | { readonly kind: 'say'; readonly body: string }
  | { readonly kind: 'to'; readonly name: string }
  | { readonly kind: 'message'; readonly name: string; readonly body: string }
  /** A number of the last list, an account's name, or a title. */
  | { readonly kind: 'open'; readonly what: string }
  | { readonly kind: 'group'; readonly title: string; readonly names: readonly string[] }
  | { readonly kind: 'rename'; readonly title: string }
  | { readonly kind: 'add'; readonly names: readonly string[]; readonly withHistory: boolean }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'role'; readonly name: string; readonly role: 'owner' | 'member' }
  | { readonly kind: 'history'; readonly count: number }
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'desk'; readonly subject: string }
  /** To an account, or undefined for the queue; `subject` is what it is to those who have nothing to transfer. */
  | { readonly kind: 'desk transfer'; readonly name: string | undefined; readonly subject: string }
  | { readonly kind: 'list'; readonly pattern: string }
  | { readonly kind: LoneCommand }
  /** Not understood; `problem` says what is expected. */
  | { readonly kind: 'wrong'; readonly problem: string };

type LoneCommand =
  | ('chats' | 'who' | 'leave' | 'tickets' | 'desk next' | 'desk close' | 'hide' | 'show')
  | ('password' | 'delete' | 'logout' | 'quit' | 'help');

export interface CommandShape {
  readonly usage: string;
  /** Undefined where the rest of the line is not what the usage says. */
  readonly parse: (rest: string) => ChatCommand | undefined;
}

const historyMessagesDefault = 20;
const historyMessagesMax = 1_000;

export const commandShapes: Readonly<Record<string, CommandShape>> = {
  chats: { usage: '/chats', parse: alone('chats') },
  open: {
    usage: '/open N|NAME|TITLE',
    parse: ofTitle((what) => ({ kind: 'open', what })),
  },
  to: {
    usage: '/to NAME',
    parse: ofName((name) => ({ kind: 'to', name })),
  },
  msg: { usage: '/msg NAME TEXT', parse: parseMessage },
  who: { usage: '/who', parse: alone('who') },
  history: {
    usage: '/history [COUNT]',
    parse: parseHistory,
  },
  search: {
    usage: '/search WORDS',
    parse: (rest) => (rest === '' ? undefined : { kind: 'search', query: rest }),
  },
  group: {
    usage: '/group TITLE NAME...',
    parse: parseGroup,
  },
  rename: {
    usage: '/rename TITLE',
    parse: ofTitle((title) => ({ kind: 'rename', title })),
  },
  add: { usage: '/add NAME... [--history]', parse: parseAdd },
  remove: {
    usage: '/remove NAME',
    parse: ofName((name) => ({ kind: 'remove', name })),
  },
  role: { usage: '/role NAME owner|member', parse: parseRole },
  leave: { usage: '/leave', parse: alone('leave') },
  desk: {
    usage: '/desk [SUBJECT | next | transfer NAME|queue | close]',
    parse: parseDesk,
  },
  list: {
    usage: '/list [PATTERN]',
    parse: (rest) => ({ kind: 'list', pattern: rest }),
  },
  hide: { usage: '/hide', parse: alone('hide') },
  show: { usage: '/show', parse: alone('show') },
  password: { usage: '/password', parse: alone('password') },
  delete: { usage: '/delete', parse: alone('delete') },
  logout: { usage: '/logout', parse: alone('logout') },
  quit: { usage: '/quit', parse: alone('quit') },
  help: { usage: '/help', parse: alone('help') },
};

function parseMessage(rest: string): ChatCommand | undefined {
  const [, name, body] = /^(\S+)\s+(.+)$/su.exec(rest) ?? [];
  return name === undefined || body === undefined ? undefined : { kind: 'message', name, body };
}

function parseHistory(rest: string): ChatCommand | undefined {
  if (rest === '') return { kind: 'history', count: historyMessagesDefault };
  const count = /^[0-9]{1,4}$/.test(rest) ? Number(rest) : 0;
  return count >= 1 && count <= historyMessagesMax ? { kind: 'history', count } : undefined;
}

function parseGroup(rest: string): ChatCommand | undefined {
  const [title, ...names] = words(rest) ?? [];
  return title === undefined || title === '' ? undefined : { kind: 'group', title, names };
}

function parseAdd(rest: string): ChatCommand | undefined {
  const all = rest.split(/\s+/).filter((word) => word !== '');
  const names = all.filter((word) => word !== '--history');
  // What looks like a flag is no name: nobody is to be added with another meaning than was meant.
  if (names.length === 0 || names.some((name) => name.startsWith('-'))) return undefined;
  return { kind: 'add', names, withHistory: names.length < all.length };
}

function parseRole(rest: string): ChatCommand | undefined {
  const [, name, role] = /^(\S+)\s+(owner|member)$/.exec(rest) ?? [];
  if (name === undefined || (role !== 'owner' && role !== 'member')) return undefined;
  return { kind: 'role', name, role };
}

function parseDesk(rest: string): ChatCommand | undefined {
  if (rest === '') return { kind: 'tickets' };
  if (rest === 'next' || rest === 'close') return { kind: `desk ${rest}` };
  // To whom has to be said.
  if (rest === 'transfer') return undefined;
  const [, name] = /^transfer\s+(\S+)$/.exec(rest) ?? [];
  if (name === undefined) return { kind: 'desk', subject: rest };
  return { kind: 'desk transfer', name: name === 'queue' ? undefined : name, subject: rest };
}

function alone(kind: LoneCommand): CommandShape['parse'] {
  return (rest) => (rest === '' ? { kind } : undefined);
}

function ofName(command: (name: string) => ChatCommand): CommandShape['parse'] {
  return (rest) => (/^\S+$/.test(rest) ? command(rest) : undefined);
}

/** The whole rest; one pair of quotes around it is as in /group, and no part of the title. */
function ofTitle(command: (title: string) => ChatCommand): CommandShape['parse'] {
  return (rest) => {
    const title = /^"([^"]*)"$/.exec(rest)?.[1] ?? rest;
    return title === '' ? undefined : command(title);
  };
}
