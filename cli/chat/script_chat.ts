/**
 * A chat for scripts: sends the lines of an input, prints messages as they come, a line each. Knows the client; nothing
 * of terminals. Invariant: what is printed is acknowledged, and only once the reader of our output has taken it.
 */

import type { Readable, Writable } from 'node:stream';
import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import { CommandError } from '../command_error.ts';
import { Acknowledger } from './acknowledger.ts';
import { readLines } from './line_reader.ts';
import { messageLine, written } from './script_output.ts';
import type { ScriptTarget } from './script_target.ts';

export interface ScriptChatOptions {
  readonly client: Client;
  readonly user: string;
  /** Where the lines of `input` go; undefined to leave the input alone. */
  readonly to: ScriptTarget | undefined;
  /** How many messages to print; 0 for all until `stop`. Undefined for none. */
  readonly receive: number | undefined;
  /** Whether each line says which chat it is from. */
  readonly showChat: boolean;
  readonly input: Readable;
  readonly output: Writable;
  /** Asks for the end. */
  readonly stop: AbortSignal;
}

/** Sends without an answer; enough to keep the connection busy. */
const unansweredMax = 256;

/** Resolves when all lines are acknowledged by the server and all messages are printed. CommandError where one is refused. */
export async function chatInScript(options: ScriptChatOptions): Promise<void> {
  const failed = new AbortController();
  const stop = AbortSignal.any([options.stop, failed.signal]);
  const parts = [sendLines({ ...options, stop }), receiveMessages({ ...options, stop })];
  try {
    await Promise.all(parts);
  } finally {
    // Of two parts, the one that goes on has to be told that the other has failed.
    failed.abort();
    await Promise.allSettled(parts);
  }
}

async function sendLines({ client, to, input, stop }: ScriptChatOptions): Promise<void> {
  if (to === undefined) return;
  const unanswered = new Set<Promise<void>>();
  let refused: CommandError | undefined;
  let number = 0;
  const onStop = (): void => void input.destroy();
  stop.addEventListener('abort', onStop);
  try {
    for await (const line of readLines(input)) {
      number += 1;
      // An empty line is no message.
      if (line === '') continue;
      const at = number;
      const sent = 'chat' in to ? client.sendToChat(to.chat, line) : client.send(to.name, line);
      const send: Promise<void> = sent
        .then(
          () => {},
          (error: unknown) => {
            if (!(error instanceof ChatError)) throw error;
            // Of several, the first is what the others follow from.
            refused ??= new CommandError(`line ${at} was not sent: ${error.message}`, { cause: error });
          },
        )
        .finally(() => unanswered.delete(send));
      unanswered.add(send);
      if (unanswered.size >= unansweredMax) await Promise.race(unanswered);
      if (refused !== undefined) break;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    stop.removeEventListener('abort', onStop);
    input.destroy();
    await Promise.all(unanswered);
  }
  if (refused !== undefined) throw refused;
  if (stop.aborted && !input.readableEnded) throw new CommandError(`stopped after line ${number} of the input`);
}

async function receiveMessages({ client, user, receive, showChat, output, stop }: ScriptChatOptions): Promise<void> {
  if (receive === undefined || stop.aborted) return;
  const acknowledger = new Acknowledger(client);
  const stream = client.messages();
  const onStop = (): void => void stream.return();
  stop.addEventListener('abort', onStop);
  let printed = 0;
  try {
    for await (const message of stream) {
      if (message.sender !== user) {
        await written(output, messageLine(message, showChat ? ['chat'] : []));
        printed += 1;
      }
      acknowledger.shown(message.position);
      if (printed === receive && receive > 0) break;
    }
  } finally {
    stop.removeEventListener('abort', onStop);
    await acknowledger.settled();
  }
}
