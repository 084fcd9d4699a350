/**
 * The report as one HTML file: no script, nothing to load, light and dark, for desk, phone and paper. Puts sections and
 * figures in their order; measures and compares nothing.
 */

import type { Analysis } from '../../analysis/analysis.ts';
import type { Results } from '../../results/results.ts';
import type { Figure } from './figure.ts';
import { figureView } from './figure_view.ts';
import { achievedFigure } from './figures/achieved.ts';
import { attributionFigure } from './figures/attribution.ts';
import { cdfFigure } from './figures/cdf.ts';
import { cpuFigure } from './figures/cpu.ts';
import { forestFigure } from './figures/forest.ts';
import { latencyLoadFigure } from './figures/latency_load.ts';
import { memoryFigure } from './figures/memory.ts';
import { payloadFigure } from './figures/payload.ts';
import { runOrderFigure } from './figures/run_order.ts';
import { seriesFigure } from './figures/series.ts';
import { spectrumFigure } from './figures/spectrum.ts';
import { capitalised } from './format.ts';
import { Markup, markup } from './markup.ts';
import { capacitySection } from './sections/capacity.ts';
import { connectionsSection } from './sections/connections.ts';
import { deliveriesSection } from './sections/deliveries.ts';
import { exploratorySection } from './sections/exploratory.ts';
import { fairnessSection } from './sections/fairness.ts';
import { grpcWinsSection } from './sections/grpc_wins.ts';
import { headlineSection } from './sections/headline.ts';
import { networkSection } from './sections/network.ts';
import { limitsSection, percentilesSection } from './sections/points.ts';
import { unmeasuredSection } from './sections/unmeasured.ts';
import { validitySection } from './sections/validity.ts';
import { drawingStyle, pageStyle } from './style.ts';

/** One self-contained file. */
export function renderHtmlReport(results: Results, analysis: Analysis): string {
  const title = 'wire and gRPC compared';
  const content = sections(results, analysis);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${title}</title>
<style>
${new Markup(drawingStyle)}
${new Markup(pageStyle)}
</style>
</head>
<body>
${opening(title, results, content)}
<main>
${content.map(
  ({ id, title, content }) => markup`<section id="${id}">
<h2>${title}</h2>
${content}
</section>
`,
)}</main>
<footer class="quiet"><p>Duet ${results.machine.duet}, measured from ${results.startedAt} to ${results.endedAt}.</p></footer>
</body>
</html>
`.text;
}

function opening(title: string, results: Results, content: readonly Section[]): Markup {
  return markup`<header>
<h1>${title}</h1>
<p class="lead">One chat server and one core, reached in three ways: over wire, and over gRPC with one rpc a call or with one stream a session.</p>
${results.interrupted && markup`<p><b>This bench was stopped before its end.</b> What was finished by then is here.</p>`}
<nav aria-label="Sections">${content.map(({ id, title }) => markup`<a href="#${id}">${title}</a> `)}</nav>
</header>`;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
}

function sections(results: Results, analysis: Analysis): readonly Section[] {
  const latency = [
    spectrumFigure(results),
    latencyLoadFigure(results, analysis),
    cdfFigure(results),
    achievedFigure(analysis),
    seriesFigure(results, analysis),
  ];
  const costs = [
    cpuFigure(results, analysis),
    attributionFigure(results),
    payloadFigure(results, analysis),
    memoryFigure(results),
  ];
  return [
    { id: 'validity', title: 'Is it to be believed?', content: validitySection(results, analysis) },
    {
      id: 'headline',
      title: 'The headline',
      content: markup`${headlineSection(results, analysis)}${views([forestFigure(analysis)])}`,
    },
    { id: 'grpc-wins', title: 'Where gRPC wins', content: grpcWinsSection(results, analysis) },
    { id: 'latency', title: 'Latency and load', content: markup`${views(latency)}${capacitySection(results)}` },
    {
      id: 'costs',
      title: 'What it costs',
      content: markup`${views(costs)}${networkSection(results, analysis)}${connectionsSection(results)}`,
    },
    { id: 'deliveries', title: 'Fan-out and backlog', content: deliveriesSection(results, analysis) },
    { id: 'percentiles', title: 'Percentiles', content: percentilesSection(results, analysis) },
    { id: 'limits', title: 'What limited each point', content: limitsSection(results, analysis) },
    { id: 'runs', title: 'The runs', content: views([runOrderFigure(results)]) },
    { id: 'exploratory', title: 'Exploratory comparisons', content: exploratorySection(results, analysis) },
    { id: 'unmeasured', title: 'What was not measured', content: unmeasuredSection(results) },
    { id: 'fairness', title: 'Fairness ledger', content: fairnessSection(results) },
  ];
}

/** What could not be drawn is said once all others are. */
function views(figures: readonly Figure[]): Markup {
  const drawn = figures.flatMap((figure) => (figure.kind === 'drawn' ? [figureView(figure)] : []));
  const undrawn = figures.flatMap((figure) => (figure.kind === 'undrawn' ? [figure] : []));
  return markup`${drawn}${undrawn.map(
    ({ title, why }) => markup`<p class="quiet">Not drawn: <b>${title}</b>. ${capitalised(why)}</p>
`,
  )}`;
}
