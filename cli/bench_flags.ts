/** Flags that take a length of time, a share or scenarios, as `duet bench` has them. Knows no yargs. */

import { readFile } from 'node:fs/promises';
import {
  absentScenarios,
  type Scenario,
  type ScenarioName,
  scenarioNames,
  scenarios,
} from '../bench/plan/scenarios.ts';
import { CommandError } from './command_error.ts';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };

export interface DurationBounds {
  readonly minMs: number;
  readonly maxMs: number;
  /** Of a number without one. */
  readonly unit: keyof typeof unitMs;
}

/** In milliseconds, of a text such as `10ms`, `1.5s`, `30min` or `2h`. Throws a CommandError that names the flag. */
export function durationMs(flag: string, text: string, { minMs, maxMs, unit }: DurationBounds): number {
  const [, digits, named] = /^(\d+(?:\.\d+)?) ?(ms|s|min|h)?$/.exec(text) ?? [];
  const ms = Number(digits) * (unitMs[named ?? unit] ?? Number.NaN);
  if (ms >= minMs && ms <= maxMs) return ms;
  throw new CommandError(`--${flag}: a time is expected, such as 10ms, 30s, 5min or 1h`);
}

/** As a share: 0.03 of `3%` or `3`. Throws a CommandError that names the flag. */
export function percentShare(flag: string, text: string): number {
  const [, digits] = /^(\d+(?:\.\d+)?) ?%?$/.exec(text) ?? [];
  const percent = Number(digits);
  if (percent >= 0.1 && percent <= 50) return percent / 100;
  throw new CommandError(`--${flag}: from 0.1% to 50% is expected`);
}

/** By name, or from files that end in .json. Throws a CommandError that says what is wrong with which. */
export async function scenariosOf(asked: readonly string[]): Promise<readonly Scenario[]> {
  const found: Scenario[] = [];
  for (const name of new Set(asked)) found.push(name.endsWith('.json') ? await fromFile(name) : byName(name));
  const names = found.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new CommandError(`--scenario: two files call themselves "${twice}"`);
  return found;
}

function byName(name: string): Scenario {
  const why = Object.entries(absentScenarios).find(([absent]) => absent === name)?.[1];
  if (why !== undefined) throw new CommandError(`--scenario: there is no ${name}: ${why}`);
  if (scenarioNames.includes(name as ScenarioName)) return scenarios[name as ScenarioName];
  throw new CommandError(`--scenario: one of ${scenarioNames.join(', ')} is expected, or a file that ends in .json`);
}

async function fromFile(path: string): Promise<Scenario> {
  const { parseScenarioFile, ScenarioFileError } = await import('../bench/plan/scenario_file.ts');
  try {
    return parseScenarioFile(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof ScenarioFileError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new CommandError(`--scenario: ${path}: ${(error as Error).message}`, { cause: error });
  }
}
