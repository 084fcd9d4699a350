/** The fairness ledger: what was the same for all, what was not, and what was checked. */

import { contenderNames, contenders } from '../../plan/contenders.ts';
import type { FairnessFact } from '../../results/results.ts';
import { heading, type Line, line, type Page, paragraph } from './page.ts';
import type { Report } from './report_text.ts';

export function fairnessSection({ results, page }: Report): readonly Line[] {
  const facts = results.fairness.flatMap((fact) => factLines(page, fact));
  return [
    ...heading(page, 'Fairness ledger'),
    ...(facts.length === 0 ? [line('  Nothing was recorded.', 'bad')] : facts),
  ];
}

function factLines(page: Page, { what, is }: FairnessFact): readonly Line[] {
  const value = typeof is === 'string' ? is : byContender(is);
  return paragraph(page, `${what}${typeof is === 'string' ? ': ' : ' – '}${value}`, { indent: 2, hanging: 2 });
}

function byContender(is: Exclude<FairnessFact['is'], string>): string {
  const named = contenderNames.flatMap((contender) => {
    const value = is[contender];
    return value === undefined ? [] : [`${contenders[contender].label}: ${value}`];
  });
  // Values have commas of their own.
  return named.join('; ');
}
