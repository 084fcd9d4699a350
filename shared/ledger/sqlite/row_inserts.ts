/**
 * Inserts rows into one table, many with one statement where there are many: that costs half of a statement for each.
 * Knows names and values; its caller has the transaction.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';

const rowsAtOnce = 32;

export class RowInserts {
  readonly #columns: number;
  readonly #one: StatementSync;
  readonly #many: StatementSync;
  /** Of rows that are yet to be inserted, one after another. */
  #values: (number | string | null)[] = [];

  constructor(database: DatabaseSync, table: string, columns: readonly string[]) {
    const row = `(${columns.map(() => '?').join(', ')})`;
    const insert = (rows: number): StatementSync =>
      database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`);
    this.#columns = columns.length;
    this.#one = insert(1);
    this.#many = insert(rowsAtOnce);
  }

  /** A value for each column. */
  add(...row: readonly (number | string | null)[]): void {
    this.#values.push(...row);
    if (this.#values.length < rowsAtOnce * this.#columns) return;
    this.#many.run(...this.#values);
    this.#values = [];
  }

  /** Inserts what is left. */
  flush(): void {
    const values = this.#values;
    this.#values = [];
    for (let at = 0; at < values.length; at += this.#columns) this.#one.run(...values.slice(at, at + this.#columns));
  }

  /** Drops what is left: the transaction has failed. */
  drop(): void {
    this.#values = [];
  }
}
