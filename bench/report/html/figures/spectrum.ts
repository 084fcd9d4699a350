/** Response time by percentile, every further nine as wide as the one before: the tail is not pressed into a corner. */

import { scaleLinear, scaleLog } from 'd3-scale';
import type { Results } from '../../../results/results.ts';
import type { Figure } from '../figure.ts';
import { shortDuration } from '../format.ts';
import { type Quantile, tailOf } from '../latency_curves.ts';
import { type LatencyPanel, latencyPanels } from './latency_panels.ts';

const titles = ['0', 'p90', 'p99', 'p99.9', 'p99.99', 'p99.999'];

export function spectrumFigure(results: Results): Figure {
  return latencyPanels({
    id: 'spectrum',
    title: 'Latency by percentile',
    reading:
      'Go right for the slower messages: 90 of 100 stayed below the curve’s height at p90, 99 at p99, and so on. Lower is ' +
      'better; where two curves part, only the slowest messages differ. A curve ends where fewer than 30 samples are left. Of ' +
      'all messages of the load, over all runs.',
    results,
    curve: (point, contender) => tailOf(results, point, contender),
    axes: spectrumAxes,
  });
}

const nines = (share: number): number => -Math.log10(1 - share);

const spectrumAxes: LatencyPanel['axes'] = (box, curves, usDomain, usTicks) => {
  const reach = Math.max(1, ...curves.flat().map(({ share }) => nines(share)));
  const x = scaleLinear([0, reach], [box.left, box.right]);
  const y = scaleLog(usDomain, [box.bottom, box.top]);
  const ticks = [0, -Math.log10(0.5), 1, 2, 3, 4, 5].filter((tick) => tick === 0 || tick <= reach + 0.02);
  return {
    x: {
      scale: x,
      ticks,
      format: (tick) => (tick > 0 && tick < 1 ? 'p50' : (titles[tick] ?? '')),
      title: 'percentile',
    },
    y: { scale: y, ticks: usTicks, format: shortDuration, title: 'response time, log scale' },
    at: ({ share, us }: Quantile) => ({ x: x(nines(share)), y: y(us) }),
  };
};
