/** Where gRPC wins. Always there, also when no figure of this run is in its favour. */

import type { Analysis } from '../../../analysis/analysis.ts';
import { contenders } from '../../../plan/contenders.ts';
import type { Results } from '../../../results/results.ts';
import { times } from '../../format.ts';
import { type Markup, markup } from '../markup.ts';
import { pointLabel } from '../selection.ts';
import { intervalText, metricLabel, turnedRound, unmeasuredGrpcAdvantages, verdictText } from '../words.ts';

export function grpcWinsSection(results: Results, { grpcWins }: Analysis): Markup {
  const measured = grpcWins.map((each) => {
    const point = results.points.find(({ id }) => id === each.point);
    const better = turnedRound(each.advantage);
    return markup`<li><b>${metricLabel(each.metric)}</b> at ${point ? pointLabel(point) : each.point}: ${contenders[each.to].label} is <b>${times(better.mean)}</b> ${intervalText(better)} as good as wire (${verdictText(each)})</li>
`;
  });
  return markup`<div class="wins">
${measured.length > 0 ? markup`<p>In this run:</p><ul>${measured}</ul>` : markup`<p>In figures: nowhere in this run.</p>`}
<p>What no figure here shows:</p>
<ul>
${unmeasuredGrpcAdvantages.map(
  (text) => markup`<li>${text}</li>
`,
)}</ul>
</div>`;
}
