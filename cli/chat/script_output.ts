/** How a chat for scripts prints: a line each, fields separated by tabs, nothing that breaks a line or drives a terminal. */

import type { Writable } from 'node:stream';
import type { Message } from '../../shared/contract/contract.generated.ts';
import { visibleField } from '../visible_text.ts';

/** Time, sender and body; what else is asked for comes after them, so that they stay where they are. */
export function messageLine(message: Message, besides: readonly ('chat' | 'position')[]): string {
  const { timeMs, sender, body } = message;
  return fieldsLine([timeField(timeMs), sender, body, ...besides.map((field) => message[field])]);
}

/** A tab within a field is `\t`, and so on: see visibleField. */
export function fieldsLine(fields: readonly (string | number)[]): string {
  return `${fields.map((field) => visibleField(String(field))).join('\t')}\n`;
}

/** ISO 8601; empty where there is none. */
export function timeField(timeMs: number): string {
  const time = new Date(timeMs);
  return timeMs === 0 || Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

/** Resolves when the reader of the output has taken it. */
export function written(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
