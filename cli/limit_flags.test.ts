import test from 'ava';
import { defaultLimits, type LimitName } from '../shared/contract/limits.ts';
import { CommandError } from './command_error.ts';
import { limitFlag, limitOptions, limitsOf } from './limit_flags.ts';

const names = Object.keys(defaultLimits) as LimitName[];
const byFlag = (limits: Partial<Record<LimitName, number>>): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [limitFlag(name), limits[name] ?? defaultLimits[name]]));

test('without flags the limits are the default ones, and every default is within its own bounds', (t) => {
  t.deepEqual(limitsOf(byFlag({})), defaultLimits);
  for (const [flag, option] of Object.entries(limitOptions()))
    t.is(option.coerce?.(option.default), option.default, flag);
});

test('values that are no whole number within bounds are refused with the name of the flag', (t) => {
  const { 'body-bytes-max': bytes, 'lock-wait-ms': wait, 'shutdown-ms': zero } = limitOptions();
  for (const value of [0, -1, 1.5, Number.NaN, 2 ** 53, [1, 2]]) {
    t.throws(() => bytes?.coerce?.(value), { instanceOf: CommandError, message: /^--body-bytes-max: / });
  }
  // Beyond this, Node's timers do not wait at all.
  t.throws(() => wait?.coerce?.(2 ** 31), { instanceOf: CommandError });
  t.is(zero?.coerce?.(0), 0);
});

test('limits that contradict each other are refused', (t) => {
  t.throws(() => limitsOf(byFlag({ passwordBytesMin: 300 })), {
    instanceOf: CommandError,
    message: '--password-bytes-min 300 is above --password-bytes-max 256',
  });
  t.throws(() => limitsOf(byFlag({ bodyBytesMax: 4_000_000 })), {
    instanceOf: CommandError,
    message: /^--body-bytes-max 4000000 needs --frame-bytes-max/,
  });
  t.throws(() => limitsOf(byFlag({ frameBytesMax: 100_000 })), { instanceOf: CommandError });
});
