/** What a typed line asks for. Pure: text in, a command out. */

export type ChatCommand =
  | { readonly kind: 'nothing' }
  /** To whoever is being written to. */
  | { readonly kind: 'say'; readonly body: string }
  | { readonly kind: 'to'; readonly name: string }
  | { readonly kind: 'message'; readonly name: string; readonly body: string }
  | { readonly kind: 'list'; readonly pattern: string }
  | { readonly kind: 'history'; readonly count: number }
  | { readonly kind: 'password' | 'delete' | 'logout' | 'quit' | 'help' }
  /** Not understood; `problem` says what is expected. */
  | { readonly kind: 'wrong'; readonly problem: string };

interface CommandShape {
  readonly usage: string;
  readonly purpose: string;
  /** Undefined where the rest of the line is not what the usage says. */
  readonly parse: (rest: string) => ChatCommand | undefined;
}

const historyMessagesDefault = 20;
const historyMessagesMax = 1_000;

const shapes: Readonly<Record<string, CommandShape>> = {
  to: {
    usage: '/to NAME',
    purpose: 'choose whom to write to',
    parse: (rest) => (isWord(rest) ? { kind: 'to', name: rest } : undefined),
  },
  msg: {
    usage: '/msg NAME TEXT',
    purpose: 'send one message to somebody',
    parse: parseMessage,
  },
  list: {
    usage: '/list [PATTERN]',
    purpose: 'list accounts; PATTERN is a regular expression (RE2), such as ^al',
    parse: (rest) => ({ kind: 'list', pattern: rest }),
  },
  history: {
    usage: '/history [COUNT]',
    purpose: `the last messages with whom you write to (${historyMessagesDefault}, at most ${historyMessagesMax})`,
    parse: parseHistory,
  },
  password: { usage: '/password', purpose: 'change the password', parse: alone('password') },
  delete: { usage: '/delete', purpose: 'delete the account for good', parse: alone('delete') },
  logout: { usage: '/logout', purpose: 'log out, and in again as somebody else', parse: alone('logout') },
  quit: { usage: '/quit', purpose: 'leave (so do Ctrl-C and Ctrl-D)', parse: alone('quit') },
  help: { usage: '/help', purpose: 'show this', parse: alone('help') },
};

/** What /help prints. */
export const chatHelp: readonly string[] = [
  ...Object.values(shapes).map(({ usage, purpose }) => `${usage.padEnd(18)}${purpose}`),
  `${'TEXT'.padEnd(18)}send it to whom you write to; // at the start stands for a /`,
];

export function parseCommand(line: string): ChatCommand {
  if (line.trim() === '') return { kind: 'nothing' };
  if (line.startsWith('//')) return { kind: 'say', body: line.slice(1) };
  if (!line.startsWith('/')) return { kind: 'say', body: line };
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*?)\s*$/su.exec(line) ?? [];
  const shape = Object.hasOwn(shapes, word) ? shapes[word] : undefined;
  if (shape === undefined) {
    const known = Object.keys(shapes).map((name) => `/${name}`);
    return { kind: 'wrong', problem: `there is no /${word}; there are ${known.join(' ')}` };
  }
  return shape.parse(rest) ?? { kind: 'wrong', problem: `expected ${shape.usage}: ${shape.purpose}` };
}

function parseMessage(rest: string): ChatCommand | undefined {
  const [, name, body] = /^(\S+)\s+(.+)$/su.exec(rest) ?? [];
  return name === undefined || body === undefined ? undefined : { kind: 'message', name, body };
}

function parseHistory(rest: string): ChatCommand | undefined {
  if (rest === '') return { kind: 'history', count: historyMessagesDefault };
  const count = /^[0-9]{1,4}$/.test(rest) ? Number(rest) : 0;
  return count >= 1 && count <= historyMessagesMax ? { kind: 'history', count } : undefined;
}

function alone(kind: 'password' | 'delete' | 'logout' | 'quit' | 'help'): CommandShape['parse'] {
  return (rest) => (rest === '' ? { kind } : undefined);
}

function isWord(text: string): boolean {
  return /^\S+$/.test(text);
}
