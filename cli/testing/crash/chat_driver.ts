/**
 * Asks for changes of chats, and says something in them meanwhile, and writes down each before it and what became of it
 * after it. What is asked for is the concern of whoever uses it.
 */

import type { Client } from '../../../shared/client/index.ts';
import { ChatError } from '../../../shared/contract/chat_error.ts';
import type { ChatChange } from './chat_changes.ts';
import type { SendLogWriter } from './send_log.ts';
import { bodySaid } from './sends.ts';

/** What an answer told of a change, as far as it tells. */
export interface Changed {
  readonly id?: string;
  readonly position?: number;
}

export class ChatDriver {
  readonly #log: SendLogWriter;
  #said = 0;

  constructor(log: SendLogWriter) {
    this.#log = log;
  }

  /** Undefined where it was refused, or nobody knows. */
  async change(chat: string, change: ChatChange, ask: () => Promise<Changed>): Promise<Changed | undefined> {
    this.#log.write({ type: 'change', chat, change });
    try {
      const { id, position } = await ask();
      const told: Changed = { ...(id === undefined ? {} : { id }), ...(position === undefined ? {} : { position }) };
      this.#log.write({ type: 'changed', chat, ...told });
      return told;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const { code, retryable, message } = error;
      this.#log.write({ type: code === 'UNAVAILABLE' ? 'change_unanswered' : 'change_refused', chat });
      if (!retryable) this.#log.write({ type: 'fault', text: `${change.type} of ${chat}: ${code} ${message}` });
      return undefined;
    }
  }

  /** The position of the message; undefined where it was refused. The library repeats it until it is answered. */
  async say(chat: string, id: string, sender: string, client: Client): Promise<number | undefined> {
    const number = this.#said;
    this.#said += 1;
    this.#log.write({ type: 'say', chat, number, sender });
    try {
      const { position } = await client.sendToChat(id, bodySaid({ chat, number }));
      this.#log.write({ type: 'said', chat, number, position });
      return position;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const { code, retryable, message } = error;
      this.#log.write({ type: 'say_refused', chat, number });
      if (!retryable) this.#log.write({ type: 'fault', text: `${sender} in ${chat}: ${code} ${message}` });
      return undefined;
    }
  }
}
