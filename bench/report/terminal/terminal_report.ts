/** What a bench found, as text for a terminal: its sections in order. Pure; knows nothing of streams. */

import type { Analysis } from '../../analysis/analysis.ts';
import type { Results } from '../../results/results.ts';
import { attributionSection } from './attribution_section.ts';
import { capacitySection } from './capacity_section.ts';
import { connectionsSection } from './connections_section.ts';
import { backlogSection, fanoutSection } from './deliveries_section.ts';
import { exploratorySection } from './exploratory_section.ts';
import { fairnessSection } from './fairness_section.ts';
import { grpcWinsSection } from './grpc_wins_section.ts';
import { headlineSection } from './headline_section.ts';
import { kneeSection } from './knee_section.ts';
import { limitsSection } from './limits_section.ts';
import { networkSection } from './network_section.ts';
import { type Page, render } from './page.ts';
import { percentilesSection } from './percentiles_section.ts';
import type { Report } from './report_text.ts';
import { widthWithin } from './terminal_options.ts';
import { validitySection } from './validity_section.ts';

/** Validity before any figure; the exploratory last. */
const sections = [
  validitySection,
  headlineSection,
  percentilesSection,
  kneeSection,
  limitsSection,
  attributionSection,
  networkSection,
  connectionsSection,
  fanoutSection,
  backlogSection,
  capacitySection,
  grpcWinsSection,
  fairnessSection,
  exploratorySection,
];

/** No line is longer than `width`, which counts as from 80 to 120. Without a newline at the end. */
export function renderTerminalReport(results: Results, analysis: Analysis, options: Page): string {
  return renderSections(results, analysis, options, sections);
}

/** Its first two sections alone: how far it is to be believed, and the headline table, which comes last. */
export function renderTerminalHeadline(results: Results, analysis: Analysis, options: Page): string {
  return renderSections(results, analysis, options, [validitySection, headlineSection]);
}

function renderSections(results: Results, analysis: Analysis, options: Page, chosen: typeof sections): string {
  const page = { ...options, width: widthWithin(options.width) };
  const report: Report = { results, analysis, page };
  // Each section begins with a blank line, and nothing stands before the first one.
  return render(page, chosen.flatMap((section) => section(report)).slice(1));
}
