/** The highest rate that each contender keeps within the bound, and what the load generator itself can do. */

import { capacityText, ceilingText, count, peerLimitedText } from '../../../analysis/texts.ts';
import type { Results } from '../../../results/results.ts';
import { nameView } from '../figure_view.ts';
import { type Markup, markup } from '../markup.ts';
import { contendersOf, distinct } from '../selection.ts';
import { table } from './table.ts';

/** Nothing where no capacity was looked for. */
export function capacitySection({ capacities, ceilings, configuration }: Results): Markup | undefined {
  if (capacities.length === 0) return undefined;
  const rows = distinct(capacities.map(({ workload }) => workload)).flatMap((workload) =>
    contendersOf(capacities.filter((each) => each.workload === workload)).map((capacity, index) => {
      const { contender, failedPerSecond } = capacity;
      const ceiling = ceilings.find((each) => each.workload === workload && each.contender === contender);
      return [
        index === 0 ? workload : '',
        nameView(contender),
        capacityText(capacity),
        failedPerSecond === undefined ? '–' : `${count(failedPerSecond)}/s`,
        ceiling === undefined ? '–' : ceilingText(ceiling),
      ];
    }),
  );
  const columns = [
    { title: 'workload' },
    { title: 'contender' },
    { title: 'capacity', align: 'number' },
    { title: 'failed at', align: 'number' },
    { title: 'ceiling', align: 'number' },
  ] as const;
  const peers = ceilings.some(({ limitedBy }) => limitedBy === 'peer');
  return markup`<h3 id="capacity">Capacity</h3>
<p class="quiet">The highest rate with a response p99 within ${configuration.sloMs} ms, at least 99 % answered, nothing refused and no growing backlog.
Ceiling: what the load generator itself does in a closed loop against a peer with canned replies.${peers && ` ${peerLimitedText}`}</p>
${table(columns, rows, { cards: true })}`;
}
