/** One flag of `duet serve` for each bound in the table of limits. Knows which bounds may be 0 and which must fit each other. */

import type { Options } from 'yargs';
import { type LimitName, type Limits, limitTable } from '../shared/contract/limits.ts';
import { CommandError } from './command_error.ts';
import { numberFlag } from './number_flag.ts';

const names = Object.keys(limitTable) as LimitName[];

/** Bounds for which 0 has a meaning: nothing of that kind, or no wait. For any other it would stop the server from working. */
const mayBeZero: ReadonlySet<LimitName> = new Set([
  'fullNameCharactersMax',
  'passwordBytesMin',
  'keyBytesMax',
  'keysPerAccountMax',
  'keysMax',
  'retentionMs',
  'retentionMessagesPerChatMax',
  'patternBytesMax',
  'subscriptionsPerAccountMax',
  'passwordHashQueueMax',
  'lockWaitersMax',
  'deleteDrainMs',
  'shutdownMs',
]);

/** Ages, which no timer waits for. */
const noTimer: ReadonlySet<LimitName> = new Set(['keyLifetimeMs', 'retentionMs', 'sessionIdleMs']);

/** The longest wait of a Node timer; a longer one would not wait at all. */
export const timerMsMax = 2 ** 31 - 1;

/** What a frame carries besides messages, and a message besides its body; and what escaping can make of a body. */
const frameOverheadBytes = 65_536;
const messageOverheadBytes = 128;
const escapedBytesPerByte = 2;

/** The flag of a bound, such as `body-bytes-max`. */
export function limitFlag(name: LimitName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** All flags, as yargs takes them. */
export function limitOptions(): Record<string, Options> {
  return Object.fromEntries(names.map((name) => [limitFlag(name), optionOf(name)]));
}

/** The limits among parsed arguments. CommandError where two of them contradict each other. */
export function limitsOf(args: Readonly<Record<string, unknown>>): Limits {
  const limits = Object.fromEntries(names.map((name) => [name, args[limitFlag(name)]])) as unknown as Limits;
  requireOrder(limits, 'passwordBytesMin', 'passwordBytesMax');
  for (const name of ['bodyBytesMax', 'pageBytesMax'] as const) {
    const messages = name === 'pageBytesMax' ? limits.pageMessagesMax : 1;
    const needed = limits[name] * escapedBytesPerByte + messages * messageOverheadBytes + frameOverheadBytes;
    if (limits.frameBytesMax >= needed) continue;
    throw new CommandError(
      `--${limitFlag(name)} ${limits[name]} needs --frame-bytes-max to be at least ${needed}, not ${limits.frameBytesMax}`,
    );
  }
  return limits;
}

function optionOf(name: LimitName): Options {
  const [byDefault, purpose] = limitTable[name];
  const bounds = {
    min: name === 'nameCharactersMax' ? 2 : mayBeZero.has(name) ? 0 : 1,
    max: name.endsWith('Ms') && !noTimer.has(name) ? timerMsMax : Number.MAX_SAFE_INTEGER,
  };
  return { ...numberFlag(limitFlag(name), bounds), default: byDefault, describe: purpose, group: 'Limits:' };
}

function requireOrder(limits: Limits, lower: LimitName, upper: LimitName): void {
  if (limits[lower] <= limits[upper]) return;
  throw new CommandError(`--${limitFlag(lower)} ${limits[lower]} is above --${limitFlag(upper)} ${limits[upper]}`);
}
