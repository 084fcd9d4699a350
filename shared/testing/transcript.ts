/**
 * The transcripts of wire_design.md: what they say, and whether an answer is what they expect. The notation is
 * explained in the document's first section. Knows nothing of sockets, frames or messages.
 */

import { defaultLimits, type LimitName, type Limits } from '../contract/limits.ts';
import type { AccountRole } from '../ledger/ledger.ts';
import type { Block } from './markdown.ts';

/** One line of a transcript: something that happens, in order. */
export type Step = { readonly line: number } & (
  | { readonly kind: 'says'; readonly by: 'client' | 'server'; readonly connection: number; readonly text: string }
  | { readonly kind: 'hangs up'; readonly by: 'client' | 'server'; readonly connection: number }
  | { readonly kind: 'connects'; readonly connection: number }
  | { readonly kind: 'time passes'; readonly ms: number }
  | { readonly kind: 'server stops' }
);

export interface Transcript {
  /** As a test's title says which. */
  readonly title: string;
  /** The accounts that exist before; the first is logged in on connection 1, and so on. */
  readonly accounts: readonly string[];
  /** Those of them that are more than users. */
  readonly roles: ReadonlyMap<string, AccountRole>;
  readonly limits: Limits;
  readonly steps: readonly Step[];
}

/** The password of the accounts that exist before. */
export const transcriptPassword = 'correct horse';

export function parseTranscript({ info, heading, line, lines }: Block): Transcript {
  const words = info.split(' ').filter((word) => word !== '');
  const limits: Record<LimitName, number> = { ...defaultLimits };
  for (const [name, value] of words.filter((word) => word.includes('=')).map((word) => word.split('='))) {
    limits[limitNamed(name ?? '')] = Number(value);
  }
  const accounts = words.filter((word) => !word.includes('=')).map((word) => word.split(':'));
  const roles = accounts.flatMap(([name = '', role]) =>
    role === undefined ? [] : [[name, role as AccountRole] as const],
  );
  const steps = lines.flatMap((text, index) => parseStep(text, line + index));
  return {
    title: `§${heading}, line ${line}`,
    accounts: accounts.map(([name = '']) => name),
    roles: new Map(roles),
    limits,
    steps,
  };
}

function limitNamed(snakeCase: string): LimitName {
  const name = snakeCase.replace(/_[a-z]/g, (letter) => letter.slice(1).toUpperCase());
  if (!Object.hasOwn(defaultLimits, name)) throw new Error(`there is no limit ${snakeCase}`);
  return name as LimitName;
}

function parseStep(text: string, line: number): readonly Step[] {
  if (text === '' || text.startsWith('#')) return [];
  if (text === '(the server stops)') return [{ kind: 'server stops', line }];
  const pause = /^\((\d+) s pass\)$/.exec(text);
  if (pause !== null) return [{ kind: 'time passes', ms: Number(pause[1]) * 1_000, line }];
  const said = /^([CS])(\d?): (.*)$/.exec(text);
  if (said === null) throw new Error(`line ${line}: this is no line of a transcript: ${text}`);
  const by = said[1] === 'C' ? 'client' : 'server';
  const connection = Number(said[2] || 1);
  const what = said[3] ?? '';
  if (what === '(hangs up)') return [{ kind: 'hangs up', by, connection, line }];
  if (what === '(connects)' && by === 'client') return [{ kind: 'connects', connection, line }];
  return [{ kind: 'says', by, connection, text: what, line }];
}

const placeholder = /(<[a-z0-9]+(?::[\w.-]+)?>)/g;

/** What each kind of placeholder stands for. */
const kinds: Readonly<Record<string, string>> = {
  any: '[^\\t"]*',
  token: '[\\w-]{43}',
  time: '\\d{13}',
  position: '\\d+',
  uptime: '\\d+',
  version: '\\d+\\.\\d+\\.\\d+',
  chat: '[^\\t"]+',
  ledger: '[^\\t"]+',
  limits: '\\d+\\t2(?:\\t[a-z_]+\\t\\d+)+',
  crc32: '[0-9a-f]{8}',
};
/** Those that may be another value each time. */
const unbound: ReadonlySet<string> = new Set(['<any>', '<crc32>', '<uptime>']);

/** The values that placeholders have taken in one transcript. */
export class Bindings {
  readonly #values = new Map<string, string>();

  /** The text with values in place of placeholders that have one; others stay as they are. */
  fill(text: string): string {
    return text.replace(placeholder, (whole) => this.#values.get(whole) ?? whole);
  }

  /** Whether the answer is the expected one. Placeholders that have no value yet take what they find. */
  match(expected: string, answer: string): boolean {
    const names: string[] = [];
    const parts = this.fill(expected).split(placeholder);
    const pattern = parts.map((part, index) => (index % 2 === 0 ? RegExp.escape(part) : group(part, names))).join('');
    const found = new RegExp(`^${pattern}$`, 'u').exec(answer);
    if (found === null) return false;
    for (const [index, name] of names.entries()) {
      const value = found[index + 1] ?? '';
      if (unbound.has(name)) continue;
      // Twice in one line: both must be the same.
      if (this.#values.has(name) && this.#values.get(name) !== value) return false;
      this.#values.set(name, value);
    }
    return true;
  }
}

function group(name: string, names: string[]): string {
  const kind = /^<([a-z0-9]+)/.exec(name)?.[1] ?? '';
  const pattern = kinds[kind];
  if (pattern === undefined) throw new Error(`${name} is no placeholder`);
  names.push(name);
  return `(${pattern})`;
}
