/** The process of the subscriber that catches up a backlog. Keeps every position that comes, for whoever asked. */

import { setTimeout } from 'node:timers/promises';
import { connectorOf } from '../connections/connecting.ts';
import { ProcessGauge } from '../gauges/process_use.ts';
import { call } from '../load/call.ts';
import { serveCoordinator } from '../process/child.ts';
import type { BacklogReceiverDuties, CatchUpAsked, CatchUps, CaughtUp } from './delivery_duties.ts';
import { PositionLog } from './position_log.ts';
import type { OpenReceiver } from './receiver.ts';
import { receiverOpener } from './receiver_opener.ts';

const name = 'receiver';
const password = 'a password';
/** One catch-up that has not ended by then does not end. */
const catchUpMsMax = 60_000;
/** It is live once what comes was sent no longer ago. */
const liveMs = 10;

/** Opens one that notes what comes; to be closed. */
interface Inbox {
  readonly log: PositionLog;
  subscribe(after: number): void;
  close(): void;
}

serveCoordinator(duties());

function duties(): BacklogReceiverDuties {
  const gauge = new ProcessGauge();
  let open: (onMessage?: OnMessage) => Promise<Inbox> = () => Promise.reject(new Error('it was not set up'));
  let followed: Inbox | undefined;
  return {
    async setup({ contender, port }) {
      const connect = await connectorOf(contender, port);
      const channel = await connect();
      const { token, ledgerId } = await call(channel, 'createAccount', { name, password, fullName: '' });
      channel.close();
      open = inboxOpener(await receiverOpener(contender), port, token, ledgerId);
      return { name, ledgerId };
    },
    async catchUp({ after, backlog, ms }) {
      const caughtUp: CaughtUp[] = [];
      gauge.start();
      const startedAtEpochMs = epochMs();
      while (caughtUp.length === 0 || epochMs() - startedAtEpochMs < ms) {
        caughtUp.push(await catchUpOnce(open, { after, backlog }));
      }
      const endedAtEpochMs = epochMs();
      return { caughtUp, startedAtEpochMs, endedAtEpochMs, use: await gauge.stop() } satisfies CatchUps;
    },
    async follow({ after }) {
      followed = await open();
      followed.subscribe(after);
    },
    async unfollow({ upTo }) {
      if (followed === undefined) throw new Error('nothing is followed');
      await bounded(followed.log.until(upTo), () => `position ${upTo} did not come`);
      const positions = followed.log.taken();
      followed.close();
      followed = undefined;
      return positions;
    },
  };
}

type OnMessage = (count: number, sentAtMs: () => number) => void;

function inboxOpener(open: OpenReceiver, port: number, token: string, ledgerId: string) {
  return async (onMessage?: OnMessage): Promise<Inbox> => {
    const log = new PositionLog();
    const receiver = await open({ host: '127.0.0.1', port }, token, {
      onMessage: (position, sentAtMs) => {
        log.push(position);
        onMessage?.(log.count, sentAtMs);
      },
      onFailed: (error) => log.fail(error),
    });
    return { log, subscribe: (after) => receiver.subscribe(after, ledgerId), close: () => receiver.close() };
  };
}

async function catchUpOnce(
  open: (onMessage: OnMessage) => Promise<Inbox>,
  { after, backlog }: Pick<CatchUpAsked, 'after' | 'backlog'>,
): Promise<CaughtUp> {
  const live = Promise.withResolvers<number>();
  const inbox = await open((count, sentAtMs) => {
    if (count > backlog && Date.now() - sentAtMs() <= liveMs) live.resolve(performance.now());
  });
  const startMs = performance.now();
  inbox.subscribe(after);
  try {
    const endMs = await bounded(
      Promise.race([live.promise, inbox.log.failed]),
      () => `only ${inbox.log.count} messages came, and the subscriber never was live`,
    );
    return { positions: inbox.log.taken(), ms: endMs - startMs };
  } finally {
    inbox.close();
  }
}

async function bounded<T>(work: Promise<T>, what: () => string): Promise<T> {
  const waiting = new AbortController();
  const late = setTimeout(catchUpMsMax, undefined, { signal: waiting.signal }).then((): never => {
    throw new Error(`${what()} within ${catchUpMsMax / 1_000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    waiting.abort();
    late.catch(() => {});
  }
}

function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
