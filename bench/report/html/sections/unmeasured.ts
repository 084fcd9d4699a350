/** What one may look for here and not find, with why. */

import { absentScenarios, scenarios } from '../../../plan/scenarios.ts';
import type { Results } from '../../../results/results.ts';
import { type Markup, markup } from '../markup.ts';
import { table } from './table.ts';

export function unmeasuredSection({ configuration }: Results): Markup {
  const notChosen = Object.values(scenarios).filter(({ name }) => !configuration.scenarios.includes(name));
  const columns = (title: string) => [{ title }, { title: '' }];
  const absent = Object.entries(absentScenarios);
  return markup`${
    notChosen.length > 0 &&
    table(
      columns('not asked for'),
      notChosen.map(({ name, meaning }) => [name, meaning]),
      { cards: true },
    )
  }
${absent.length > 0 && table(columns('not there'), absent, { cards: true })}`;
}
