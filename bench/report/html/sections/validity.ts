/** What comes first: how far the rest is to be believed, and on which machine it was measured. */

import type { Analysis } from '../../../analysis/analysis.ts';
import type { Results } from '../../../results/results.ts';
import { isMissing, type Missing } from '../../../run/run.ts';
import { capitalised } from '../format.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { table } from './table.ts';

export function validitySection({ machine, configuration }: Results, { validity, blocks }: Analysis): Markup {
  const checks = validity.map(
    ({ ok, text }) => markup`<li${!ok && markup` class="doubt"`}><b>${ok ? '✓' : '!'}</b>${capitalised(text)}</li>
`,
  );
  const libraries = Object.entries(machine.libraries).map(([name, version]) => `${name} ${version}`);
  return markup`<ul class="checks">
${checks}</ul>
${table(
  [{ title: 'setup' }, { title: '' }],
  [
    ['CPU', `${machine.cpu}, ${machine.cores} cores, governor ${known(machine.governor)}`],
    ['Memory', `${machine.memoryGib} GiB`],
    ['System', `${machine.system}, load average ${machine.loadAverage.toFixed(2)} at the start`],
    [
      'Software',
      `Duet ${machine.duet}, commit ${known(machine.commit)}; Node.js ${machine.node}; ${libraries.join(', ')}`,
    ],
    ['Processes', placement(configuration.pinned, configuration.generators)],
    [
      'Plan',
      `${blocks} blocks, seed ${configuration.seed}, each run ${configuration.openMs / 1_000} s after a warm-up of at most ${configuration.warmUpMsMax / 1_000} s`,
    ],
    ['Command', markup`<code>${configuration.command}</code>`],
  ] satisfies readonly (readonly Content[])[],
  { cards: true },
)}`;
}

function placement(pinned: boolean, generators: number): string {
  const processes = `one server, ${generators} load generator${generators === 1 ? '' : 's'} and a probe, fresh for every run`;
  return `${processes}; ${pinned ? 'server and clients pinned to different cores' : 'not pinned: they share the CPUs'}`;
}

function known(fact: string | Missing): string {
  return typeof fact === 'object' && isMissing(fact) ? `unknown (${fact.missing})` : fact;
}
