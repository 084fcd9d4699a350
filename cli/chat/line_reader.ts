/** Lines from a stream of bytes. Knows UTF-8 and the longest line; nothing of what they are for. */

import { CommandError } from '../command_error.ts';

/** More than any body a server takes by default, so that it is the server who says what is too long. */
const lineBytesMax = 8_388_608;

const lineFeed = 0x0a;

/** Without their line ends, LF or CR LF. CommandError at a line that is no UTF-8: nothing is silently replaced. */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** Of the line that has not ended yet. */
  let pieces: Uint8Array[] = [];
  let piecesBytes = 0;
  let number = 1;
  const add = (piece: Uint8Array): void => {
    pieces.push(piece);
    piecesBytes += piece.length;
    if (piecesBytes > lineBytesMax) throw new CommandError(`line ${number} of the input is over ${lineBytesMax} bytes`);
  };
  const takeLine = (): string => {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    piecesBytes = 0;
    try {
      return withoutReturn(decoder.decode(bytes));
    } catch (error) {
      throw new CommandError(`line ${number} of the input is not UTF-8`, { cause: error });
    }
  };
  for await (const bytes of input) {
    let from = 0;
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
      add(bytes.subarray(from, at));
      yield takeLine();
      number += 1;
      from = at + 1;
    }
    if (from < bytes.length) add(bytes.subarray(from));
  }
  if (pieces.length > 0) yield takeLine();
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
