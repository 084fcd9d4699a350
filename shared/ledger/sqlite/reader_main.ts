/** The thread that reads pages, one after another, with a connection of its own: a long read never delays a commit. */

import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from './data_folder.ts';
import { openForReading } from './database.ts';
import { Reader } from './reader.ts';
import type { FromReader, ReaderData, ReadRequest, ToReader } from './thread_messages.ts';

const port = parentPort;
if (port === null) throw new Error('this runs as a thread of a server');
const database = openForReading((workerData as ReaderData).path);
const reader = new Reader(database);

port.on('message', (request: ToReader) => {
  if (request.type === 'close') {
    database.close();
    port.postMessage({ type: 'closed' } satisfies FromReader);
    port.close();
    return;
  }
  const answer = answerTo(request);
  port.postMessage(answer, 'columns' in answer ? [answer.columns.numbers.buffer] : []);
});

function answerTo(request: ReadRequest): FromReader {
  try {
    return reader.read(request);
  } catch (error) {
    return { type: 'failed', message: reasonOf(error) };
  }
}
