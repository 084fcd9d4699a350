/** `duet chat`: an interactive chat at a terminal, and a filter in a pipe. Knows flags, signals and which of both it is. */

import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { CommandModule } from 'yargs';
import type { Client } from '../shared/client/client.ts';
import { connect, defaultPorts, type Transport, transports } from '../shared/client/connect.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { flagsProblem, isQuery } from './chat/chat_flags.ts';
import { chatHelp } from './chat/help.ts';
import { usesColours } from './chat/message_text.ts';
import type { ScriptQuery } from './chat/script_query.ts';
import type { ScriptTarget } from './chat/script_target.ts';
import { signIn } from './chat/sign_in.ts';
import { Terminal } from './chat/terminal.ts';
import { CommandError } from './command_error.ts';
import { numberFlag } from './number_flag.ts';

interface ChatArguments {
  readonly transport: Transport;
  readonly connect: string;
  readonly user: string;
  readonly to: string | undefined;
  readonly create: boolean;
  readonly fullName: string;
  readonly receive: number | undefined;
  readonly in: string | undefined;
  readonly showChat: boolean;
  readonly list: (typeof listables)[number] | undefined;
  readonly history: number | undefined;
  readonly search: string | undefined;
}

const listables = ['chats', 'participants', 'tickets'] as const;

/** A message that is typed waits this long for a server that is away. A script gives up earlier. */
const interactiveCallMs = 600_000;
const leaveMs = 2_000;

export const chatCommand: CommandModule<object, ChatArguments> = {
  command: 'chat',
  describe: 'talk to others, at a terminal or in a pipe',
  builder: (command) =>
    command
      .usage('$0 chat --user NAME [options]\n\nTalks to others: at a terminal by keyboard, in a pipe line by line.')
      .option('transport', { choices: transports, default: 'wire' as const, describe: 'how to speak with the server' })
      .option('connect', {
        type: 'string',
        default: 'localhost',
        requiresArg: true,
        describe: `the server, as host or host:port; by default port ${defaultPorts.wire} for wire and ${defaultPorts.grpc} for grpc`,
      })
      .option('user', { type: 'string', demandOption: true, requiresArg: true, describe: 'account to log in to' })
      .option('to', { type: 'string', requiresArg: true, describe: 'account to write to' })
      .option('in', {
        type: 'string',
        requiresArg: true,
        describe: 'chat to write in: an id as --list chats prints it, an account, or a title',
      })
      .option('create', {
        type: 'boolean',
        default: false,
        describe: 'create the account, without asking, if there is none',
      })
      .option('full-name', {
        type: 'string',
        default: '',
        requiresArg: true,
        describe: 'of an account that is created',
      })
      .option('receive', {
        ...numberFlag('receive', { min: 0, max: Number.MAX_SAFE_INTEGER }),
        describe: 'for scripts: print that many messages as they come, then end; 0 for all, until a signal',
      })
      .option('show-chat', {
        type: 'boolean',
        default: false,
        describe: "for scripts: with --receive, a fourth field is the chat's id",
      })
      .option('list', {
        choices: listables,
        describe: 'for scripts: print them, then end',
      })
      .option('history', {
        ...numberFlag('history', { min: 1, max: 1_000_000 }),
        describe: 'for scripts: print that many messages, the last of the chat, then end',
      })
      .option('search', {
        type: 'string',
        requiresArg: true,
        describe: 'for scripts: print the messages that hold these words, then end',
      })
      .example('$0 chat --user alice', 'asks for the password, and offers to create the account')
      .example('$0 chat --transport grpc --connect chat.example.org:50051 --user bob --to alice', '')
      .example('make 2>&1 | $0 chat --user ci --to alice', 'each line of the input becomes a message')
      .example('make 2>&1 | $0 chat --user ci --in "Build room"', 'each line of the input becomes a message in a group')
      .example('$0 chat --user bob --receive 1', 'waits for one message and prints it')
      .epilogue(
        [
          'At a terminal:',
          ...chatHelp.map((line) => `  ${line}`),
          '',
          'In a pipe each line of the input that is not empty is sent to --to or --in; nothing',
          'is printed unless --receive is given. Each message is printed as a line of three',
          'fields separated by tabs: time (ISO 8601), sender, text with \\n, \\t, \\\\ and',
          '\\x1b for what would break the line or drive a terminal. What is shown or',
          'printed is acknowledged: it does not come again.',
          '',
          'For scripts, these print lines of fields separated by tabs, too. They acknowledge',
          'nothing, send nothing and leave the input unread; what has no value is empty:',
          '  --list chats         id, direct|group|desk, name or title, unread, participants,',
          '                       owner|member',
          '  --list participants  of --in or --to: name, owner|member, "online", last seen,',
          '                       full name',
          '  --list tickets       chat id, queued|assigned, place, user, operator, opened,',
          '                       seconds since then (once assigned: until its first',
          '                       operator), subject',
          '  --history COUNT      of --in or --to: time, sender, text, position',
          '  --search WORDS       time, sender, text around the words, chat id, position; of',
          '                       --in or --to, else of all chats; the last 1000',
          '',
          'Environment:',
          '  DUET_PASSWORD  the password, instead of asking for it; needed without a terminal',
          '  NO_COLOR       no colours, if it is set and not empty',
          '',
          'Exit status: 0 when all is sent and received, or the user left; 1 for an error,',
          'told in one line.',
        ].join('\n'),
      ) as never,
  handler: async (args) => {
    try {
      await chat(args);
    } catch (error) {
      // What a server refuses is no bug of ours.
      throw error instanceof ChatError ? new CommandError(error.message, { cause: error }) : error;
    }
  },
};

