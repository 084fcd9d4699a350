/** What one may look for here and not find, with why. */

import { absentScenarios, scenarios } from '../../../plan/scenarios.ts';
import type { Results } from '../../../results/results.ts';
import type { Markup } from '../markup.ts';
import { table } from './table.ts';

export function unmeasuredSection({ configuration }: Results): Markup {
  const notChosen = Object.values(scenarios).filter(({ name }) => !configuration.scenarios.includes(name));
  return table(
    [{ title: 'scenario' }, { title: '' }],
    [
      ...notChosen.map(({ name, meaning }) => [name, `${meaning}: not asked for in this bench`]),
      ...Object.entries(absentScenarios).map(([name, why]) => [name, why]),
    ],
    { cards: true },
  );
}
