/** What is compared with what. Pure data: which contenders, on which ledgers, run which scenarios, at which windows. */

import { type LedgerName, ledgerNames, ledgers } from '../plan/ledgers.ts';

/** What a message has to do to count. */
export type Scenario = 'send' | 'deliver';

export const scenarioMeaning: Readonly<Record<Scenario, string>> = {
  send: 'sent until acknowledged by the server',
  deliver: 'sent until another client has it',
};

/** Who carries the messages: Duet's transports, and the floors, which do nothing but carry. */
export const contenders = {
  wire: { label: 'wire', server: 'duet', floor: false, scenarios: ['send', 'deliver'] },
  grpcUnary: { label: 'gRPC unary', server: 'duet', floor: false, scenarios: ['send', 'deliver'] },
  grpcSession: { label: 'gRPC session', server: 'duet', floor: false, scenarios: ['send', 'deliver'] },
  lineRouter: { label: 'floor: line router', server: 'lineRouter', floor: true, scenarios: ['deliver'] },
  echoUnary: { label: 'floor: gRPC unary echo', server: 'grpcEcho', floor: true, scenarios: ['send'] },
  echoStream: { label: 'floor: gRPC stream echo', server: 'grpcEcho', floor: true, scenarios: ['deliver'] },
} as const satisfies Record<string, ContenderShape>;

interface ContenderShape {
  readonly label: string;
  readonly server: 'duet' | 'lineRouter' | 'grpcEcho';
  readonly floor: boolean;
  readonly scenarios: readonly Scenario[];
}

export type Contender = keyof typeof contenders;
export type ServerName = ContenderShape['server'];

export const contenderNames = Object.keys(contenders) as readonly Contender[];

/** What has a server and a load generator of its own. */
export interface Entrant {
  readonly contender: Contender;
  /** Undefined for a floor, which keeps nothing. */
  readonly ledger: LedgerName | undefined;
}

/** One thing to measure. `window` is how many messages are outstanding at any time. */
export interface Cell extends Entrant {
  readonly scenario: Scenario;
  readonly window: number;
}

/** By scenarios and windows, then as contenders and ledgers are listed. */
export function cellsOf(
  scenarios: readonly Scenario[],
  windows: readonly number[],
  asked: readonly LedgerName[],
): readonly Cell[] {
  return scenarios.flatMap((scenario) =>
    windows.flatMap((window) =>
      contenderNames
        .filter((contender) => (contenders[contender].scenarios as readonly Scenario[]).includes(scenario))
        .flatMap((contender) => entrantsOf(contender, asked))
        .map((entrant) => ({ ...entrant, scenario, window })),
    ),
  );
}

function entrantsOf(contender: Contender, asked: readonly LedgerName[]): readonly Entrant[] {
  if (contenders[contender].floor) return [{ contender, ledger: undefined }];
  return ledgerNames.filter((ledger) => asked.includes(ledger)).map((ledger) => ({ contender, ledger }));
}

/** One text for each entrant. */
export function entrantKey({ contender, ledger }: Entrant): string {
  return ledger === undefined ? contender : `${contender} ${ledger}`;
}

export function entrantLabel({ contender, ledger }: Entrant): string {
  const { label } = contenders[contender];
  return ledger === undefined ? label : `${label}, ${ledgers[ledger].label}`;
}

/** The ledgers that are measured, as they are listed. */
export function ledgersOf(entrants: readonly Entrant[]): readonly LedgerName[] {
  return ledgerNames.filter((name) => entrants.some(({ ledger }) => ledger === name));
}
