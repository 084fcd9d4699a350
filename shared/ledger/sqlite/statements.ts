/** SQL that is prepared once, when it is first needed. Knows no table. */

import type { DatabaseSync, StatementSync } from 'node:sqlite';

type Value = string | number | null;

export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** How many rows changed. */
  run(sql: string, ...values: readonly Value[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** The columns of the first row. */
  row(sql: string, ...values: readonly Value[]): readonly unknown[] | undefined {
    return this.#prepare(sql).get(...values) as unknown as readonly unknown[] | undefined;
  }

  /** The columns of each row. */
  rows(sql: string, ...values: readonly Value[]): readonly (readonly unknown[])[] {
    return this.#prepare(sql).all(...values) as unknown as readonly (readonly unknown[])[];
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
