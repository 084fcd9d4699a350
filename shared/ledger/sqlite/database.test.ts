/** What opens a file refuses: an SQLite that cannot be trusted, and files that are not ours or newer than we are. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import { DataFolderError, dataFolder } from './data_folder.ts';
import { numberOf, openForReading, openForWriting, requireSqliteVersion, textOf } from './database.ts';
import { applicationId, schemaVersion } from './schema.ts';

const options = { durability: 'synced', checkpointBytes: 1 << 20 } as const;

const openers: Readonly<Record<string, (path: string) => DatabaseSync>> = {
  writing: (path) => openForWriting(path, options),
  reading: (path) => openForReading(path),
};

function refusalOf(open: () => unknown): string {
  try {
    open();
    return 'none';
  } catch (error) {
    if (error instanceof DataFolderError) return error.message;
    throw error;
  }
}

/** The file of a folder, after these statements. */
function fileWith(folder: TemporaryDataFolder, sql: string, prepare?: (path: string) => void): string {
  const path = dataFolder(folder.path).database;
  prepare?.(path);
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  return path;
}

const ours = (path: string): void => openForWriting(path, options).close();

test('an SQLite older than 3.51.3 is refused, and says what is needed; that one and newer ones are not', (t) => {
  for (const version of ['3.51.2', '3.51.0', '3.50.9', '3.9.99', '2.99.99']) {
    t.is(
      refusalOf(() => requireSqliteVersion(version)),
      `SQLite ${version} can damage its log: 3.51.3 or newer is needed, which newer Node.js have`,
    );
  }
  for (const version of ['3.51.3', '3.51.10', '3.52.0', '3.100.0', '4.0.0']) {
    t.is(
      refusalOf(() => requireSqliteVersion(version)),
      'none',
      version,
    );
  }
});

for (const [purpose, open] of Object.entries(openers)) {
  test(`opened for ${purpose}, a file of a newer Duet is refused in one line, and left as it is`, (t) => {
    using folder = new TemporaryDataFolder();
    const newer = schemaVersion + 1;
    const path = fileWith(folder, `PRAGMA user_version = ${newer}; PRAGMA wal_checkpoint(TRUNCATE)`, ours);
    const before = readFileSync(path);
    t.is(
      refusalOf(() => open(path)),
      `${path} was written by a newer Duet (version ${newer} of its tables; this one knows ${schemaVersion}): ` +
        'run that one, or a newer one still',
    );
    t.deepEqual(readFileSync(path), before);
  });

  test(`opened for ${purpose}, an SQLite file of something else is refused in one line, and left as it is`, (t) => {
    using folder = new TemporaryDataFolder();
    const path = fileWith(folder, 'CREATE TABLE theirs (x)');
    const before = readFileSync(path);
    t.is(
      refusalOf(() => open(path)),
      `${path} is an SQLite file, but not of Duet: choose another`,
    );
    t.deepEqual(readFileSync(path), before);
  });

  test(`opened for ${purpose}, a file that is no database is refused in one line, and left as it is`, (t) => {
    using folder = new TemporaryDataFolder();
    const path = dataFolder(folder.path).database;
    const text = 'something that somebody may want back\n'.repeat(100);
    writeFileSync(path, text);
    t.is(
      refusalOf(() => open(path)),
      `${path} cannot be opened: file is not a database`,
    );
    t.is(readFileSync(path, 'utf8'), text);
  });

  test(`opened for ${purpose}, a file cut in its first page is refused in one line`, (t) => {
    using folder = new TemporaryDataFolder();
    const path = fileWith(folder, 'PRAGMA wal_checkpoint(TRUNCATE)', ours);
    writeFileSync(path, readFileSync(path).subarray(0, 1_000));
    t.regex(
      refusalOf(() => open(path)),
      /^\S+ cannot be opened: [^\n]+$/,
    );
  });
}

test('a file that is not there is made for writing, with its tables, and refused for reading', (t) => {
  using folder = new TemporaryDataFolder();
  const { database: path } = dataFolder(folder.path);
  t.is(
    refusalOf(() => openForReading(path)),
    `there is no ledger at ${path}: name its folder with --data`,
  );
  t.false(existsSync(path));
  const database = openForWriting(path, options);
  t.is(numberOf(database, 'PRAGMA application_id'), applicationId);
  t.is(numberOf(database, 'PRAGMA user_version'), schemaVersion);
  t.is(numberOf(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'messages'"), 1);
  database.close();
});

test('a commit waits for the disk where that was asked for, and the log is moved over at the size that was asked for', (t) => {
  using folder = new TemporaryDataFolder();
  const { database: path } = dataFolder(folder.path);
  for (const [durability, synchronous] of [
    ['synced', 2],
    ['written', 1],
    ['memory', 1],
  ] as const) {
    const database = openForWriting(path, { durability, checkpointBytes: 40_960 });
    t.is(textOf(database, 'PRAGMA journal_mode'), 'wal');
    t.is(numberOf(database, 'PRAGMA synchronous'), synchronous, durability);
    t.is(numberOf(database, 'PRAGMA wal_autocheckpoint'), 10);
    database.close();
  }
});

test('who opens a file for reading cannot write to it', (t) => {
  using folder = new TemporaryDataFolder();
  const { database: path } = dataFolder(folder.path);
  ours(path);
  const database = openForReading(path);
  t.throws(() => database.exec('DELETE FROM messages'), { message: 'attempt to write a readonly database' });
  database.close();
});
