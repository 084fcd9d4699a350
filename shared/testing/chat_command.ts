/** One operation of a random run, asked of a core and its model. What kinds of values there are. For tests. */

import fc from 'fast-check';
import type { SessionOfBoth, SideBySide } from './side_by_side.ts';

export class ChatCommand implements fc.AsyncCommand<object, SideBySide> {
  readonly #title: string;
  readonly #run: (both: SideBySide) => Promise<unknown>;

  constructor(title: string, run: (both: SideBySide) => Promise<unknown>) {
    this.#title = title;
    this.#run = run;
  }

  check = (): boolean => true;

  async run(_model: object, both: SideBySide): Promise<void> {
    await this.#run(both);
    await both.compare();
  }

  toString(): string {
    return this.#title;
  }
}

export function command<T>(
  title: string,
  values: fc.Arbitrary<T>,
  run: (both: SideBySide, value: T) => Promise<unknown>,
): fc.Arbitrary<ChatCommand> {
  return values.map((value) => new ChatCommand(`${title} ${JSON.stringify(value)}`, (both) => run(both, value)));
}

/** A command of one of the sessions that were ever opened; nothing happens where there is none. */
export function sessionCommand<T>(
  title: string,
  values: fc.Arbitrary<T>,
  run: (both: SideBySide, of: SessionOfBoth, value: T) => Promise<unknown>,
): fc.Arbitrary<ChatCommand> {
  return command(title, fc.tuple(fc.nat(50), values), async (both, [index, value]) => {
    const of = both.session(index);
    if (of !== undefined) await run(both, of, value);
  });
}

export const limit = fc.integer({ min: 1, max: 4 });
/** Undefined, or a part of the ledger's length: which position that is depends on when it is asked. */
export const cursor = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
export const accountNames = ['ann', 'bob', 'cem', 'dora'];
export const accountName = fc.constantFrom(...accountNames);

export function ledgerOf(both: SideBySide): string {
  return both.fixture.ledger.id;
}

export function positionAt(both: SideBySide, part: number | undefined): number | undefined {
  return part === undefined ? undefined : Math.floor(part * both.model.position);
}
