/**
 * Runs an experiment for the command line, and writes what it found: to the terminal, and to the files that were named.
 * Loaded only when there is one to run.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyse } from '../bench/analysis/analyse.ts';
import type { BenchRunner } from '../bench/experiment/bench_context.ts';
import { runExperiment } from '../bench/experiment/experiment.ts';
import type { ExperimentPlan } from '../bench/experiment/experiment_plan.ts';
import { type LedgerName, ledgers } from '../bench/plan/ledgers.ts';
import { terminalOptions } from '../bench/report/terminal/terminal_options.ts';
import { renderTerminalHeadline, renderTerminalReport } from '../bench/report/terminal/terminal_report.ts';
import { resultsText } from '../bench/results/read_results.ts';
import type { Results } from '../bench/results/results.ts';
import { measureTraffic } from '../bench/run/network_runner.ts';
import { RunRefused } from '../bench/run/run.ts';
import { ProcessRunner } from '../bench/run/runner.ts';
import { requireWritable, requireWritableFolder } from './bench_files.ts';
import { benchProgress } from './bench_progress.ts';
import { CommandError } from './command_error.ts';
import { untilStopped } from './until_stopped.ts';

/** What is written beside the report on the terminal; undefined: not. */
export interface BenchFiles {
  readonly report: string | undefined;
  readonly json: string | undefined;
  readonly export: string | undefined;
}

/** Throws a CommandError, before anything is measured, where something could not be written in the end. */
export async function requireFiles({ report, json, export: folder }: BenchFiles): Promise<void> {
  if (report !== undefined) await requireWritable('--report', report);
  if (json !== undefined) await requireWritable('--json', json);
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new CommandError(`--export: ${folder} cannot be made: ${error.message}`, { cause: error });
  });
  await requireWritableFolder('--export', folder);
}

export interface BenchToRun {
  readonly plan: ExperimentPlan;
  readonly files: BenchFiles;
  /** Whether the headline is all that is printed. */
  readonly short: boolean;
}

/**
 * Sets the exit status of a signal that stopped it; what was finished by then is reported all the same. So it is after an
 * error, and a CommandError is thrown then.
 */
export async function benchAndReport({ plan, files, short }: BenchToRun): Promise<void> {
  await requireFiles(files);
  if (usesDisk(plan)) await requireWritableFolder('--data', plan.data);
  const progress = benchProgress();
  const runner = benchRunner(plan.data, short);
  const { value: results, status } = await untilStopped((signal) =>
    runExperiment(plan, runner, progress.update, signal).finally(progress.stop),
  ).catch((error: unknown) => {
    if (!(error instanceof RunRefused)) throw error;
    throw new CommandError(`the bench is void, and nothing is reported: ${error.message}`, { cause: error });
  });
  await reportResults(results, files, short);
  if (results.error !== undefined) {
    throw new CommandError(`the bench ended before its time, and reported what was finished: ${results.error}`);
  }
  process.exitCode = status;
}

/** To the terminal and to the files, which it says then. */
export async function reportResults(results: Results, files: BenchFiles, short = false): Promise<void> {
  const { report, json, export: folder } = files;
  const written: string[] = [];
  const write = async (path: string, text: string): Promise<void> => {
    await writeFile(path, text);
    written.push(path);
  };
  // First of all: whatever goes wrong after it, what was measured is there.
  if (json !== undefined) await write(json, resultsText(results));
  const analysis = analyse(results);
  const render = short ? renderTerminalHeadline : renderTerminalReport;
  console.log(render(results, analysis, terminalOptions(process.stdout, process.env)));
  if (report !== undefined) {
    const { renderHtmlReport } = await import('../bench/report/html/html_report.ts');
    await write(report, renderHtmlReport(results, analysis));
  }
  if (folder !== undefined) {
    const { exportsOf } = await import('../bench/results/exports.ts');
    const { readmeFigure } = await import('../bench/report/html/readme_figure.ts');
    for (const { name, text } of exportsOf(results, analysis)) await write(join(folder, name), text);
    await write(join(folder, 'headline.svg'), readmeFigure(results, analysis));
  }
  if (written.length > 0) console.log(`\nwrote ${written.join(', ')}`);
}

/** A first look has no time for runs that only count what is on the network. */
function benchRunner(data: string, short: boolean): BenchRunner {
  const runner = new ProcessRunner({ data });
  if (short) return runner;
  return {
    run: (spec, signal) => runner.run(spec, signal),
    countTraffic: (spec, signal) => measureTraffic(spec, { data }, signal),
  };
}

function usesDisk({ scenarios, fanout, backlog }: ExperimentPlan): boolean {
  const used = scenarios.flatMap((scenario) => {
    if (scenario.kind === 'load') return scenario.workloads.map(({ ledger }) => ledger);
    const parts: Readonly<Record<typeof scenario.kind, readonly LedgerName[]>> = {
      connections: [],
      fanout: [fanout.ledger],
      backlog: [backlog.ledger],
    };
    return parts[scenario.kind];
  });
  return used.some((ledger) => ledgers[ledger].durability !== undefined);
}
