/** Where gRPC wins. Always there, also when no figure of this run is in its favour. */

import type { Analysis } from '../../../analysis/analysis.ts';
import { comparisonText, metricLabel, pointLabel, verdictText } from '../../../analysis/texts.ts';
import type { Results } from '../../../results/results.ts';
import { capitalised } from '../format.ts';
import { type Markup, markup } from '../markup.ts';

/** Said in every report, since no bench of one machine can show it. */
const unmeasured: readonly string[] = [
  'Clients in a dozen languages, generated from the proto file; for wire somebody writes a page of code in each.',
  'Deadlines and cancellation that travel with a call, through every service that it passes.',
  'Proxies, load balancers and tracing that understand HTTP/2 and gRPC as they are.',
  'Tools that know the schema, such as grpcurl, and linters that find a change that breaks clients.',
  'Flow control for each stream, so that one that nobody reads does not hold up its neighbours on the connection.',
];

export function grpcWinsSection(results: Results, { grpcWins, headline, exploratory }: Analysis): Markup {
  const compared = headline.length + exploratory.length;
  const measured = grpcWins.map((each) => {
    const point = results.points.find(({ id }) => id === each.point);
    return markup`<li><b>${capitalised(metricLabel(each.metric))}</b> (${point ? pointLabel(point) : each.point}): ${comparisonText(each)}; ${verdictText(each)}</li>
`;
  });
  return markup`<div class="wins">
${measured.length > 0 ? markup`<p>In this run:</p><ul>${measured}</ul>` : markup`<p>In figures: nowhere in this run, in none of ${compared} comparisons.</p>`}
<p>What no figure here shows:</p>
<ul>
${unmeasured.map(
  (text) => markup`<li>${text}</li>
`,
)}</ul>
</div>`;
}
