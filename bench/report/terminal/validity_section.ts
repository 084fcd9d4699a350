/** First of all: how far the rest is to be believed, and on what it was measured. */

import { isMissing, type Missing } from '../../run/run.ts';
import { heading, type Line, line, paragraph } from './page.ts';
import type { Report } from './report_text.ts';

export function validitySection({ results, analysis, page }: Report): readonly Line[] {
  const { machine, configuration } = results;
  const libraries = Object.entries(machine.libraries).map(([name, version]) => `${name} ${version}`);
  const facts = [
    `${machine.cpu}, ${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}, ${machine.memoryGib} GiB, load average ` +
      `${machine.loadAverage.toFixed(2)} at the start; ` +
      // Why not, if it is not known, is said above.
      `governor ${typeof machine.governor === 'object' ? 'not known' : machine.governor}`,
    `${machine.system}; Node.js ${machine.node}; ${libraries.join(', ')}`,
    `Duet ${machine.duet}, commit ${known(machine.commit)}`,
    `${configuration.command} (seed ${configuration.seed}), ${span(results.startedAt, results.endedAt)}`,
    'One server and core, reached in three ways on this one machine: wire, the text protocol; gRPC unary, one rpc a ' +
      'request; gRPC session, all requests over one stream.',
  ];
  return [
    ...heading(page, 'Can this be believed?'),
    ...analysis.validity.flatMap(({ ok, text }) => {
      const [first = [], ...others] = paragraph(page, text, { indent: 4 });
      const mark = ok ? { text: '  ✓ ', style: 'good' as const } : { text: '  ! ', style: 'bad' as const };
      return [
        [
          mark,
          {
            text: first
              .map((piece) => piece.text)
              .join('')
              .trimStart(),
          },
        ],
        ...others,
      ];
    }),
    ...(analysis.validity.length === 0 ? [line('  ! Nothing was checked.', 'bad')] : []),
    ...heading(page, 'Measured on'),
    ...facts.flatMap((fact) => paragraph(page, fact, { indent: 2, hanging: 2 })),
  ];
}

function known(value: string | Missing): string {
  return typeof value === 'object' && isMissing(value) ? `not known (${value.missing})` : value;
}

function span(startedAt: string, endedAt: string): string {
  const minutes = (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000;
  const started = `${startedAt.slice(0, 16).replace('T', ' ')} UTC`;
  if (!Number.isFinite(minutes)) return `started ${started}`;
  return `started ${started}, took ${minutes < 2 ? `${Math.round(minutes * 60)} s` : `${Math.round(minutes)} min`}`;
}
