/** Some messages of one chat in the order of their positions, or against it. Knows no bounds and no participants. */

import type { Run } from '../merged_runs.ts';
import type { MessageList } from './message_list.ts';

export class MessageRun implements Run {
  readonly messages: MessageList;
  /** The index of the next message. */
  at: number;
  readonly #end: number;

  /** Those with start <= index < end. */
  constructor(messages: MessageList, start: number, end: number) {
    this.messages = messages;
    this.at = start;
    this.#end = end;
  }

  get position(): number {
    return this.at < this.#end ? (this.messages.positionAt(this.at) ?? Infinity) : Infinity;
  }

  advance(): void {
    this.at += 1;
  }
}

/** The newest first: what comes first has the highest position, which is told as a negative one. */
export class BackwardRun implements Run {
  readonly messages: MessageList;
  /** The index of the next message. */
  at: number;
  readonly #start: number;

  /** Those with start <= index < end. */
  constructor(messages: MessageList, start: number, end: number) {
    this.messages = messages;
    this.at = end - 1;
    this.#start = start;
  }

  get position(): number {
    return this.at >= this.#start ? -(this.messages.positionAt(this.at) ?? -Infinity) : Infinity;
  }

  advance(): void {
    this.at -= 1;
  }
}
