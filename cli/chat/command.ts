/** What a typed line asks for. Pure: text in, a command out. */

import { type ChatCommand, commandShapes } from './command_shapes.ts';

export type { ChatCommand } from './command_shapes.ts';

export function parseCommand(line: string): ChatCommand {
  if (line.trim() === '') return { kind: 'nothing' };
  if (!isCommand(line)) return { kind: 'say', body: line.startsWith('//') ? line.slice(1) : line };
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*?)\s*$/su.exec(line) ?? [];
  const shape = Object.hasOwn(commandShapes, word) ? commandShapes[word] : undefined;
  if (shape === undefined) {
    const known = Object.keys(commandShapes).map((name) => `/${name}`);
    return { kind: 'wrong', problem: `there is no /${word}; there are ${known.join(' ')}` };
  }
  return shape.parse(rest) ?? { kind: 'wrong', problem: `expected ${shape.usage}` };
}

/** Whether a line is for us, and not for others; it need not be whole. */
export function isCommand(line: string): boolean {
  return line.startsWith('/') && !line.startsWith('//');
}
