/** One part of a message by itself, as a process of its own. Its argument is its AttributionSetup, in JSON. */

import type { Operation, Workload } from '../plan/workload.ts';
import { serveCoordinator } from '../process/child.ts';
import { type CpuUse, cpuUse } from '../process/cpu_use.ts';
import type { AttributionDuties, AttributionSetup } from './attribution_duties.ts';
import { CodecLoop, codecOf } from './codec_loop.ts';
import type { Exchange } from './exchange.ts';
import { InProcessChat } from './in_process_chat.ts';
import { OperationCycle } from './operation_cycle.ts';

/** Of each operation, so that not one body is encoded over and over; of one that is dear to make, few. */
const exchangesOf: Readonly<Record<Operation, number>> = { ping: 1, send: 64, deliver: 64, history: 2, login: 1 };

const setup = JSON.parse(process.argv[2] ?? '{}') as AttributionSetup;
serveCoordinator(await dutiesOf(setup));

async function dutiesOf({ workload, seed, part }: AttributionSetup): Promise<AttributionDuties> {
  switch (part.kind) {
    case 'codec': {
      const codec = await codecOf(part.contender);
      const loop = new CodecLoop(codec, workload.mix, await recordExchanges(workload, seed));
      return { run: ({ messages }) => measured(messages, async () => loop.run(messages)), close: async () => {} };
    }
    case 'core': {
      const chat = await InProcessChat.start(workload, part.ledger, seed, (workload.mix.login ?? 0) > 0);
      return { run: ({ messages }) => measured(messages, () => chat.run(messages)), close: () => chat.close() };
    }
    case 'load': {
      // Loaded by none of the others: it has clients of all transports with it.
      const { measureLoadAlone } = await import('./load_alone.ts');
      return { run: () => measureLoadAlone(workload, seed, part.load), close: async () => {} };
    }
    default:
      throw new Error(`no such part: ${part satisfies never}`);
  }
}

/** What a real core is asked and answers. */
async function recordExchanges(
  workload: Workload,
  seed: number,
): Promise<Readonly<Record<string, readonly Exchange[]>>> {
  const chat = await InProcessChat.start(workload, { kind: 'memory' }, seed);
  const recorded: Record<string, readonly Exchange[]> = {};
  for (const operation of new OperationCycle(workload.mix).operations) {
    recorded[operation] = await chat.record(operation, exchangesOf[operation]);
  }
  await chat.close();
  return recorded;
}

async function measured(messages: number, work: () => Promise<void>): Promise<CpuUse> {
  const before = cpuUse();
  await work();
  const { userUs, systemUs } = cpuUse(before);
  return { userUs: userUs / messages, systemUs: systemUs / messages };
}
