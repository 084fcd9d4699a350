/** Which receiver is each contender's. */

import type { Contender } from '../plan/contenders.ts';
import type { OpenReceiver } from './receiver.ts';

/** Loads the one transport that is needed. */
export async function receiverOpener(contender: Contender): Promise<OpenReceiver> {
  switch (contender) {
    case 'wire':
      return (await import('./wire_receiver.ts')).wireReceiverOpener();
    case 'grpcUnary':
      return (await import('./grpc_receiver.ts')).grpcReceiverOpener('subscribe');
    case 'grpcSession':
      return (await import('./grpc_receiver.ts')).grpcReceiverOpener('session');
    default:
      throw new Error(`no such contender: ${contender satisfies never}`);
  }
}
