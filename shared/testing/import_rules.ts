/**
 * The rules of design about who may import whom, as a check of sources. Knows paths and texts; reads no files itself,
 * so that a test can also show it sources that break the rules.
 */

import { posix } from 'node:path';

/** A source file: its path from the root of the repository, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

type Group = keyof typeof mayImport;

/** Each part of the house, and the parts that it may import from besides itself. */
const mayImport = {
  'shared/contract': [],
  'shared/contract/generator': ['shared/contract'],
  'shared/locks': ['shared/contract'],
  'shared/ledger': ['shared/contract'],
  'shared/core': ['shared/contract', 'shared/locks', 'shared/ledger'],
  'shared/client': ['shared/contract'],
  'shared/front': ['shared/contract'],
  'shared/in_process': ['shared/contract', 'shared/front'],
  wire: ['shared/contract', 'shared/front'],
  grpc: ['shared/contract', 'shared/front'],
  bench: 'anything',
  cli: 'anything',
  'shared/testing': 'anything',
  'shared/conformance': 'anything',
} as const;

const groups = (Object.keys(mayImport) as Group[]).sort((left, right) => right.length - left.length);
/** Of these, nothing that is shipped may know. */
const topmost: readonly Group[] = ['bench', 'cli'];
const forTests: readonly Group[] = ['shared/testing', 'shared/conformance'];

/** Files that one exception is made for, and what they may import. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // From an address to a client: it loads the one transport that is asked for.
  'shared/client/connect.ts': ['wire/channel.ts', 'grpc/channel.ts'],
};

/** Modules that belong to few: who they begin with, and where they may be imported. */
const owners: readonly { readonly module: RegExp; readonly groups: readonly Group[] }[] = [
  { module: /^node:(net|tls)$/, groups: ['wire', 'bench', 'shared/testing'] },
  { module: /^(node:)?http2$/, groups: ['grpc'] },
  { module: /^(node:)?(http|https|dgram)$/, groups: [] },
  { module: /^@grpc\//, groups: ['grpc', 'bench'] },
  { module: /^protobufjs/, groups: ['grpc', 'shared/contract/generator'] },
  { module: /^node:sqlite$/, groups: ['shared/ledger'] },
  { module: /^yargs/, groups: ['cli'] },
  { module: /^re2js$/, groups: ['shared/core'] },
  { module: /^(ava|fast-check)$/, groups: ['shared/testing', 'shared/conformance'] },
];

const clocksAndChance =
  /\bDate\.now\b|\bnew Date\b|\bperformance\.|\bMath\.random\b|(?<![.\w'])randomBytes\b|\brandomUUID\b|\bset(?:Timeout|Interval|Immediate)\b/g;
const importsOf = /^(?:import|export)\b[^;'"]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** What breaks the rules, one line each; empty if nothing does. Tests themselves may import anything. */
export function importViolations(sources: readonly Source[]): readonly string[] {
  const shipped = sources.filter(({ path }) => !path.endsWith('.test.ts'));
  return [...shipped.flatMap(violationsOf), ...cycles(shipped)];
}

function violationsOf(source: Source): readonly string[] {
  const { path } = source;
  const group = groupOf(path);
  if (group === undefined) return [`${path} is in no part of the house that has rules`];
  const found: string[] = [];
  for (const imported of importedBy(source)) {
    if (!mayBeImported(path, group, imported)) found.push(`${path} may not import ${imported}`);
  }
  const code = withoutComments(source.text);
  if (group === 'shared/core' || group === 'shared/locks') {
    for (const [match] of code.matchAll(clocksAndChance))
      found.push(`${path} uses ${match}: time and chance are passed in`);
  }
  if (/^(?:export )?(?:let|var)\b/m.test(code)) found.push(`${path} has a mutable global`);
  return found;
}

function mayBeImported(path: string, group: Group, imported: string): boolean {
  const owner = owners.find(({ module }) => module.test(imported));
  if (owner !== undefined) return owner.groups.includes(group);
  if (!imported.endsWith('.ts')) return true;
  if (exceptions[path]?.includes(imported)) return true;
  const target = groupOf(imported);
  if (target === undefined) return false;
  if (target === group) return true;
  if (forTests.includes(target)) return forTests.includes(group);
  if (topmost.includes(target)) return topmost.includes(group) || forTests.includes(group);
  const allowed: readonly string[] | 'anything' = mayImport[group];
  return allowed === 'anything' || allowed.includes(target);
}

function groupOf(path: string): Group | undefined {
  if (/\/testing\/|[/_]suite\.ts$|\.types\.ts$/.test(path)) return 'shared/testing';
  return groups.find((group) => path.startsWith(`${group}/`));
}

/** Paths from the root where they are ours, names of modules where they are not. */
function importedBy({ path, text }: Source): readonly string[] {
  return [...withoutComments(text).matchAll(importsOf)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** Each cycle once, as the path around it. */
function cycles(sources: readonly Source[]): readonly string[] {
  const edges = new Map(sources.map((source) => [source.path, importedBy(source)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      found.push(`a cycle: ${[...way.slice(way.indexOf(path)), path].join(' -> ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}
