/** Results in which every text that people or machines write is one that would break a page. */

import type { Analysis } from '../../../analysis/analysis.ts';
import type { Results } from '../../../results/results.ts';

const hostileText = `<script>alert("1 & 2")</script> 'x' ]]> \u0007 \ud800`;

export function hostileResults(results: Results): Results {
  const { machine, configuration, points } = results;
  return {
    ...results,
    startedAt: hostileText,
    endedAt: hostileText,
    machine: {
      ...machine,
      duet: hostileText,
      commit: hostileText,
      node: hostileText,
      libraries: { [hostileText]: hostileText },
      system: hostileText,
      cpu: hostileText,
      governor: { missing: hostileText },
    },
    configuration: { ...configuration, command: hostileText, scenarios: [hostileText] },
    fairness: [
      { what: hostileText, is: hostileText },
      { what: hostileText, is: { wire: hostileText } },
    ],
    points: points.map((point) => ({
      ...point,
      workload: { ...point.workload, name: hostileText + point.workload.name },
    })),
    attribution: results.attribution.map((each) => ({ ...each, workload: hostileText, notes: [hostileText] })),
    connections: results.connections.map((each) => ({ ...each, notes: [hostileText] })),
    fanout: (results.fanout ?? []).map((each) => ({ ...each, notes: [hostileText], faults: [hostileText] })),
    backlog: (results.backlog ?? []).map((each) => ({ ...each, notes: [hostileText], faults: [hostileText] })),
  };
}

export function hostileAnalysis(analysis: Analysis): Analysis {
  return {
    ...analysis,
    validity: [{ ok: false, text: hostileText }],
    summaries: analysis.summaries.map((each) => ({ ...each, limits: [{ kind: 'generator', text: hostileText }] })),
  };
}
