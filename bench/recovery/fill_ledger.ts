/**
 * Fills a data folder as years of use would, in seconds: events go to the ledger itself, many a commit. Knows what a
 * server would have written, down to the length of each text; hashes no password.
 */

import { randomBytes } from 'node:crypto';
import { systemEnvironment } from '../../cli/system_environment.ts';
import { defaultLimits } from '../../shared/contract/limits.ts';
import type { AccountId, ChatId, LedgerEvent, TokenHash } from '../../shared/ledger/ledger.ts';
import type { OnProgress } from '../../shared/ledger/sqlite/progress.ts';
import { SqliteLedger } from '../../shared/ledger/sqlite/sqlite_ledger.ts';

/** What is to be in a ledger. Every account has a session, and a direct chat with each of its neighbours. */
export interface LedgerFill {
  readonly accounts: number;
  readonly chats: number;
  readonly messages: number;
  /** So many of the newest messages were sent under idempotency keys. */
  readonly keys: number;
  readonly bodyBytes: number;
}

/** Half of those that an account has a chat with. */
const neighboursHalf = 5;

export function ledgerFill(
  of: Pick<LedgerFill, 'accounts' | 'messages'>,
  keysMax: number = defaultLimits.keysMax,
): LedgerFill {
  const chats = of.accounts * neighboursHalf;
  return { ...of, chats, keys: Math.min(of.messages, keysMax), bodyBytes: 100 };
}

const eventsPerCommit = 10_000;
/** The phc string of a password's hash has this length. */
const passwordHash = `$argon2id$v=19$m=19456,t=2,p=1$${'s'.repeat(22)}$${'t'.repeat(43)}`;

/** Makes the folder where it is missing. Rejects with the signal's reason, and leaves the folder closed, when aborted. */
export async function fillLedger(
  folder: string,
  fill: LedgerFill,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<void> {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => {});
  const { ledger } = SqliteLedger.open({
    folder,
    durability: 'written',
    limits: { ...defaultLimits, commitQueueMs: 60_000 },
    environment: systemEnvironment(),
    onFailure: reject,
  });
  try {
    const total = fill.accounts * 2 + fill.chats + fill.messages;
    let done = 0;
    for (const events of batches(eventsOf(fill, Date.now()))) {
      signal.throwIfAborted();
      await Promise.race([ledger.commit(events), failed]);
      done += events.length;
      onProgress({ done, total, what: 'filling a ledger' });
    }
  } finally {
    await ledger.close();
  }
}

function* batches(events: Iterable<LedgerEvent>): Iterable<readonly LedgerEvent[]> {
  let batch: LedgerEvent[] = [];
  for (const event of events) {
    batch.push(event);
    if (batch.length < eventsPerCommit) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* eventsOf(fill: LedgerFill, timeMs: number): Iterable<LedgerEvent> {
  const accounts = Array.from({ length: fill.accounts }, (_, index) => {
    return { account: randomBytes(8).toString('hex') as AccountId, name: `account-${index}` };
  });
  for (const { account, name } of accounts) {
    yield { type: 'account_created', account, name, fullName: `Account ${name}`, passwordHash, timeMs };
    yield { type: 'session_opened', account, token: randomBytes(32).toString('hex') as TokenHash, timeMs };
  }
  const chats = Array.from({ length: fill.chats }, (_, index) => {
    const sender = accounts[index % accounts.length] as (typeof accounts)[number];
    const distance = 1 + Math.floor(index / accounts.length);
    const recipient = accounts[(index + distance) % accounts.length] as (typeof accounts)[number];
    return { chat: randomBytes(8).toString('hex') as ChatId, sender, recipient };
  });
  for (const { chat, sender, recipient } of chats) {
    const participants = [sender.account, recipient.account];
    yield { type: 'chat_created', chat, kind: 'direct', title: '', participants, timeMs };
  }
  for (let index = 0; index < fill.messages; index += 1) {
    const { chat, sender } = chats[Math.floor(Math.random() * chats.length)] as (typeof chats)[number];
    const body = `message ${index} `.padEnd(fill.bodyBytes, 'the quick brown fox ').slice(0, fill.bodyBytes);
    const withKey = index >= fill.messages - fill.keys;
    const key = withKey ? randomBytes(12).toString('base64url') : '';
    const fingerprint = withKey ? randomBytes(16).toString('base64url') : '';
    yield { type: 'message_sent', chat, account: sender.account, sender: sender.name, body, timeMs, key, fingerprint };
  }
}
