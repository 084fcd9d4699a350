/**
 * The thread that writes. Takes all batches that wait and commits them together: under load many share one transaction
 * and one sync (group commit), and nothing ever waits for company. Sweeps while there is nothing to commit.
 */

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { reasonOf } from './data_folder.ts';
import { openForWriting } from './database.ts';
import type { EventColumns } from './event_columns.ts';
import type { FromWriter, ToWriter, WriterData } from './thread_messages.ts';
import { isDiskFull, Writer } from './writer.ts';

/** How long to wait before what was answered already is tried again on a full disk. */
const retryMs = 250;

const port = parentPort;
if (port === null) throw new Error('this runs as a thread of a server');
const { path, options, limits } = workerData as WriterData;
const writer = new Writer(openForWriting(path, options), limits);

/** Whether a batch was answered when it was handed over: then it must not be refused any more. */
const answered = options.durability === 'memory';
const waiting: EventColumns[] = [];
const status = { failed: false, closing: false, retrying: false, sweeping: false };

port.on('message', (message: ToWriter) => {
  take(message);
  // A commit takes long compared to a message: what has come meanwhile shares the next one.
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    take(next.message as ToWriter);
  }
  if (!status.retrying) commit();
});

setInterval(() => {
  // One that takes longer than the time between two goes on: begun anew, it might never come to its end.
  if (status.sweeping) return;
  attempt(() => writer.beginSweep(Date.now()));
  sweepOn();
}, limits.retentionSweepMs).unref();

function take(message: ToWriter): void {
  if (message.type === 'close') status.closing = true;
  else waiting.push(message.columns);
}

function commit(): void {
  if (status.failed) return;
  if (waiting.length > 0) {
    const batches = waiting.length;
    try {
      writer.commit(waiting);
    } catch (error) {
      if (!isDiskFull(error)) fail(error);
      else if (answered && !status.closing) retryLater();
      else if (answered) fail(error);
      else refuse(batches, error);
      return;
    }
    waiting.length = 0;
    tell({ type: 'committed', batches });
  }
  if (status.closing) close();
}

function refuse(batches: number, error: unknown): void {
  waiting.length = 0;
  tell({ type: 'full', batches, message: reasonOf(error) });
  if (status.closing) close();
}

function retryLater(): void {
  status.retrying = true;
  setTimeout(() => {
    status.retrying = false;
    commit();
  }, retryMs);
}

/** A slice a turn, so that commits come between. */
function sweepOn(): void {
  const deletedChats = status.failed || status.closing ? undefined : attempt(() => writer.sweep());
  status.sweeping = deletedChats !== undefined;
  if (deletedChats === undefined) return;
  if (deletedChats.length > 0) tell({ type: 'chats_deleted', chats: deletedChats });
  setImmediate(sweepOn);
}

/** A full disk can wait for the next sweep. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!isDiskFull(error)) fail(error);
    return undefined;
  }
}

function close(): void {
  try {
    writer.close();
  } catch (error) {
    if (!isDiskFull(error)) fail(error);
  }
  tell({ type: 'closed' });
  port?.close();
}

/** The thread ends: after a sync that failed nothing is known of what was to be synced. */
function fail(error: unknown): void {
  status.failed = true;
  tell({ type: 'failed', message: reasonOf(error) });
  port?.close();
}

function tell(message: FromWriter): void {
  port?.postMessage(message);
}
