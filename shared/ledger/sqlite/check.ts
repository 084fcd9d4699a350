/**
 * Whether a ledger is sound: its file, and what its tables say. Looks at one moment of it, also while a server writes, and
 * changes nothing. Knows no folder and no terminal.
 */

import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { reasonOf } from './data_folder.ts';
import { numberOf, openForReading, textOf } from './database.ts';
import { invariants } from './invariants.ts';
import type { OnProgress } from './progress.ts';

const countedTables = ['accounts', 'sessions', 'chats', 'messages', 'keys'] as const;

export interface LedgerSummary {
  readonly id: string;
  /** Of the newest event. */
  readonly position: number;
  /** Of the database, without its log. */
  readonly bytes: number;
  readonly counts: Readonly<Record<(typeof countedTables)[number], number>>;
}

export interface LedgerReport {
  /** Undefined where it cannot be read. */
  readonly summary: LedgerSummary | undefined;
  /** A line each; none where all is well. */
  readonly problems: readonly string[];
}

interface Step {
  readonly what: string;
  /** What share of the time it takes, roughly. */
  readonly share: number;
  /** The problems, a line each. */
  find(): readonly string[];
}

/** So many lines are told of damaged pages. */
const pageProblemsMax = 20;

/** Opens it for that. DataFolderError where it cannot be opened; `hint` says what to do where there is none. */
export async function checkLedgerAt(
  path: string,
  options: { readonly hint?: string; readonly onProgress?: OnProgress } = {},
): Promise<LedgerReport> {
  const database = openForReading(path, options);
  try {
    return await checkLedger(database, options.onProgress);
  } finally {
    database.close();
  }
}

/** The connection stays the caller's. Rejects with the signal's reason, between two steps: SQLite cannot be interrupted. */
export async function checkLedger(
  database: DatabaseSync,
  onProgress: OnProgress = () => {},
  signal?: AbortSignal,
): Promise<LedgerReport> {
  database.exec('BEGIN');
  try {
    const problems: string[] = [];
    const steps = stepsOf(database);
    const total = steps.reduce((sum, { share }) => sum + share, 0);
    let done = 0;
    for (const { what, share, find } of steps) {
      onProgress({ done, total, what });
      await setImmediate();
      signal?.throwIfAborted();
      problems.push(...unlessUnreadable(find));
      done += share;
    }
    return { summary: summaryOf(database), problems: [...new Set(problems)] };
  } finally {
    // Some errors have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

function stepsOf(database: DatabaseSync): readonly Step[] {
  return [
    { what: 'reading every page and index', share: invariants.length, find: () => pageProblems(database) },
    { what: 'looking for the position', share: 1, find: () => missingPosition(database) },
    ...invariants.map(({ broken, sql }) => ({
      what: `looking for ${broken}`,
      share: 1,
      find: () => rowsThatBreak(database, sql, broken),
    })),
  ];
}

function pageProblems(database: DatabaseSync): readonly string[] {
  const lines: string[] = [];
  try {
    const rows = database.prepare(`PRAGMA integrity_check(${pageProblemsMax})`).iterate();
    for (const row of rows) lines.push(...String(row['integrity_check']).split('\n'));
  } catch (error) {
    // It may end so after it has told of damage.
    lines.push(reasonOf(error));
  }
  return lines.filter((line) => line !== 'ok' && !line.startsWith('***'));
}

function missingPosition(database: DatabaseSync): readonly string[] {
  return numberOf(database, 'SELECT count(*) FROM ledger') === 1 ? [] : ['the ledger has neither id nor position'];
}

function rowsThatBreak(database: DatabaseSync, sql: string, broken: string): readonly string[] {
  const found = database
    .prepare(`WITH broken (found_by) AS (${sql}) SELECT count(*) AS count, min(found_by) AS first FROM broken`)
    .get();
  const count = Number(found?.['count']);
  return count === 0 ? [] : [`${broken}: ${count.toLocaleString('en')}, the first is ${found?.['first']}`];
}

/** What is damaged may be unreadable, too. */
function unlessUnreadable(find: () => readonly string[]): readonly string[] {
  try {
    return find();
  } catch (error) {
    return [reasonOf(error)];
  }
}

function summaryOf(database: DatabaseSync): LedgerSummary | undefined {
  try {
    const counts = countedTables.map((table) => [table, numberOf(database, `SELECT count(*) FROM ${table}`)]);
    return {
      id: textOf(database, 'SELECT id FROM ledger'),
      position: numberOf(database, 'SELECT position FROM ledger'),
      bytes: numberOf(database, 'PRAGMA page_count') * numberOf(database, 'PRAGMA page_size'),
      counts: Object.fromEntries(counts) as LedgerSummary['counts'],
    };
  } catch {
    return undefined;
  }
}
