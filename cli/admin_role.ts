/**
 * `duet admin role`: gives an account a role, by way of a server that runs, or in the data folder of one that is stopped.
 * Knows flags and words; what a role is, the core knows.
 */

import type { CommandModule } from 'yargs';
import { defaultPorts, type Transport, transports } from '../shared/client/connect.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import type { AccountRole } from '../shared/ledger/ledger.ts';
import { DataFolderError, dataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { adminClient } from './admin_client.ts';
import { CommandError } from './command_error.ts';
import { dataFlag } from './data_flag.ts';
import { told } from './ledger_command.ts';
import { timerMsMax } from './limit_flags.ts';
import { textFlag } from './text_flag.ts';
import { visibleLine } from './visible_text.ts';

interface RoleArguments {
  readonly name: string;
  readonly role: AccountRole;
  readonly data: string | undefined;
  readonly transport: Transport | undefined;
  readonly connect: string | undefined;
  readonly user: string | undefined;
}

const roles = ['user', 'operator', 'admin'] as const satisfies readonly AccountRole[];

const given = 'NAME and ROLE are expected (%s of %s given)';

/** What yargs says where one is missing, in our words. Its types know nothing of plurals. */
const missingNames = {
  'Not enough non-option arguments: got %s, need at least %s': { one: given, other: given },
} as unknown as Record<string, string>;

const { default: defaultFolder, coerce: folder, ...dataOption } = dataFlag();

export const adminRoleCommand: CommandModule<object, RoleArguments> = {
  command: 'role <name> <role>',
  describe: 'make an account a user, an operator or an admin',
  builder: (command) =>
    command
      .usage('$0 admin role NAME ROLE [options]\n\nMakes the account NAME a user, an operator or an admin.')
      .updateStrings(missingNames)
      .positional('name', { type: 'string', demandOption: true, describe: "the account's name" })
      .positional('role', { choices: roles, demandOption: true, describe: 'what it is from now on' })
      .option('data', {
        ...dataOption,
        coerce: (value: unknown) => (value === undefined ? undefined : folder(value)),
        defaultDescription: defaultFolder,
        describe: 'data folder of a server that is stopped',
      })
      .option('user', { ...textFlag('user'), describe: 'for a server that runs: the admin to log in as' })
      .option('transport', {
        choices: transports,
        defaultDescription: 'wire',
        describe: 'for a server that runs: how to speak with it',
      })
      .option('connect', {
        ...textFlag('connect'),
        defaultDescription: 'localhost',
        describe: `for a server that runs: where, as host or host:port; by default port ${defaultPorts.wire} for wire and ${defaultPorts.grpc} for grpc`,
      })
      .example('$0 admin role alice admin', 'in ./duet-data, while no server runs on it')
      .example('$0 admin role bob operator --user alice', "asks for alice's password, and the server on this machine")
      .example('$0 admin role bob user --user alice --transport grpc --connect chat.example.org', '')
      .epilogue(
        [
          'Operators answer the tickets of users; admins may do that, too, and say who is what.',
          'The first admin is made in the data folder, or by "duet serve --admin NAME", which',
          'can make the account, too, and asks for the password of one that exists. The',
          'tickets of an operator who becomes a user go back to the head of the queue.',
          '',
          'With --user, --transport, --connect or DUET_TOKEN a server that runs is asked, which',
          'takes an admin. It refuses to take the role from the last one.',
          '',
          'Environment:',
          '  DUET_PASSWORD  the password of --user, instead of asking for it; needed without a',
          '                 terminal',
          '  DUET_TOKEN     a token of an admin, instead of --user; read where --data is not',
          '                 given',
          '',
          'Exit status: 0 when the account has the role; 1 for an error, told in one line.',
        ].join('\n'),
      ) as never,
  handler: async (args) => {
    try {
      await setRole(args);
    } catch (error) {
      // What a server, or a ledger, refuses is no bug of ours.
      throw error instanceof ChatError ? new CommandError(error.message, { cause: error }) : error;
    }
    console.log(`${visibleLine(args.name)} has the role ${args.role}`);
  },
};

async function setRole(args: RoleArguments): Promise<void> {
  const { data, user, transport, connect } = args;
  const server = user !== undefined || transport !== undefined || connect !== undefined;
  if (server && data !== undefined) {
    throw new CommandError('--data names a server that is stopped; --user, --transport and --connect one that runs');
  }
  const token = data === undefined ? nonEmpty(process.env.DUET_TOKEN) : undefined;
  if (server || token !== undefined) await onServer(args, token);
  else await inFolder(args, data ?? defaultFolder);
}

async function onServer({ name, role, user, transport, connect }: RoleArguments, token: string | undefined) {
  const at = { transport: transport ?? 'wire', connect: connect ?? 'localhost' };
  await using admin = await adminClient({ ...at, user, token, password: nonEmpty(process.env.DUET_PASSWORD) });
  await admin.client.setAccountRole(name, role);
}

async function inFolder({ name, role }: RoleArguments, data: string): Promise<void> {
  // Loaded here, since most commands need neither.
  const { openForReading } = await import('../shared/ledger/sqlite/database.ts');
  const { startDuetServer } = await import('./duet_server.ts');
  const { systemEnvironment } = await import('./system_environment.ts');
  // The bounds of that server are not known: nothing is to be swept away by others.
  const never = { retentionSweepMs: timerMsMax, sessionSweepMs: timerMsMax, operatorSweepMs: timerMsMax };
  const limits = { ...defaultLimits, ...never };
  // A server would make the folder, and a ledger in it.
  await told(async () => openForReading(dataFolder(data).database, { olderToo: true }).close());
  const server = await startDuetServer({
    ledger: { kind: 'sqlite', folder: data, durability: 'synced' },
    host: '127.0.0.1',
    wirePort: undefined,
    grpcPort: undefined,
    limits,
    environment: systemEnvironment(),
  }).catch((error: unknown) => {
    if (!(error instanceof DataFolderError)) throw error;
    throw new CommandError(`${error.message}; a server that runs is asked with --user ADMIN`, { cause: error });
  });
  try {
    await server.core.grantRole(name, role);
  } finally {
    await server.close();
  }
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
