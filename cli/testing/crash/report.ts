/** What an audit found, in lines for people. */

import type { RunResult } from './audited_run.ts';
import type { CrashResult } from './crash_audit.ts';
import { findingKinds } from './findings.ts';
import type { TerminationResult } from './termination_audit.ts';

export function crashReport(result: CrashResult): string {
  const { kills, killedBeforeReady } = result;
  return lines([`${kills} kills, ${killedBeforeReady} of them before the server was ready`, ...common(result)]);
}

export function terminationReport(result: TerminationResult): string {
  const { terminations, endMs } = result;
  return lines([`${terminations} terminations, each ended after ${Math.ceil(endMs)} ms at most`, ...common(result)]);
}

function common({ counts, findings, found, folder }: RunResult): readonly string[] {
  const count = (number: number): string => number.toLocaleString('en');
  return [
    `${count(counts.intended)} sends intended, ${count(counts.acknowledged)} acknowledged, ${count(counts.refused)} refused`,
    `${count(counts.unanswered)} sends unanswered for good, ${count(counts.unansweredFound)} of them in the ledger`,
    `${count(counts.changes)} changes of groups and tickets asked, ${count(counts.changed)} acknowledged, ${count(counts.unansweredChanges)} unanswered for good; ${count(counts.said)} messages said in them`,
    `${count(counts.messages)} messages in the ledger, ${count(counts.delivered)} handed out to subscribers`,
    `${count(counts.resumed)} times a sender came back with the session it had`,
    Object.entries(found)
      .map(([kind, number]) => `${kind} ${count(number)}`)
      .join(', '),
    ...findings.map(({ kind, text }) => `  ${kind} (${findingKinds[kind]}): ${text}`),
    ...(findings.length === 0 ? [] : [`  kept for you to look at: ${folder}`]),
  ];
}

function lines(of: readonly string[]): string {
  return of.join('\n');
}
