/** Results as a file has them, both ways. Knows JSON and the format's versions; the schema knows the rest. */

import { type Results, resultsFormat, resultsVersion } from './results.ts';
import { faultOf } from './results_schema.ts';

/** The text is no results: told in a line. */
export class ResultsFileError extends Error {
  override readonly name = 'ResultsFileError';
}

/** Of a file's text. Throws ResultsFileError, whose message completes "FILE: ". */
export function readResults(text: string): Results {
  const value = parsed(text);
  const { format, version } = headOf(value);
  if (format !== resultsFormat) throw new ResultsFileError('these are no results of `duet bench`');
  if (typeof version === 'number' && version > resultsVersion) {
    const newer = `of a newer Duet: they have version ${version}, and this one reads ${resultsVersion}`;
    throw new ResultsFileError(`these results are ${newer}`);
  }
  const fault = faultOf(value);
  if (fault !== undefined) throw new ResultsFileError(fault);
  return value as Results;
}

/**
 * The text of a file: a line for each run, so that two can be told apart by their lines. Not checked, and never fails:
 * what took half an hour to measure is first of all written down.
 */
export function resultsText(results: Results): string {
  const { runs, ...rest } = results;
  const head = JSON.stringify(rest, undefined, 2).replace(/\n}$/, '');
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`);
  return `${head},\n  "runs": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ResultsFileError(`this is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function headOf(value: unknown): { readonly format?: unknown; readonly version?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
