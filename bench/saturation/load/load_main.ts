/** A load generator, as a process of its own: one contender's clients, and the loop that drives them. */

import { openGrpcChannel } from '../../../grpc/channel.ts';
import type { Channel } from '../../../shared/contract/channel_port.ts';
import { openWireChannel } from '../../../wire/channel.ts';
import { serveCoordinator } from '../../process/child.ts';
import type { LoadDuties, LoadSetup } from '../messages.ts';
import type { Contender } from '../plan.ts';
import { ChatTarget, createParty } from './chat_target.ts';
import { runClosedLoop } from './closed_loop.ts';
import { EchoTarget } from './echo_target.ts';
import { LineTarget } from './line_target.ts';
import type { Target } from './target.ts';

serveCoordinator(duties());

/** What the coordinator asks for: first the target, then each run against it. */
function duties(): LoadDuties {
  let target: Target | undefined;
  return {
    async setup(setup) {
      target = await openTarget(setup);
    },
    async run(run) {
      if (target === undefined) throw new Error('the load was not set up');
      return runClosedLoop(target, run);
    },
  };
}

async function openTarget(setup: LoadSetup): Promise<Target> {
  const { contender, ports, bodyBytes } = setup;
  const host = '127.0.0.1';
  switch (contender) {
    case 'wire':
      return chatTarget(setup, () => openWireChannel({ host, port: ports['wire'] ?? 0 }));
    case 'grpcUnary':
      return chatTarget(setup, () => openGrpcChannel({ host, port: ports['grpc'] ?? 0 }, { calls: 'unary' }));
    case 'grpcSession':
      return chatTarget(setup, () => openGrpcChannel({ host, port: ports['grpc'] ?? 0 }, { calls: 'session' }));
    case 'lineRouter':
      return LineTarget.open(ports['line'] ?? 0, bodyBytes);
    case 'echoUnary':
      return new EchoTarget(ports['echo'] ?? 0, bodyBytes, false);
    case 'echoStream':
      return new EchoTarget(ports['echo'] ?? 0, bodyBytes, true);
    default:
      throw new Error(`no such contender: ${contender satisfies never}`);
  }
}

async function chatTarget({ contender, bodyBytes }: LoadSetup, open: () => Promise<Channel>): Promise<Target> {
  const sender = await createParty(await open(), accountName(contender, 'sender'));
  const receiver = await createParty(await open(), accountName(contender, 'receiver'));
  const absent = await createParty(await open(), accountName(contender, 'absent'));
  return new ChatTarget({ sender, receiver, absent }, bodyBytes);
}

function accountName(contender: Contender, part: string): string {
  return `${contender.toLowerCase()}-${part}`;
}
