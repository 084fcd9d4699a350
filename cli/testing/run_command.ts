/** Commands that run to their end: what they print, and how they fail. For tests. */

import { DuetProcess } from './duet_process.ts';

/** Fails as commands do: with status 1 and one line. The line, without "duet: " before it. */
export async function failureOf(args: readonly string[]): Promise<string> {
  await using run = new DuetProcess(args, { input: '' });
  const { status, stdout, stderr } = await run.ended;
  const line = /^duet: (.*)\n$/.exec(stderr)?.[1];
  if (status !== 1 || stdout !== '' || line === undefined) throw new Error(`exit ${status}: ${stdout}${stderr}`);
  return line;
}

/** What a command that is to succeed printed. */
export async function outputOf(args: readonly string[]): Promise<string> {
  await using run = new DuetProcess(args, { input: '' });
  const { status, stdout, stderr } = await run.ended;
  if (status !== 0 || stderr !== '') throw new Error(`exit ${status}: ${stdout}${stderr}`);
  return stdout;
}
