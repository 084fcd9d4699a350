/** What a bench of recovery says, as text for a terminal. Pure. */

import { type Machine, machineLines } from '../machine.ts';
import { count, duration, mebibytes } from '../report/format.ts';
import { placeLines } from '../saturation/ledger_lines.ts';
import { table } from '../saturation/table.ts';
import { spreadOf } from '../statistics/median.ts';
import { type RecoveryPlan, type RecoveryResult, type StartKind, startKinds } from './recovery.ts';

export interface RecoveryReport extends RecoveryResult {
  readonly machine: Machine;
  readonly plan: RecoveryPlan;
}

const labels: Readonly<Record<StartKind, string>> = {
  empty: 'an empty folder',
  full: 'this ledger',
  fullFromDisk: 'this ledger, its file read from the disk',
};

const columnWidths = [44, 10, 10, 10] as const;

export function renderRecovery({ machine, plan, place, fillMs, bytes, starts }: RecoveryReport): string {
  const { accounts, chats, messages, keys, bodyBytes } = plan.fill;
  const rows = startKinds.flatMap((kind) => {
    const readyMs = starts.filter((start) => start.kind === kind).map((start) => start.readyMs);
    if (readyMs.length === 0) return [];
    const { median, min, max } = spreadOf(readyMs);
    return [[`  ${labels[kind]}`, ...[median, min, max].map((ms) => duration(ms * 1_000))]];
  });
  const lines = [
    ...machineLines(machine),
    '',
    `A ledger with ${count(messages)} messages of ${bodyBytes} bytes, ${count(accounts)} accounts with a session each,`,
    `${count(chats)} chats and ${count(keys)} idempotency keys: ${mebibytes(bytes)}, filled in ${duration(fillMs * 1_000)}`,
    ...placeLines(place),
    '',
    `duet serve, from its start until it is ready, in ${plan.rounds} rounds:`,
    ...table([['', 'median', 'lowest', 'highest'], ...rows], columnWidths),
  ];
  if (!starts.some(({ kind }) => kind === 'fullFromDisk')) {
    lines.push('  Not measured: with the file read from the disk, for which GNU dd is needed.');
  }
  lines.push('', 'Meant to stay under 2 s with 1,000,000 messages and 10,000 accounts.');
  return lines.join('\n');
}
