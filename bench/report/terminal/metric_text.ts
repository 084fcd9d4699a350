/** Metrics as the terminal report names them: short enough for a column. All else of them is in bench/analysis. */

import type { MetricName } from '../../analysis/analysis.ts';

export const shortMetricLabels: Readonly<Record<MetricName, string>> = {
  throughput: 'throughput',
  responseP50: 'response p50',
  responseP99: 'response p99',
  serverCpu: 'server CPU/message',
  clientCpu: 'client CPU/message',
  socketBytes: 'bytes/message',
  systemCpu: 'machine CPU/message',
  serviceP50: 'service p50',
  serviceP99: 'service p99',
  serverGc: 'server GC/message',
};
