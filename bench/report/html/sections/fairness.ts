/** What was the same for all contenders, what was not, and what was checked. */

import { contenderNames, contenders } from '../../../plan/contenders.ts';
import type { FairnessFact, Results } from '../../../results/results.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { table } from './table.ts';

export function fairnessSection({ fairness }: Results): Markup {
  if (fairness.length === 0) return markup`<p>Nothing was recorded of it: believe these figures accordingly.</p>`;
  const columns = [{ title: 'what' }, ...contenderNames.map((name) => ({ title: contenders[name].label }))];
  const common = fairness.filter(({ is }) => typeof is === 'string');
  const differing = fairness.filter(({ is }) => typeof is !== 'string');
  return markup`${
    common.length > 0 &&
    table(
      [{ title: 'the same for all' }, { title: '' }],
      common.map(({ what, is }) => [what, typeof is === 'string' ? is : '']),
      { cards: true },
    )
  }
${differing.length > 0 && table(columns, differing.map(cells), { cards: true, caption: 'By contender' })}`;
}

function cells({ what, is }: FairnessFact): readonly Content[] {
  return [what, ...contenderNames.map((name) => (typeof is === 'string' ? is : (is[name] ?? '–')))];
}
