/** How messages and notices look in an interactive chat. Pure; whatever others wrote passes through visible_text.ts. */

import { styleText } from 'node:util';
import { visibleLine, visibleLines } from '../visible_text.ts';
import { clipText, wrapText } from './text_width.ts';
import { clockText } from './time_text.ts';

export interface Look {
  readonly columns: number;
  readonly colours: boolean;
  /** Milliseconds since 1970: messages of another day show theirs. */
  readonly nowMs: number;
}

export interface ShownMessage {
  readonly timeMs: number;
  readonly body: string;
  /** Who it is from, and where: see message_label.ts. */
  readonly label: string;
  readonly own: boolean;
  /** Of Duet, after the text, in a quiet colour. */
  readonly note?: string;
}

/** Colours of names. No red, which is for what went wrong. */
const nameColours = ['cyan', 'green', 'yellow', 'magenta', 'blue'] as const;

/** Narrower than this, lines are left to the terminal. */
const columnsMin = 20;

/** One or more lines. All but the first are indented, so that no body can pass for another message. */
export function messageText(message: ShownMessage, look: Look): string {
  const time = clockText(message.timeMs, look.nowMs);
  const label = visibleLine(message.label);
  const indent = ' '.repeat(time.length + 1);
  const columns = Math.max(look.columns - indent.length, columnsMin);
  const [first = '', ...rest] = visibleLines(message.body);
  const note =
    message.note === undefined ? [] : wrapText(message.note, columns).map((line) => paint('dim', line, look));
  const lines = [`${label}: ${first}`, ...rest].flatMap((line) => wrapText(line, columns));
  if (look.colours) {
    lines[0] = (lines[0] ?? '').replace(label, () =>
      message.own ? styleText('dim', label, always) : styleText(['bold', colourOf(label)], label, always),
    );
  }
  return [`${paint('dim', time, look)} ${lines[0]}`, ...[...lines.slice(1), ...note].map((line) => indent + line)].join(
    '\n',
  );
}

/** Something that Duet itself says. */
export function noticeText(text: string, look: Look): string {
  return paint('dim', wrapText(`* ${visibleLine(text)}`, Math.max(look.columns, columnsMin)).join('\n  '), look);
}

/** What stands above the line being typed: one row, and a column is left for terminals that wrap early. */
export function statusLine(text: string, look: Look): string {
  return paint('dim', clipText(visibleLine(text), Math.max(look.columns - 1, 1)), look);
}

/** Something that went wrong. */
export function problemText(text: string, look: Look): string {
  return paint('red', wrapText(`! ${visibleLine(text)}`, Math.max(look.columns, columnsMin)).join('\n  '), look);
}

/** Whether to colour what goes there (https://no-color.org). */
export function usesColours(output: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  return output.isTTY === true && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
}

/** Asked for explicitly: whether colours are wanted is decided once, by `usesColours`. */
const always = { validateStream: false } as const;

function paint(format: 'dim' | 'red', text: string, look: Look): string {
  return look.colours ? styleText(format, text, always) : text;
}

/** One of theirs for each sender, wherever it writes. */
function colourOf(label: string): (typeof nameColours)[number] {
  let sum = 0;
  for (const character of label.split(' ')[0] ?? '') sum += character.codePointAt(0) ?? 0;
  return nameColours[sum % nameColours.length] ?? 'cyan';
}
