/** What is compared with what. Pure data: which contenders run which scenarios, at which windows. */

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

/** One thing to measure. `window` is how many messages are outstanding at any time. */
export interface Cell {
  readonly contender: Contender;
  readonly scenario: Scenario;
  readonly window: number;
}

/** Throughput ratios that are reported: how often the first does what the second does. */
export const comparisons: readonly { readonly scenario: Scenario; readonly of: Contender; readonly to: Contender }[] = [
  { scenario: 'send', of: 'wire', to: 'grpcUnary' },
  { scenario: 'send', of: 'wire', to: 'grpcSession' },
  { scenario: 'send', of: 'grpcUnary', to: 'echoUnary' },
  { scenario: 'deliver', of: 'wire', to: 'grpcUnary' },
  { scenario: 'deliver', of: 'wire', to: 'grpcSession' },
  { scenario: 'deliver', of: 'wire', to: 'lineRouter' },
  { scenario: 'deliver', of: 'grpcSession', to: 'echoStream' },
];

export function cellsOf(scenarios: readonly Scenario[], windows: readonly number[]): readonly Cell[] {
  return scenarios.flatMap((scenario) =>
    windows.flatMap((window) =>
      contenderNames
        .filter((contender) => (contenders[contender].scenarios as readonly Scenario[]).includes(scenario))
        .map((contender) => ({ contender, scenario, window })),
    ),
  );
}
