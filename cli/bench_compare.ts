/** `duet bench compare BEFORE AFTER`: what became better or worse between two benches, from the files that they wrote. */

import type { CommandModule } from 'yargs';
import { CommandError } from './command_error.ts';

interface BenchCompareArguments {
  readonly before: string;
  readonly after: string;
}

export const benchCompareCommand: CommandModule<object, BenchCompareArguments> = {
  command: 'compare <before> <after>',
  describe: 'hold a bench against an earlier one, from the files that --json wrote',
  builder: (command) =>
    command
      .usage('$0 bench compare BEFORE AFTER\n\nWhat became better or worse between two benches. Measures nothing.')
      .positional('before', { type: 'string', describe: 'what `duet bench --json FILE` wrote first' })
      .positional('after', { type: 'string', describe: 'what it wrote later' })
      .epilog(
        'Exit status 1 where the two cannot be compared, as when they measured something else. Another machine or seed is ' +
          'told as a warning.',
      ) as never,
  handler: async ({ before, after }) => {
    const { readResultsFile } = await import('./bench_results_file.ts');
    const { compareResults } = await import('../bench/results/compare_results.ts');
    const { renderCompareReport } = await import('../bench/report/terminal/compare_report.ts');
    const { terminalOptions } = await import('../bench/report/terminal/terminal_options.ts');
    const first = await readResultsFile(before);
    const second = await readResultsFile(after);
    const comparison = compareResults(first, second);
    if (comparison.kind === 'refused') {
      throw new CommandError(`these cannot be compared: ${comparison.reasons.join('; ')}`);
    }
    const page = terminalOptions(process.stdout, process.env);
    console.log(renderCompareReport(comparison, { before: first, after: second }, page));
  },
};
