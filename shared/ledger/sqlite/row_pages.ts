/**
 * The rows of a query, some at a time, as arrays: one by one takes half as long again, all at once takes memory, and the
 * objects that SQLite's binding makes of rows take twice as long to make, and to read. Knows no table.
 */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

const rowsAtOnce = 1_000;

/**
 * `sql` selects, in the order of a key, the rows whose key is above its parameters; `keyOf` gives those of a row, and
 * `from` is below all keys. Each page is from one moment, all of them only where nobody writes meanwhile.
 */
export function* rowPages<Row extends readonly unknown[]>(
  database: DatabaseSync,
  sql: string,
  from: readonly SQLInputValue[],
  keyOf: (row: Row) => readonly SQLInputValue[],
): Iterable<readonly Row[]> {
  const statement = database.prepare(`${sql} LIMIT ${rowsAtOnce}`);
  statement.setReturnArrays(true);
  for (let after = from; ; ) {
    const rows = statement.all(...after) as unknown[] as Row[];
    const last = rows.at(-1);
    if (last !== undefined) yield rows;
    if (last === undefined || rows.length < rowsAtOnce) return;
    after = keyOf(last);
  }
}
