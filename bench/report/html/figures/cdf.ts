/** How many messages had which response time or a shorter one. */

import { scaleLinear, scaleLog } from 'd3-scale';
import type { Results } from '../../../results/results.ts';
import type { Figure } from '../figure.ts';
import { percent, shortDuration } from '../format.ts';
import { cdfOf, type Quantile } from '../latency_curves.ts';
import { type LatencyPanel, latencyPanels } from './latency_panels.ts';

export function cdfFigure(results: Results): Figure {
  return latencyPanels({
    id: 'cdf',
    title: 'Share of messages answered within a time',
    reading:
      'Choose a time below, go up to a curve, and read on the left how many of 100 messages took no longer. Further left is ' +
      'better; a steep curve is a steady one. As the probe saw it, over all runs.',
    results,
    curve: (point, contender) => cdfOf(results, point, contender),
    axes: cdfAxes,
  });
}

const cdfAxes: LatencyPanel['axes'] = (box, _curves, usDomain, usTicks) => {
  const x = scaleLog(usDomain, [box.left, box.right]);
  const y = scaleLinear([0, 1], [box.bottom, box.top]);
  return {
    x: { scale: x, ticks: usTicks, format: shortDuration, title: 'response time, log scale' },
    y: { scale: y, ticks: [0, 0.25, 0.5, 0.75, 1], format: percent, title: 'of all messages' },
    at: ({ share, us }: Quantile) => ({ x: x(us), y: y(share) }),
  };
};
