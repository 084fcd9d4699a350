/** `duet bench report FILE`: what a bench found, from the file that it wrote, without measuring anything. */

import type { CommandModule } from 'yargs';
import { textFlag } from './text_flag.ts';

interface ReportArguments {
  readonly file: string;
  readonly report: string | undefined;
  readonly export: string | undefined;
}

export const benchReportCommand: CommandModule<object, ReportArguments> = {
  command: 'report <file>',
  describe: 'show again what a bench found, from the file that --json wrote',
  builder: (command) =>
    command
      .usage('$0 bench report FILE [options]\n\nShows again what a bench found. Measures nothing.')
      .positional('file', { type: 'string', describe: 'what `duet bench --json FILE` wrote' })
      .option('report', { ...textFlag('report'), describe: 'write a report with figures to this HTML file' })
      .option('export', {
        ...textFlag('export'),
        describe: 'write .hgrm, CSV and benchmark-action files, and the headline as an SVG, to this folder',
      })
      .example(
        '$0 bench report results.json --report results.html',
        'the report with figures, of a bench that is over',
      ) as never,
  handler: async ({ file, report, export: folder }) => {
    const { readResultsFile } = await import('./bench_results_file.ts');
    const { reportResults, requireFiles } = await import('./bench_run.ts');
    const results = await readResultsFile(file);
    const files = { report, json: undefined, export: folder };
    await requireFiles(files);
    await reportResults(results, files);
  },
};
