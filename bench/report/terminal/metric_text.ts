/** Metrics as the terminal report names and writes them. Which is better is for bench/analysis. */

import type { MetricName } from '../../analysis/analysis.ts';
import { count, duration } from '../format.ts';

export interface MetricText {
  readonly label: string;
  readonly value: (value: number) => string;
}

const perMessage = (us: number): string => duration(us);

export const metricTexts: Readonly<Record<MetricName, MetricText>> = {
  throughput: { label: 'throughput', value: (perSecond) => `${count(perSecond)}/s` },
  responseP50: { label: 'response p50', value: duration },
  responseP99: { label: 'response p99', value: duration },
  serverCpu: { label: 'server CPU/message', value: perMessage },
  clientCpu: { label: 'client CPU/message', value: perMessage },
  socketBytes: { label: 'bytes/message', value: (bytes) => `${count(bytes)} B` },
  systemCpu: { label: 'machine CPU/message', value: perMessage },
  serviceP50: { label: 'service p50', value: duration },
  serviceP99: { label: 'service p99', value: duration },
  serverGc: { label: 'server GC/message', value: perMessage },
};
