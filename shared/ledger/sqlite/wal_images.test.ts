/**
 * What a loss of power may leave of the write-ahead log: all that was synced, and behind it any of the rest, in any
 * state. Whatever it is, everything acknowledged is recovered, and of what came after a beginning, whole commits each.
 */

import { appendFileSync, copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import test from 'ava';
import fc from 'fast-check';
import { defaultLimits } from '../../contract/limits.ts';
import { State } from '../../core/state.ts';
import { ManualEnvironment } from '../../testing/manual_environment.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import { writtenState } from '../../testing/written_state.ts';
import type { ChatId, LedgerEvent } from '../ledger.ts';
import { accountCreated, chatCreated, inboxAcknowledged, messageSent } from '../suite_events.ts';
import { checkLedger } from './check.ts';
import { dataFolder } from './data_folder.ts';
import { openForReading } from './database.ts';
import { openLedgerFile } from './ledger_file.ts';
import type { MessageRow } from './page_columns.ts';

const images = 240;
const bursts = 14;
/** So large that the log only grows. */
const limits = { ...defaultLimits, checkpointBytes: 1 << 30 };
const chat = 'chat' as ChatId;

/** At that moment nothing was under way, and everything up to the position had been acknowledged. */
interface Mark {
  readonly logBytes: number;
  readonly position: number;
}

interface Recorded {
  readonly id: string;
  readonly folder: TemporaryDataFolder;
  readonly log: Buffer;
  readonly marks: readonly Mark[];
  /** By position, from 1. */
  readonly events: readonly LedgerEvent[];
  /** The positions at which commits end. */
  readonly ends: ReadonlySet<number>;
}

/** Of a burst: several commits, among them long messages, messages with keys, cursors, and several events in one. */
function* commitsOf(burst: number, position: number): Iterable<readonly LedgerEvent[]> {
  for (let at = 0; at < 1 + ((burst * 7) % 19); at += 1) {
    const timeMs = burst * 1_000 + at;
    const body = `${burst}/${at} ${'x'.repeat((burst * 997 + at * 1_511) % (at % 5 === 0 ? 9_000 : 60))}`;
    const message = messageSent(chat, at % 2 === 0 ? 'alice' : 'bob', body, timeMs);
    yield at % 3 === 0 ? [{ ...message, key: `key ${burst}/${at}`, fingerprint: 'f' }] : [message];
  }
  const name = `guest ${burst}`;
  const theirs = `chat ${burst}` as ChatId;
  yield [inboxAcknowledged('bob', position)];
  yield [accountCreated(name), chatCreated(theirs, 'alice', name), messageSent(theirs, name, 'hello')];
}

async function record(): Promise<Recorded> {
  const folder = new TemporaryDataFolder();
  const { ledger } = folder.open({ limits });
  const log = `${dataFolder(folder.path).database}-wal`;
  const marks: Mark[] = [];
  const events: LedgerEvent[] = [];
  const ends = new Set<number>();
  const commit = async (commitEvents: readonly LedgerEvent[]): Promise<void> => {
    events.push(...commitEvents);
    ends.add(events.length);
    await ledger.commit(commitEvents);
  };
  await commit([accountCreated('alice'), accountCreated('bob'), chatCreated(chat, 'alice', 'bob')]);
  for (let burst = 0; burst < bursts; burst += 1) {
    const position = events.length;
    const answers: Promise<void>[] = [];
    for (const events of commitsOf(burst, position)) {
      answers.push(commit(events));
      // What comes while another is written shares a transaction: here a burst takes several of them.
      if (answers.length % 3 === 0) await answers.at(-1);
    }
    await Promise.all(answers);
    marks.push({ logBytes: statSync(log).size, position: events.length });
  }
  const left = folder.asKilledNow();
  await ledger.close();
  folder[Symbol.dispose]();
  const bytes = readFileSync(`${dataFolder(left.path).database}-wal`);
  return { id: ledger.id, folder: left, log: bytes, marks, events, ends };
}

/** Evenly distributed, which `fc.double` is not. */
function share(max: number): fc.Arbitrary<number> {
  return fc.noBias(fc.nat(999_999)).map((value) => (value / 1_000_000) * max);
}

/** What became of the log behind the cut. */
const damage = fc.oneof(
  fc.constant({ kind: 'cut' } as const),
  fc.record({ kind: fc.constant('garbage' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 10_000 }) }),
  fc.record({
    kind: fc.constant('flipped' as const),
    at: share(1),
  }),
  // The disk writes what was not synced in any order: some sectors are there, and others are not.
  fc.record({ kind: fc.constant('sectors' as const), there: fc.array(fc.boolean(), { minLength: 7, maxLength: 31 }) }),
);

const image = fc.record({
  mark: fc.nat(bursts - 1),
  /** How far it is from the mark to the end of the log; 0 often, since there it is closest. */
  cut: fc.oneof(fc.constant(0), share(1), share(0.05)),
  damage,
});

