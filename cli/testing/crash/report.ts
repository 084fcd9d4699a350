/** What an audit found, in lines for people. */

import type { RunResult } from './audited_run.ts';
import type { CrashResult } from './crash_audit.ts';
import { type FindingKind, findingKinds } from './findings.ts';
import type { TerminationResult } from './termination_audit.ts';

export function crashReport(result: CrashResult): string {
  const { rounds, killedBeforeReady } = result;
  return lines([`${rounds} kills, ${killedBeforeReady} of them before the server was ready`, ...common(result)]);
}

export function terminationReport(result: TerminationResult): string {
  const { rounds, endMs } = result;
  return lines([`${rounds} terminations, ended with 0 after ${Math.ceil(endMs)} ms at most`, ...common(result)]);
}

function common({ counts, findings, folder }: RunResult): readonly string[] {
  const of = (kind: FindingKind): number => findings.filter((finding) => finding.kind === kind).length;
  const kinds = Object.keys(findingKinds) as FindingKind[];
  const count = (number: number): string => number.toLocaleString('en');
  return [
    `${count(counts.intended)} sends intended, ${count(counts.acknowledged)} acknowledged, ${count(counts.refused)} refused`,
    `${count(counts.unanswered)} sends unanswered for good, ${count(counts.unansweredFound)} of them in the ledger`,
    `${count(counts.messages)} messages in the ledger, ${count(counts.delivered)} handed out to subscribers`,
    `${count(counts.resumed)} times a sender came back with the session it had`,
    kinds.map((kind) => `${kind} ${of(kind)}`).join(', '),
    ...findings.map(({ kind, text }) => `  ${kind} (${findingKinds[kind]}): ${text}`),
    ...(findings.length === 0 ? [] : [`  kept for you to look at: ${folder}`]),
  ];
}

function lines(of: readonly string[]): string {
  return of.join('\n');
}
