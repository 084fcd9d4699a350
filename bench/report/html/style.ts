/** The report's style sheets: of the page, and of the drawings alone, so that one can stand in a README. */

import { contenderNames } from '../../plan/contenders.ts';
import { looks, type Mode, modes } from './look.ts';

const fonts = 'system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

function variables({ paper, panel, ink, faintInk, rule, band, onParts, contenders, parts }: Mode): string {
  const named = { paper, panel, ink, 'faint-ink': faintInk, rule, band };
  return [
    ...Object.entries(named).map(([name, value]) => `--${name}:${value}`),
    ...contenderNames.map((name) => `--${looks[name].className}:${contenders[name]}`),
    ...parts.map((value, index) => `--part${index}:${value}`),
    ...onParts.map((value, index) => `--on-part${index}:${value}`),
  ].join(';');
}

const contenderRules = contenderNames
  .map((name) => looks[name].className)
  .map((name) => `.${name}{--own:var(--${name})}`)
  .join('\n');

const partRules = modes.light.parts
  .map((_, part) => `.part${part}{fill:var(--part${part})}.on-part${part}{fill:var(--on-part${part})}`)
  .join('\n');

/** Of everything within an SVG. */
export const drawingStyle = `
:root{color-scheme:light dark;${variables(modes.light)}}
@media (prefers-color-scheme:dark){:root{${variables(modes.dark)}}}
@media print{:root{color-scheme:light;${variables(modes.light)}}}
svg{font-family:${fonts};font-size:12px;font-variant-numeric:tabular-nums}
svg text{fill:var(--ink)}
${contenderRules}
.mark{fill:var(--own);stroke:var(--paper);stroke-width:1}
.mark.hollow{fill:var(--paper);stroke:var(--own);stroke-width:1.6}
.line{fill:none;stroke:var(--own);stroke-width:2;stroke-linejoin:round}
.whisker{fill:none;stroke:var(--own);stroke-width:2}
.self{stroke:var(--own);stroke-width:2;opacity:.75}
.level{stroke:var(--own);stroke-width:1;opacity:.55}
.carried{fill:var(--own)}
.ceiling{fill:none;stroke:var(--faint-ink);stroke-width:1.2}
.bound{font-weight:600}
.bound,.reference-label{paint-order:stroke;stroke:var(--paper);stroke-width:4px}
svg .bound{fill:var(--own)}
.ring{fill:none;stroke:var(--ink);stroke-width:1.2}
.grid{stroke:var(--rule);stroke-width:1}
.axis,.rule{stroke:var(--rule);stroke-width:1}
.strip,.stripe{fill:var(--panel)}
.unity{stroke:var(--ink);stroke-width:1.2}
.reference{stroke:var(--faint-ink);stroke-width:1.2;stroke-dasharray:5 4}
.band{fill:var(--band)}
svg .tick,svg .axis-title,svg .reference-label,svg .faint{fill:var(--faint-ink)}
.tick,.reference-label{font-size:11px}
.axis-title{font-size:12px}
.panel-title,.label{font-size:13px;font-weight:600}
.value{font-size:12px}
.verdict-text{font-size:11.5px}
.strong{font-weight:600}
.part-label{font-size:11px}
${partRules}`.trim();

/** Of the page around them. */
export const pageStyle = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 ${fonts}}
main,header,footer{max-width:752px;margin:0 auto;padding:0 16px}
header{padding-top:40px}
h1{font-size:30px;line-height:1.15;margin:0 0 8px;letter-spacing:-.01em}
h2{font-size:21px;line-height:1.25;margin:56px 0 8px;padding-top:14px;border-top:2px solid var(--ink)}
h3{font-size:17px;line-height:1.3;margin:36px 0 4px}
p{margin:0 0 12px}
.lead{font-size:18px}
.quiet,figcaption,.notes{color:var(--faint-ink);font-size:14px;line-height:1.5}
code{font:13px/1.5 ui-monospace,"SF Mono","DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
nav{font-size:14px;line-height:1.9;margin:16px 0 0}
nav a{margin-right:14px;white-space:nowrap}
a{color:var(--wire)}
figure{margin:32px 0 40px;break-inside:avoid}
figcaption{margin:2px 0 10px}
figure h3{margin:0}
.key{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;margin:0 0 10px;padding:0;font-size:13px}
.key li{display:flex;align-items:center;gap:6px}
.key svg{flex:none}
.drawing{display:block;width:100%;height:auto;overflow:visible}
.narrow{display:none}
.notes{margin:8px 0 0;padding-left:18px}
.checks{list-style:none;margin:0 0 12px;padding:0}
.checks li{padding:4px 0 4px 28px;position:relative;border-top:1px solid var(--rule)}
.checks li:first-child{border-top:0}
.checks b{position:absolute;left:2px}
.checks .doubt b{color:var(--unary)}
.table{overflow-x:auto;margin:12px 0 16px}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--faint-ink);padding:0 0 6px}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-top:1px solid var(--rule)}
thead th{border-top:0;color:var(--faint-ink);font-weight:500;font-size:13px;vertical-align:bottom}
th[scope=row]{font-weight:500}
tr.more>*{border-top:0;padding-top:2px}
tr.more th:empty{border:0}
.ratio{white-space:nowrap}
td{overflow-wrap:anywhere}
.group th{font-weight:600;padding-top:12px}
.group .quiet{font-weight:400;font-size:13px}
.number{text-align:right;white-space:nowrap}
td .verdict{display:block;color:var(--faint-ink);font-size:12.5px}
td b{font-weight:600}
.name{white-space:nowrap}
.name svg{vertical-align:-2px;margin-right:5px}
details{margin:12px 0}
summary{cursor:pointer;color:var(--wire)}
.wins{background:var(--panel);padding:16px 18px 8px;border-left:4px solid var(--unary)}
footer{margin-top:56px;padding-bottom:56px}
@media (max-width:600px){
.wide{display:none}
.narrow{display:block}
h1{font-size:25px}
header{padding-top:24px}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards table,.cards caption,.cards tbody,.cards tr,.cards td,.cards th{display:block}
.cards tr{border-top:1px solid var(--rule);padding:8px 0}
.cards th,.cards td{border:0;padding:1px 0;text-align:left;white-space:normal}
.cards th[scope=row]{font-weight:600}
.cards td[data-label]{display:grid;grid-template-columns:112px 1fr;gap:8px}
.cards td[data-label=""]{display:block}
.cards td[data-label=""]::before{content:none}
.percentiles td,.percentiles th{padding-right:7px;font-size:12.5px}
.percentiles tr>:last-child{padding-right:0}
.cards td[data-label]::before{content:attr(data-label);color:var(--faint-ink)}
}
@media print{
body{font-size:11pt}
h2{break-after:avoid}
nav{display:none}
.wide{display:block}
.narrow{display:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`.trim();
