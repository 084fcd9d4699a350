/** Lines from a stream of bytes. Knows UTF-8 and the longest line; nothing of what they are for. */

import { CommandError } from '../command_error.ts';

/** Longer than any body a server takes by default, so that it is the server who says what is too long. */
const lineCharactersMax = 8_388_608;

/** Without their line ends, LF or CR LF. CommandError at bytes that are no UTF-8: nothing is silently replaced. */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let number = 0;
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw new CommandError(`the input is not UTF-8, after line ${number}`, { cause: error });
    }
  };
  for await (const bytes of input) {
    const lines = (rest + decode(bytes)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number += 1;
      yield withoutReturn(line);
    }
    if (rest.length > lineCharactersMax) throw new CommandError(`line ${number + 1} of the input is too long`);
  }
  rest += decode();
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