type Image = typeof image extends fc.Arbitrary<infer T> ? T : never;

const sectorBytes = 512;

/** The log as it is found, and up to where it is as it was written. */
function imageOf({ log, marks }: Recorded, { mark, cut, damage }: Image): { bytes: Buffer; intact: number } {
  const from = marks[mark]?.logBytes ?? 0;
  const at = from + Math.floor((log.length - from) * cut);
  const intact = Buffer.from(log.subarray(0, at));
  const rest = Buffer.from(log.subarray(at));
  switch (damage.kind) {
    case 'cut':
      return { bytes: intact, intact: at };
    case 'garbage':
      return { bytes: Buffer.concat([intact, damage.bytes]), intact: at };
    case 'flipped': {
      const flipped = Math.floor(rest.length * damage.at);
      if (rest.length > 0) rest[flipped] = (rest[flipped] ?? 0) ^ 0x10;
      return { bytes: Buffer.concat([intact, rest]), intact: at + flipped };
    }
    case 'sectors':
      for (let sector = 0; sector * sectorBytes < rest.length; sector += 1) {
        if (damage.there[sector % damage.there.length] === true) continue;
        rest.subarray(sector * sectorBytes, (sector + 1) * sectorBytes).fill(0);
      }
      return { bytes: Buffer.concat([intact, rest]), intact: at };
    default:
      return damage satisfies never;
  }
}

test('from a log that is cut or torn behind what was synced, everything acknowledged is recovered', async (t) => {
  const recorded = await record();
  using recordedFolder = recorded.folder;
  t.is(recorded.marks.at(-1)?.logBytes, recorded.log.length, 'the log has only grown');
  const beyond = { none: 0, some: 0 };
  /** By position. */
  const states = new Map<number, string>();
  const { database: from } = dataFolder(recordedFolder.path);

  await fc.assert(
    fc.asyncProperty(image, async (chosen) => {
      const { bytes, intact } = imageOf(recorded, chosen);
      using folder = new TemporaryDataFolder();
      const { database: path } = dataFolder(folder.path);
      copyFileSync(from, path);
      writeFileSync(`${path}-wal`, bytes);

      const opened = openLedgerFile(folder.path, {
        durability: 'synced',
        limits,
        environment: new ManualEnvironment(),
      });
      using _released = { [Symbol.dispose]: opened.release };
      const state = State.recovered(opened.snapshot, limits);
      const { position } = state;
      const acknowledged = recorded.marks.findLast(({ logBytes }) => logBytes <= intact)?.position ?? 0;
      beyond[position > acknowledged ? 'some' : 'none'] += 1;

      t.is(opened.id, recorded.id, 'nothing was lost that anybody was told of: it is still the same ledger');
      t.true(position >= acknowledged, `${acknowledged} was acknowledged, ${position} is there`);
      t.true(recorded.ends.has(position), `${position} is in the middle of a commit`);
      const events = recorded.events.slice(0, position);
      const expected = states.get(position) ?? writtenState(applied(events));
      states.set(position, expected);
      t.is(writtenState(state), expected);
      const database = openForReading(path);
      try {
        const rows = database.prepare(
          `SELECT position, time_ms AS timeMs, sender, body FROM messages ORDER BY position`,
        );
        t.deepEqual(rows.all().map((row) => ({ ...row })) as unknown, messagesOf(events));
        t.deepEqual((await checkLedger(database)).problems, []);
      } finally {
        database.close();
      }
    }),
    { numRuns: images, includeErrorInReport: true },
  );
  t.log(`${images} images: ${beyond.some} with some of what came after, ${beyond.none} without`);
  t.true(beyond.none > 0 && beyond.some > 0);
});

test('a log that is cut before what was synced has lost it, and this test sees that', async (t) => {
  const recorded = await record();
  using folder = recorded.folder;
  const { database: path } = dataFolder(folder.path);
  const [before, mark] = recorded.marks.slice(-2);
  writeFileSync(`${path}-wal`, recorded.log.subarray(0, (mark?.logBytes ?? 0) - 1));
  appendFileSync(`${path}-wal`, '?');
  const opened = openLedgerFile(folder.path, { durability: 'synced', limits, environment: new ManualEnvironment() });
  const { position } = opened.snapshot;
  opened.release();
  t.true(position < (mark?.position ?? 0) && position >= (before?.position ?? 0), String(position));
});

function applied(events: readonly LedgerEvent[]): State {
  const state = new State(limits);
  for (const event of events) state.apply(event, state.position + 1);
  return state;
}

function messagesOf(events: readonly LedgerEvent[]): readonly Omit<MessageRow, 'chat'>[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'message_sent') return [];
    const { timeMs, sender, body } = event;
    return [{ position: index + 1, timeMs, sender, body }];
  });
}
