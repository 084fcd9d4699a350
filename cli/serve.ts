/** `duet serve`: runs a server until it is told to stop. Knows flags and signals; the server itself is duet_server.ts. */

import { constants } from 'node:os';
import type { CommandModule } from 'yargs';
import { defaultPorts } from '../shared/client/connect.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import type { Limits } from '../shared/contract/limits.ts';
import type { AdminPassword } from '../shared/core/roles.ts';
import { DataFolderError } from '../shared/ledger/sqlite/data_folder.ts';
import { type Durability, durabilities } from '../shared/ledger/sqlite/durability.ts';
import { CommandError } from './command_error.ts';
import { dataFlag } from './data_flag.ts';
import type { DuetServer, DuetServerOptions, ServerFailure } from './duet_server.ts';
import { limitOptions, limitsOf, timerMsMax } from './limit_flags.ts';
import { listenError } from './listen_error.ts';
import { numberFlag, portBounds } from './number_flag.ts';
import { textFlag } from './text_flag.ts';
import { visibleLine } from './visible_text.ts';

interface ServeArguments {
  readonly transport: 'wire' | 'grpc' | 'both';
  readonly host: string;
  readonly wirePort: number;
  readonly grpcPort: number;
  readonly data: string;
  readonly memory: boolean;
  readonly durability: Durability;
  readonly admin: string | undefined;
}

/** Shown before the limits, of which there are many. */
const group = 'Endpoints:';
const ledgerGroup = 'Ledger:';
const accountGroup = 'Accounts:';

const keptAfterFailure: Readonly<Record<Durability, string>> = {
  synced: 'What it acknowledged is kept.',
  written: 'What it acknowledged last may be lost.',
  memory: 'What it acknowledged last may be lost.',
};

/** How long clients have to be told, when the ledger has failed. */
const failedCloseMs = 1_000;

/** How long a sound ledger has to write what it has acknowledged, when the core has failed and the clients are gone. */
const soundCloseMs = 10_000;

export const serveCommand: CommandModule<object, ServeArguments> = {
  command: 'serve',
  describe: 'run a chat server',
  builder: (command) =>
    command
      .usage('$0 serve [options]\n\nRuns a chat server until SIGTERM or SIGINT (Ctrl-C).')
      .option('transport', {
        choices: ['wire', 'grpc', 'both'] as const,
        group,
        default: 'both' as const,
        describe: 'what clients can speak',
      })
      .option('host', {
        type: 'string',
        default: '0.0.0.0',
        group,
        requiresArg: true,
        describe: 'address to listen on; 127.0.0.1 for this machine only',
      })
      .option('wire-port', {
        ...numberFlag('wire-port', portBounds),
        default: defaultPorts.wire,
        group,
        describe: 'port of the wire protocol; 0 for any free one',
      })
      .option('grpc-port', {
        ...numberFlag('grpc-port', portBounds),
        default: defaultPorts.grpc,
        group,
        describe: 'port of gRPC; 0 for any free one',
      })
      .option('data', dataFlag(ledgerGroup))
      .option('memory', {
        type: 'boolean',
        default: false,
        group: ledgerGroup,
        describe: 'keep nothing on disk: accounts and messages end with the server',
      })
      .option('durability', {
        choices: durabilities,
        group: ledgerGroup,
        default: 'synced' as const,
        describe: 'reply when the disk has it, when the system has it, or when memory has it',
      })
      .option('admin', {
        ...textFlag('admin'),
        group: accountGroup,
        describe: 'account that is an admin from now on, made where it does not exist; see DUET_ADMIN_PASSWORD',
      })
      .options(limitOptions())
      .example('$0 serve', 'both transports, on every address of this machine')
      .example('$0 serve --transport wire --host 127.0.0.1', 'the wire protocol only, for this machine only')
      .example('$0 serve --memory', 'to try it out: nothing is left behind')
      .example('DUET_ADMIN_PASSWORD=... $0 serve --admin alice', 'alice says who is an operator')
      .example('$0 serve --wire-port 0 --grpc-port 0', 'on free ports, which are printed')
      .epilogue(
        [
          'Prints a line for each endpoint, such as "wire  listening on 0.0.0.0:4100", and',
          'then "ready". Told to stop, it answers what is under way and ends; a second',
          'signal ends it at once. Nothing is encrypted: put a TLS proxy in front of it',
          'where the network is not yours.',
          '',
          'Accounts and messages are kept in the data folder, in SQLite. A reply says that',
          'what was asked is done for good: with --durability synced it outlives a loss of',
          'power, with written the end of the process only, and with memory the last',
          'moments may be lost with the process. One server at a time can use a folder.',
          '',
          'Admins say who is an operator, who answers the tickets of users: see "duet admin".',
          '',
          'Environment:',
          '  DUET_ADMIN_PASSWORD  the password of --admin: that account is made with it, or,',
          '                       where it exists and is no admin yet, has to have it, since',
          '                       anybody may have taken the name; not needed where it is',
          '                       an admin already',
          '',
          'Exit status: 0 when it was told to stop; 1 when it could not start, when the disk',
          'failed, or for a bug of ours; 130 or 143 when a second SIGINT or SIGTERM ended it',
          'before it was done.',
        ].join('\n'),
      ) as never,
  handler: serve,
};

