/** What strace wrote down, as system calls with a begin and an end. Pure; knows nothing of what a process is for. */

export interface SystemCall {
  readonly thread: string;
  readonly name: string;
  /** What its first argument, a descriptor, stands for: a path, or `socket:[...]`. */
  readonly target: string;
  /** The bytes in its arguments, one after another. */
  readonly data: Buffer;
  /** Lines of the trace, counted: a call that ends at a smaller one than another begins at came before that one. */
  readonly begin: number;
  /** Infinity where the trace ends before the call does. */
  readonly end: number;
  /** NaN where it has none. */
  readonly result: number;
}

/** Calls in the order in which they begin. */
export function systemCalls(trace: string): readonly SystemCall[] {
  const calls: { -readonly [K in keyof SystemCall]: SystemCall[K] }[] = [];
  const unfinished = new Map<string, (typeof calls)[number]>();
  for (const [at, line] of trace.split('\n').entries()) {
    const resumed = /^(\d+) +<\.\.\. (\w+) resumed>(.*)$/.exec(line);
    if (resumed !== null) {
      const [, thread = '', , rest = ''] = resumed;
      const call = unfinished.get(thread);
      unfinished.delete(thread);
      if (call !== undefined) Object.assign(call, { end: at, result: resultOf(rest) });
      continue;
    }
    const begun = /^(\d+) +(\w+)\(\d+<([^>]*)>(.*)$/.exec(line);
    if (begun === null) continue;
    const [, thread = '', name = '', target = '', rest = ''] = begun;
    const open = rest.endsWith('<unfinished ...>');
    const ends = open ? { end: Infinity, result: Number.NaN } : { end: at, result: resultOf(rest) };
    const call = { thread, name, target, data: bytesIn(rest), begin: at, ...ends };
    calls.push(call);
    if (open) unfinished.set(thread, call);
  }
  return calls;
}

function resultOf(text: string): number {
  const result = / = (-?\d+)[^"]*$/.exec(text)?.[1];
  return result === undefined ? Number.NaN : Number(result);
}

const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, '"': 34, '\\': 92 };

/** All quoted strings, as C escapes them. */
function bytesIn(text: string): Buffer {
  const parts: Buffer[] = [];
  for (const [, quoted = ''] of text.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
    const plain = quoted.replace(/\\([0-7]{1,3}|.)/g, (_whole, code: string) => {
      const byte = /^[0-7]/.test(code) ? Number.parseInt(code, 8) : escapes[code];
      if (byte === undefined) throw new Error(`no such escape: \\${code}`);
      return String.fromCharCode(byte);
    });
    parts.push(Buffer.from(plain, 'latin1'));
  }
  return Buffer.concat(parts);
}
