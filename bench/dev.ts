import { runBench } from './run.ts';
import { cellsOf } from './plan.ts';
const windows = (process.argv[2] ?? '256').split(',').map(Number);
const only = process.argv[3]?.split(',');
const cells = cellsOf(['send','deliver'], windows).filter(c => !only || only.includes(c.contender) || only.includes(c.contender+':'+c.scenario));
const ms = await runBench({cells, rounds: Number(process.argv[4] ?? 3), cellMs: Number(process.argv[5] ?? 600), bodyBytes: 100}, () => {});
const med = (a) => a.sort((x,y)=>x-y)[a.length>>1];
for (const c of cells) { const r = ms.filter(m => m.contender===c.contender && m.scenario===c.scenario && m.window===c.window);
 console.log(c.scenario.padEnd(8), String(c.window).padStart(4), c.contender.padEnd(12), Math.round(med(r.map(m=>m.messagesPerSecond))).toString().padStart(8), 'p50', Math.round(med(r.map(m=>m.p50Us))), 'p99', Math.round(med(r.map(m=>m.p99Us))), 'srv', med(r.map(m=>m.serverCpuUsPerMessage)).toFixed(2), 'cli', med(r.map(m=>m.clientCpuUsPerMessage)).toFixed(2)); }
