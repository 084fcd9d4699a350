/** What durability costs, from measurements that are made up; and what is measured of the disk itself. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { bytesIn, DataFolders } from '../data_folders.ts';
import type { LedgerName } from '../plan/ledgers.ts';
import { DiskSync } from './disk_sync.ts';
import { fileSystemOf, mountedAt } from './file_system.ts';
import { diskSyncUsOf, ledgerSizesOf, oneAtATimeOf } from './ledger_costs.ts';
import { oneAtATimeLines, placeLines } from './ledger_lines.ts';
import { cellsOf } from './plan.ts';
import type { Measurement } from './run.ts';
import { summarise } from './summary.ts';

function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'duet-bench-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** Of `deliver`. */
function measurement(ledger: LedgerName, round: number, p50Us: number, more: Partial<Measurement> = {}): Measurement {
  return {
    contender: 'wire',
    ledger,
    scenario: 'deliver',
    window: 1,
    round,
    messages: 10_000,
    elapsedMs: 1_000,
    messagesPerSecond: 10_000,
    p50Us,
    p99Us: 1_000,
    clientCpu: { userUs: 1, systemUs: 1 },
    serverCpu: { userUs: 1, systemUs: 1 },
    serverCpuUsPerMessage: 4,
    clientCpuUsPerMessage: 4,
    diskSyncUs: undefined,
    ...more,
  };
}

test('a synced message is compared with the memory ledger and the disk of its own round', (t) => {
  const [compared, ...others] = oneAtATimeOf([
    measurement('memory-ledger', 1, 40),
    measurement('sqlite-synced', 1, 240, { diskSyncUs: 100 }),
    measurement('memory-ledger', 2, 100),
    measurement('sqlite-synced', 2, 1_300, { diskSyncUs: 400 }),
    measurement('sqlite-written', 2, 60),
    measurement('sqlite-synced', 2, 9_000, { window: 64, diskSyncUs: 400 }),
  ]);
  t.deepEqual(others, []);
  t.deepEqual(compared?.diskSyncs, { median: 2.5, min: 2, max: 3 });
  t.like(compared, { contender: 'wire', scenario: 'deliver', syncedUs: 770, diskSyncUs: 250, memoryLedgerUs: 70 });
  const lines = oneAtATimeLines('deliver', compared === undefined ? [] : [compared]);
  t.regex(lines[1] ?? '', /synced 770 µs; D 250 µs; M 70\.0 µs; .* = 2\.50 \[2\.00–3\.00\]; 3 D \+ M = 820 µs/);
});

test('without the memory ledger nothing is said of what is beyond it', (t) => {
  const [compared] = oneAtATimeOf([measurement('sqlite-synced', 1, 240, { diskSyncUs: 100 })]);
  t.is(compared?.diskSyncs, undefined);
  const lines = oneAtATimeLines('deliver', compared === undefined ? [] : [compared]);
  t.regex(lines[1] ?? '', /synced 240 µs; D 100 µs$/);
});

test('a ledger is compared with the memory ledger over the same transport, and a transport on the same ledger', (t) => {
  const { ratios, grpcWins } = summarise(
    [
      measurement('memory-ledger', 1, 100, { messagesPerSecond: 1_000 }),
      measurement('sqlite-synced', 1, 100, { messagesPerSecond: 400 }),
      measurement('memory-ledger', 1, 100, { messagesPerSecond: 500, contender: 'grpcSession' }),
      measurement('sqlite-synced', 1, 100, { messagesPerSecond: 450, contender: 'grpcSession' }),
    ],
    [],
  );
  t.deepEqual(
    ratios.map(({ of, to, throughput }) => [of.contender, of.ledger, to.contender, to.ledger, throughput.median]),
    [
      ['wire', 'memory-ledger', 'grpcSession', 'memory-ledger', 2],
      ['wire', 'sqlite-synced', 'grpcSession', 'sqlite-synced', 400 / 450],
      ['wire', 'sqlite-synced', 'wire', 'memory-ledger', 0.4],
      ['grpcSession', 'sqlite-synced', 'grpcSession', 'memory-ledger', 0.9],
    ],
  );
  t.deepEqual(
    grpcWins.map(({ contender, ledger, metric, factor }) => [contender, ledger, metric, factor]),
    [['grpcSession', 'sqlite-synced', 'throughput', 450 / 400]],
  );
});

