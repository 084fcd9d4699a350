/** What stands above and below the headline table: under what load it was measured, and how to read it. */

import type { Comparison } from '../../analysis/analysis.ts';
import { count } from '../../analysis/texts.ts';
import { type Contender, contenderNames, contenders } from '../../plan/contenders.ts';
import { ledgers } from '../../plan/ledgers.ts';
import { operationMeaning, operations, type Workload } from '../../plan/workload.ts';
import { type Line, type Page, paragraph } from './page.ts';
import { marginText } from './report_text.ts';
import { type Axis, columnOf } from './whiskers.ts';

export function workloadText({ mix, payload, connections, ledger, roundTripMs, stalledReaders }: Workload): string {
  const chosen = operations.filter((operation) => (mix[operation] ?? 0) > 0);
  const [only] = chosen;
  const what =
    chosen.length === 1 && only !== undefined ? `${only}: ${operationMeaning[only]}` : `a mix of ${chosen.join(', ')}`;
  const bytes =
    payload.bytesMin === payload.bytesMax
      ? count(payload.bytesMin)
      : `${count(payload.bytesMin)} to ${count(payload.bytesMax)}`;
  return [
    `${what}; bodies of ${bytes} bytes (${payload.text})`,
    `${connections} ${connections === 1 ? 'connection' : 'connections'} a generator`,
    ledgers[ledger].label,
    ...(roundTripMs > 0 ? [`${roundTripMs} ms of round trip added`] : []),
    ...(stalledReaders > 0 ? [`${stalledReaders} stalled readers`] : []),
  ].join(', ');
}

export function howText(window: number): string {
  return (
    'Latency from the moment a request was meant to be sent, at a rate that waits for nobody (open loop), p50 of the probe ' +
    'and p99 of the load; throughput with ' +
    `${count(window)} requests under way for each load generator (closed loop).`
  );
}

/** How to read the table, and what holds of some of its rows only. */
export function headlineNotes(page: Page, all: readonly Comparison[], axis: Axis, wide: boolean): readonly Line[] {
  const limited = contenderNames.filter((contender) =>
    all.some(({ generatorLimited }) => generatorLimited.includes(contender)),
  );
  const more = !wide && all.some(({ verdict }) => verdict.kind === 'inconclusive' && verdict.moreBlocks !== undefined);
  const margin = Math.max(...all.map((comparison) => comparison.margin));
  const said = [
    `1.50× [1.40, 1.60]: wire is 1.5 times as good, and that lies between 1.4 and 1.6 with 95 % confidence; under 1×, gRPC ` +
      `is the better one. Good is more throughput, and less of all else. Ratios are geometric means over blocks, values medians over runs. ${marksText(page, axis, margin)}`,
    'Better: the whole interval lies beyond the margin; same, or equivalent: within it; small: within it, and yet not by ' +
      'chance; inconclusive: across its edge; unproven: beyond it, but not past the test. ' +
      marginText(all),
    ...(wide ? [pText(all)] : []),
    ...(more ? ['(+k): about k more blocks would decide.'] : []),
    ...(all.some(({ preliminary }) => preliminary) ? [preliminaryText] : []),
    ...(limited.length === 0 ? [] : [limitedText(limited)]),
  ];
  return said.flatMap((text) => paragraph(page, text, { indent: 2, style: 'faint' }));
}

function pText(all: readonly Comparison[]): string {
  const ways = all.every(({ exact }) => exact) ? 'in all ways' : 'in a sample of all ways';
  return `p: by flipping signs of blocks, ${ways}, corrected by Holm for the six metrics.`;
}

const preliminaryText =
  '*: preliminary: with so few blocks no p could pass its correction, so the interval alone decides.';

function marksText({ unicode }: Page, axis: Axis, margin: number): string {
  const marks = unicode ? '├──●──┤ on a logarithmic axis' : '[--o--] on a logarithmic axis';
  const beyond = unicode ? '▶' : '>';
  const cutOff = axis.high >= 100 ? `; ${beyond} goes on beyond it` : '';
  // Of a narrow terminal with large ratios the band may be less than a column.
  const bandSeen = columnOf(axis, 1 + margin) > columnOf(axis, 1);
  const band = `; ${unicode ? '░' : ':'} is the margin, what is too small to matter`;
  return `${marks}${bandSeen ? band : ''}${cutOff}.`;
}

function limitedText(limited: readonly Contender[]): string {
  const names = limited.map((contender) => contenders[contender].label).join(' and ');
  return `Generator-limited: ${names}. The load generator was at its own limit, or the probe late itself, so ≥ and ≤ are bounds, and ≈ says nothing.`;
}
