/** Which throughput ratios are reported. Pure data; the arithmetic is in summary.ts. */

import type { LedgerName } from '../plan/ledgers.ts';
import { type Contender, contenderNames, contenders, type Entrant, type Scenario } from './plan.ts';

/** How often the first does what the second does. */
export interface Comparison {
  readonly scenario: Scenario;
  readonly of: Entrant;
  readonly to: Entrant;
}

type Pair = readonly [scenario: Scenario, of: Contender, to: Contender];

/** Of transports: on the same ledger, whichever that is. */
const transportPairs: readonly Pair[] = [
  ['send', 'wire', 'grpcUnary'],
  ['send', 'wire', 'grpcSession'],
  ['deliver', 'wire', 'grpcUnary'],
  ['deliver', 'wire', 'grpcSession'],
];

/** With floors: on the memory ledger, which promises as little as they do. */
const floorPairs: readonly Pair[] = [
  ['send', 'grpcUnary', 'echoUnary'],
  ['deliver', 'wire', 'lineRouter'],
  ['deliver', 'grpcSession', 'echoStream'],
];

const baseline: LedgerName = 'memory-ledger';

/** For these ledgers: transports, then transports with floors, then each ledger with the memory ledger. */
export function comparisonsOf(measured: readonly LedgerName[]): readonly Comparison[] {
  const transports = measured.flatMap((ledger) =>
    transportPairs.map(([scenario, of, to]) => ({
      scenario,
      of: { contender: of, ledger },
      to: { contender: to, ledger },
    })),
  );
  const floors = floorPairs.map(([scenario, of, to]) => ({
    scenario,
    of: { contender: of, ledger: baseline },
    to: { contender: to, ledger: undefined },
  }));
  const ledgers = contenderNames
    .filter((contender) => !contenders[contender].floor)
    .flatMap((contender) =>
      measured
        .filter((ledger) => ledger !== baseline)
        .flatMap((ledger) =>
          contenders[contender].scenarios.map((scenario) => ({
            scenario,
            of: { contender, ledger },
            to: { contender, ledger: baseline },
          })),
        ),
    );
  return [...transports, ...floors, ...ledgers];
}