test('bytes a message are of all servers with the same ledger', (t) => {
  const sizes = ledgerSizesOf([
    { contender: 'wire', ledger: 'sqlite-synced', bytes: 300, messages: 2 },
    { contender: 'grpcUnary', ledger: 'sqlite-synced', bytes: 100, messages: 2 },
    { contender: 'grpcUnary', ledger: 'sqlite-written', bytes: 100, messages: 0 },
  ]);
  t.deepEqual(sizes, [{ ledger: 'sqlite-synced', messages: 4, bytes: 400, bytesPerMessage: 100 }]);
});

test('the spread of the syncs is of those that were measured', (t) => {
  const all = [measurement('memory-ledger', 1, 1), measurement('sqlite-synced', 1, 1, { diskSyncUs: 5 })];
  t.deepEqual(diskSyncUsOf(all), { median: 5, min: 5, max: 5 });
  t.is(diskSyncUsOf(all.slice(0, 1)), undefined);
});

test('every transport is measured on each ledger that is asked for, and a floor once', (t) => {
  const cells = cellsOf(['deliver'], [1], ['sqlite-synced', 'memory-ledger', 'sqlite-synced']);
  t.deepEqual(
    cells.map(({ contender, ledger }) => [contender, ledger]),
    [
      ['wire', 'memory-ledger'],
      ['wire', 'sqlite-synced'],
      ['grpcUnary', 'memory-ledger'],
      ['grpcUnary', 'sqlite-synced'],
      ['grpcSession', 'memory-ledger'],
      ['grpcSession', 'sqlite-synced'],
      ['lineRouter', undefined],
      ['echoStream', undefined],
    ],
  );
});

test("the disk's own sync is measured at least a few times, and leaves nothing behind", (t) => {
  using folder = temporaryFolder();
  {
    using disk = new DiskSync(folder.path);
    const samples = disk.measure(0);
    t.true(samples.length >= 5 && samples.every((us) => us > 0));
    t.true(bytesIn(folder.path) > 1_000_000, 'it overwrites, and does not append');
  }
  t.deepEqual(readdirSync(folder.path), []);
});

test('data folders are removed with all that is in them', (t) => {
  using folder = temporaryFolder();
  {
    using folders = new DataFolders(folder.path);
    using disk = new DiskSync(folders.make('wire'));
    disk.measure(0);
    t.is(readdirSync(folder.path).length, 1);
  }
  t.deepEqual(readdirSync(folder.path), []);
});

const mountInfo = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '30 22 0:25 / /tmp rw,nosuid - tmpfs tmpfs rw,size=1024k',
  '31 22 254:1 / /mnt/my\\040disk rw - xfs /dev/vdb1 rw',
  '32 31 254:2 / /mnt/my\\040disk rw - btrfs /dev/vdc1 rw',
  '',
].join('\n');

for (const [path, type, source, inMemory] of [
  ['/home/duet', 'ext4', '/dev/vda', false],
  ['/tmp/duet-bench-1', 'tmpfs', 'tmpfs', true],
  ['/tmpfiles', 'ext4', '/dev/vda', false],
  ['/mnt/my disk/data', 'btrfs', '/dev/vdc1', false],
] as const) {
  test(`${path} is on ${type}`, (t) => {
    t.deepEqual(mountedAt(path, mountInfo), { type, source, inMemory });
  });
}

test('the file system of a real folder is told, or said to be unknown', (t) => {
  t.not(fileSystemOf(tmpdir()).type, '');
  t.is(fileSystemOf('/no/such/folder').type, 'unknown');
});

test('a report warns where a sync is none', (t) => {
  const warned = (inMemory: boolean): boolean =>
    /WARNING: tmpfs/.test(placeLines({ folder: '/f', type: 'tmpfs', source: 'tmpfs', inMemory }).join('\n'));
  t.deepEqual([warned(true), warned(false)], [true, false]);
});
