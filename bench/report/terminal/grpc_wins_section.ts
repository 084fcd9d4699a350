/** Where gRPC wins: always there, whoever wrote the other transport. */

import {
  exploratoryMeaning,
  intervalText,
  inverted,
  isDeliveryWonByGrpc,
  isExploratory,
  ratioText,
} from '../../analysis/texts.ts';
import { contenders } from '../../plan/contenders.ts';
import { shortMetricLabels } from './metric_text.ts';
import { heading, type Line, line, paragraph } from './page.ts';
import { type Report, shortPointLabel } from './report_text.ts';
import { type Cell, table } from './table.ts';

export function grpcWinsSection({ results, analysis, page }: Report): readonly Line[] {
  const rows = analysis.grpcWins.map((comparison): readonly Cell[] => {
    // Turned round: what is said here is how many times better gRPC is.
    const advantage = inverted(comparison.advantage);
    return [
      shortPointLabel(results, comparison.point),
      shortMetricLabels[comparison.metric],
      { text: contenders[comparison.to].label, style: comparison.to },
      `${ratioText(advantage.mean)} ${intervalText(advantage)}${isExploratory(comparison) ? '*' : ''}`,
    ];
  });
  const delivered = analysis.deliveries.filter(isDeliveryWonByGrpc).map(({ where, label, to, advantage }) => {
    const inverse = inverted(advantage);
    const text = `${ratioText(inverse.mean)} ${intervalText(inverse)}*`;
    return [where, label, { text: contenders[to].label, style: to }, text] as readonly Cell[];
  });
  const won = [...rows, ...delivered];
  const compared = analysis.headline.length + analysis.exploratory.length + analysis.deliveries.length;
  const nowhere =
    compared === 0
      ? 'Nothing could be compared.'
      : `In none of the ${compared} comparisons of this bench is it shown to be better.`;
  return [
    ...heading(page, 'Where gRPC wins'),
    ...(won.length === 0
      ? [line(`  ${nowhere}`)]
      : table(page, [['', '', '', 'gRPC is better by'], ...won], {
          indent: 2,
          align: ['left'],
        })),
    ...(analysis.grpcWins.some(isExploratory) || delivered.length > 0
      ? paragraph(page, `*: ${exploratoryMeaning}`, { indent: 2, style: 'faint' })
      : []),
    ...paragraph(
      page,
      'What no figure shows: gRPC brings generated clients in a dozen languages, deadlines, and proxies, load balancers and ' +
        'tracing that understand it. Wire needs nothing but a socket, and can be read.',
      { indent: 2 },
    ),
  ];
}
