/** What a bench ran on and with: figures mean nothing without it. Where a source is missing, says which. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeMachine } from '../machine.ts';
import type { MachineFacts } from '../results/results.ts';
import type { Missing } from '../run/run.ts';

/** Whose versions make a difference to what is measured, or to how. */
const libraries = ['@grpc/grpc-js', 'protobufjs', 'hdr-histogram-js'] as const;

export function machineFacts(): MachineFacts {
  const { startedAt: _, ...machine } = describeMachine();
  return { ...machine, commit: commit(), libraries: versions(), governor: governor() };
}

function versions(): Readonly<Record<string, string>> {
  const require = createRequire(import.meta.url);
  return Object.fromEntries(libraries.map((name) => [name, String(require(`${name}/package.json`).version)]));
}

/** Of the sources that run, where they are a checkout; says so where something in it is not committed. */
function commit(): string | Missing {
  try {
    const id = git(['rev-parse', '--short=12', 'HEAD']);
    // A package in somebody's own repository would be given that one's commit.
    if (git(['rev-parse', '--show-prefix']) !== 'bench/experiment/') return { missing: 'not run from a checkout' };
    return git(['status', '--porcelain', '--untracked-files=no']) === '' ? id : `${id}, with changes`;
  } catch {
    return { missing: 'not run from a checkout, or git is not here' };
  }
}

function git(args: readonly string[]): string {
  const where = { cwd: import.meta.dirname, timeout: 10_000 };
  return execFileSync('git', args, { ...where, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

const governorFile = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor';

function governor(): string | Missing {
  try {
    return readFileSync(governorFile, 'utf8').trim();
  } catch {
    return { missing: 'the system has none, or does not tell' };
  }
}
