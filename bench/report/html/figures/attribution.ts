/** Where the CPU of a message goes, by what the bench could take apart. */

import { microseconds } from '../../../analysis/texts.ts';
import { contenderNames, contenders } from '../../../plan/contenders.ts';
import { type AttributedPart, type Attribution, attributedParts, type Results } from '../../../results/results.ts';
import type { Figure } from '../figure.ts';
import { distinct } from '../selection.ts';
import { stackedBars } from '../svg/stacked_bars.ts';

const labels: Readonly<Record<AttributedPart, string>> = {
  codec: 'codec',
  framing: 'framing, wake-ups and the rest',
  systemCalls: 'system calls',
  core: 'core',
  disk: 'disk',
};

export function attributionFigure({ attribution }: Results): Figure {
  const title = 'Where a message’s CPU goes';
  if (attribution.length === 0) return { kind: 'undrawn', title, why: 'it was not taken apart.' };
  const workloads = distinct(attribution.map(({ workload }) => workload));
  return {
    kind: 'drawn',
    id: 'attribution',
    title,
    reading:
      'The same message, taken apart: what encoding and decoding take by themselves, what the core takes without any ' +
      'transport, and what is left of whole runs: for frames or HTTP/2 and for waking up, for system calls and the disk. Server and client together. Blue is the transport’s, brown is what any transport has to pay. Shorter is better.',
    description: attribution.map(describe).join(' '),
    key: { kind: 'parts', labels: attributedParts.map((part) => labels[part]) },
    notes: distinct(attribution.flatMap((each) => [...missingParts(each), ...each.notes])),
    draw: (width) =>
      stackedBars(
        width,
        workloads.map((workload) => ({
          title: workloads.length > 1 ? workload : undefined,
          bars: attribution
            .filter((each) => each.workload === workload)
            .toSorted((one, other) => contenderNames.indexOf(one.contender) - contenderNames.indexOf(other.contender))
            .map((each) => ({ contender: each.contender, values: attributedParts.map((part) => usOf(each, part)) })),
        })),
        attributedParts.map((part) => labels[part]),
        microseconds,
      ),
  };
}

/** A difference of two measurements can come out below nothing; a bar can't. */
function usOf({ parts }: Attribution, wanted: AttributedPart): number {
  const us = parts.find(({ name }) => name === wanted)?.usPerMessage ?? 0;
  return typeof us === 'number' ? Math.max(0, us) : 0;
}

function missingParts({ contender, parts }: Attribution): readonly string[] {
  return parts.flatMap(({ name, usPerMessage }) => {
    const label = `${contenders[contender].label}, ${labels[name]}`;
    if (typeof usPerMessage !== 'number') return [`${label}: ${usPerMessage.missing}`];
    return usPerMessage < 0
      ? [`${label}: ${microseconds(usPerMessage)}, a difference below what can be told apart; drawn as 0.`]
      : [];
  });
}

function describe(each: Attribution): string {
  const parts = attributedParts.map((part) => `${labels[part]} ${microseconds(usOf(each, part))}`);
  return `${contenders[each.contender].label}: ${parts.join(', ')}.`;
}