async function chat(args: ChatArguments): Promise<void> {
  const { stdin, stdout } = process;
  const asks = isQuery(args);
  const problem = flagsProblem(args);
  if (problem !== undefined) throw new CommandError(problem);
  const interactive = stdin.isTTY && stdout.isTTY && args.receive === undefined && !asks;
  const somewhere = args.to !== undefined || args.in !== undefined;
  if (!interactive && !somewhere && args.receive === undefined && !asks) {
    throw new CommandError(
      'in a pipe, --to NAME or --in CHAT says where to send the input, and --receive COUNT prints messages',
    );
  }
  using client = await connected(args, interactive ? interactiveCallMs : undefined);
  await (interactive ? atTerminal(client, args) : inPipe(client, args, asks));
}

async function atTerminal(client: Client, args: ChatArguments): Promise<void> {
  const { stdin, stdout, env } = process;
  using terminal = new Terminal({ input: stdin, output: stdout });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => terminal.close());
  const { chatInteractively } = await import('./chat/interactive_chat.ts');
  await chatInteractively({ ...args, client, terminal, colours: usesColours(stdout, env), password: password() });
}

async function inPipe(client: Client, args: ChatArguments, asks: boolean): Promise<void> {
  if (!(await signedIn(client, args))) return;
  try {
    await (asks ? answer(client, args) : talkInScript(client, args));
  } finally {
    // A session that nobody will come back to would only push out others.
    if (client.connected)
      await Promise.race([client.logout().catch(() => {}), wait(leaveMs, undefined, { ref: false })]);
  }
}

async function answer(client: Client, args: ChatArguments): Promise<void> {
  const { answerScript } = await import('./chat/script_query.ts');
  await answerScript(client, await queryOf(client, args), process.stdout);
}

async function talkInScript(client: Client, args: ChatArguments): Promise<void> {
  const { chatInScript } = await import('./chat/script_chat.ts');
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const { user, receive, showChat } = args;
  const { stdin: input, stdout: output } = process;
  // With --receive and a terminal, there is no input to send.
  const to = receive !== undefined && input.isTTY ? undefined : await targetOf(client, args);
  await chatInScript({ client, user, to, receive, showChat, input, output, stop: stopping.signal });
}

async function queryOf(client: Client, args: ChatArguments): Promise<ScriptQuery> {
  const { chatOf } = await import('./chat/script_target.ts');
  const { list, history, search } = args;
  if (list === 'chats' || list === 'tickets') return { kind: list };
  const target = await targetOf(client, args);
  const chat = target === undefined ? undefined : await chatOf(client, target);
  if (search !== undefined) return { kind: 'search', words: search, chat };
  // `chat` has seen to it that it is said where.
  assert(chat !== undefined);
  return history === undefined ? { kind: 'participants', chat } : { kind: 'history', chat, count: history };
}

async function targetOf(client: Client, args: ChatArguments): Promise<ScriptTarget | undefined> {
  if (args.in !== undefined) return await (await import('./chat/script_target.ts')).chatNamed(client, args.in);
  return args.to === undefined ? undefined : { name: args.to };
}

/** False when the user left instead of typing a password. */
async function signedIn(client: Client, { user, create, fullName }: ChatArguments): Promise<boolean> {
  const { stdin, stderr } = process;
  const options = { name: user, password: password(), create, fullName };
  if (options.password !== undefined || !stdin.isTTY || !stderr.isTTY) {
    return (await signIn(client, { ...options, asker: undefined, say: () => {} })) !== undefined;
  }
  // Standard output is for messages.
  using terminal = new Terminal({ input: stdin, output: stderr });
  return (await signIn(client, { ...options, asker: terminal, say: (text) => terminal.print(text) })) !== undefined;
}

async function connected(args: ChatArguments, callMs: number | undefined): Promise<Client> {
  // A host name or address, in brackets where it holds colons, and a port.
  if (!/^(?:[^\s/@:[\]]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i.test(args.connect)) {
    throw new CommandError(`--connect: host:port is expected, not "${args.connect}"`);
  }
  try {
    return await connect(`${args.transport}://${args.connect}`, { callMs });
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== 'UNAVAILABLE') throw error;
    const message = `no server answers ${args.transport} at ${args.connect} (${error.message}): is "duet serve" running there?`;
    throw new CommandError(message, { cause: error });
  }
}

function password(): string | undefined {
  const given = process.env.DUET_PASSWORD;
  return given === '' ? undefined : given;
}
