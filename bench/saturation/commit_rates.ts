/**
 * What a SQLite ledger does by itself: commits of one message each, as many under way as the window has room for, in
 * this process, without core, front or client. What a server does less than this is theirs.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { systemEnvironment } from '../../cli/system_environment.ts';
import { defaultLimits } from '../../shared/contract/limits.ts';
import type { AccountId, ChatId, Ledger, MessageSent } from '../../shared/ledger/ledger.ts';
import { SqliteLedger } from '../../shared/ledger/sqlite/sqlite_ledger.ts';
import { type LedgerName, ledgers } from '../plan/ledgers.ts';
import { Bodies } from './load/bodies.ts';

/** Of one ledger at one window. */
export interface CommitRate {
  readonly ledger: LedgerName;
  readonly window: number;
  readonly commitsPerSecond: number;
}

export interface CommitRatePlan {
  readonly ledger: LedgerName;
  readonly windows: readonly number[];
  /** How long each window is measured; a third of that before, to warm up. */
  readonly durationMs: number;
  readonly bodyBytes: number;
  readonly signal: AbortSignal | undefined;
}

const account = 'an account' as AccountId;
const chat = 'a chat' as ChatId;

/**
 * None for the memory ledger, and where replies wait for nothing: there is no commit to wait for. Rejects soon after the
 * signal is aborted. The ledger is closed, and its folder the caller's again, when it settles.
 */
export async function measureCommitRates(folder: string, plan: CommitRatePlan): Promise<readonly CommitRate[]> {
  const { durability } = ledgers[plan.ledger];
  if (durability === undefined || durability === 'memory') return [];
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const environment = systemEnvironment();
  const { ledger } = SqliteLedger.open({ folder, durability, limits: defaultLimits, environment, onFailure: reject });
  try {
    const measured = async (): Promise<readonly CommitRate[]> => {
      const timeMs = environment.now();
      await ledger.commit([
        { type: 'account_created', account, name: account, fullName: '', passwordHash: '', timeMs },
        { type: 'chat_created', chat, kind: 'direct', title: '', participants: [account], timeMs },
      ]);
      const rates: CommitRate[] = [];
      for (const window of plan.windows) {
        await commitsPerSecond(ledger, window, { ...plan, durationMs: plan.durationMs / 3 });
        rates.push({ ledger: plan.ledger, window, commitsPerSecond: await commitsPerSecond(ledger, window, plan) });
      }
      return rates;
    };
    return await Promise.race([measured(), failed]);
  } finally {
    await ledger.close();
  }
}

async function commitsPerSecond(
  ledger: Ledger,
  window: number,
  { durationMs, bodyBytes, signal }: CommitRatePlan,
): Promise<number> {
  const bodies = new Bodies(bodyBytes);
  let commits = 0;
  const over = new AbortController();
  const lane = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await ledger.commit([message(bodies.next())]);
      commits += 1;
    }
  };
  const startedMs = performance.now();
  const lanes = Promise.all(Array.from({ length: window }, lane));
  try {
    await Promise.race([delay(durationMs, undefined, { signal }), lanes]);
  } finally {
    over.abort();
    await lanes;
  }
  return (commits / (performance.now() - startedMs)) * 1_000;
}

function message(body: string): MessageSent {
  return { type: 'message_sent', chat, account, sender: account, body, timeMs: Date.now(), key: '', fingerprint: '' };
}