async function serve(args: ServeArguments): Promise<void> {
  const { transport, host, wirePort, grpcPort } = args;
  if (host === '') throw new CommandError('--host: an address or a name is expected');
  const limits = limitsOf(args as unknown as Readonly<Record<string, unknown>>);
  // Loaded here, since most commands need no server.
  const { startDuetServer } = await import('./duet_server.ts');
  const { systemEnvironment } = await import('./system_environment.ts');
  const server = await startDuetServer({
    ledger: args.memory ? { kind: 'memory' } : { kind: 'sqlite', folder: args.data, durability: args.durability },
    host,
    wirePort: transport === 'grpc' ? undefined : wirePort,
    grpcPort: transport === 'wire' ? undefined : grpcPort,
    limits,
    environment: systemEnvironment(),
    admin: adminOption(args),
  }).catch((error: unknown) => {
    if (error instanceof DataFolderError) throw new CommandError(error.message, { cause: error });
    if (error instanceof ChatError) throw new CommandError(adminRefusal(error, args), { cause: error });
    throw listenError(error, { wire: wirePort, grpc: grpcPort }, host);
  });
  const shownHost = host.includes(':') ? `[${host}]` : host;
  if (server.wirePort !== undefined) console.log(`wire  listening on ${shownHost}:${server.wirePort}`);
  if (server.grpcPort !== undefined) console.log(`grpc  listening on ${shownHost}:${server.grpcPort}`);
  stopOnSignal(server);
  stopOnFailure(server, limits, args.memory ? 'Nothing is kept.' : keptAfterFailure[args.durability]);
  console.log('ready');
}

function adminOption({ admin: name, data }: ServeArguments): DuetServerOptions['admin'] {
  if (name === undefined) return undefined;
  const password: AdminPassword = (purpose) => {
    const given = process.env.DUET_ADMIN_PASSWORD;
    if (given !== undefined && given !== '') return given;
    const why = {
      make: `there is no account ${name}: to make it, set its password in DUET_ADMIN_PASSWORD`,
      verify: `${name} exists already and is no admin: set its password in DUET_ADMIN_PASSWORD${otherWay(name, data)}`,
    }[purpose];
    throw new CommandError(`--admin: ${why}`);
  };
  return { name, password };
}

function adminRefusal({ code, message }: ChatError, { admin = '', data }: ServeArguments): string {
  if (code !== 'WRONG_CREDENTIALS') return `--admin: ${message}`;
  return `--admin: ${message} than DUET_ADMIN_PASSWORD${otherWay(admin, data)}`;
}

/** Who took the name may be somebody else: only whoever runs the server knows. */
function otherWay(name: string, data: string): string {
  return `, or, if it is whom you mean, run: duet admin role ${name} admin --data ${data}`;
}

/** Nothing is committed any more: to go on would be to promise what cannot be kept. */
function stopOnFailure(server: DuetServer, limits: Limits, kept: string): void {
  void server.failed.then((failure) => {
    // Also where it was told to stop already: what it could not write then may be lost.
    process.exitCode = 1;
    console.error(`duet: ${visibleLine(failure.message)}; the server stops. ${kept}`);
    setTimeout(() => process.exit(1), closeMs(failure, limits));
    void server.close().then(() => process.exit(1));
  });
}

function closeMs({ part }: ServerFailure, { shutdownMs }: Limits): number {
  return part === 'ledger' ? failedCloseMs : Math.min(shutdownMs + soundCloseMs, timerMsMax);
}

/** The first signal ends it cleanly, a second one at once. */
function stopOnSignal(server: DuetServer): void {
  let stopping = false;
  const stop = (signal: 'SIGTERM' | 'SIGINT'): void => {
    if (stopping) process.exit(128 + constants.signals[signal]);
    stopping = true;
    console.log('stopping');
    // A rejection is a bug of ours: it reaches the handler in main.ts.
    void server.close().then(() => process.exit());
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
