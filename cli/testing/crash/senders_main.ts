/** The process of the senders: no audit ever kills it, so what it wrote down is what was sent. Ends with its parent. */

import type { LoadAnswer, LoadRequest } from './load_messages.ts';
import { Senders } from './senders.ts';

const running: { senders?: Senders } = {};

process.on('message', (request: LoadRequest) => {
  answer(request).then(tell, (error: unknown) => {
    tell({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
process.on('disconnect', () => process.exit(0));

async function answer(request: LoadRequest): Promise<LoadAnswer> {
  if (request.type === 'start') {
    running.senders = await Senders.start(request.options);
    const { tokens, chatTokens } = running.senders;
    return { type: 'started', tokens, chatTokens };
  }
  const { senders } = running;
  if (senders === undefined) throw new Error('nothing was started');
  switch (request.type) {
    case 'round':
      await senders.round();
      break;
    case 'drain':
      await senders.drain();
      break;
    case 'deliver':
      await senders.deliver(request.newest);
      break;
    default:
      request satisfies never;
  }
  return { type: 'done' };
}

function tell(message: LoadAnswer): void {
  process.send?.(message);
}
