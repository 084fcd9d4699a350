/** The rule of the call table, where answers, refusals and ends meet. The conformance suite has it of whole channels. */

import test from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import { CallTable } from './call_table.ts';

const refused = new ChatError('NOT_FOUND', 'refused');
const ended = new ChatError('UNAVAILABLE', 'ended');

function listening(): { readonly calls: CallTable<string>; readonly heard: string[]; readonly id: number } {
  const heard: string[] = [];
  const calls = new CallTable<string>((call, error) => heard.push(`${call}: ${error.message}`));
  const listener = {
    message: () => heard.push('message'),
    signal: () => heard.push('signal'),
    closed: ({ code }: { readonly code: string }) => heard.push(`closed: ${code}`),
    refused: (error: ChatError) => heard.push(`subscription: ${error.message}`),
  };
  let id = 0;
  calls.subscribe(
    listener,
    (started) => (id = started),
    () => heard.push('cancel'),
  );
  return { calls, heard, id };
}

test('a call that was answered is not refused, neither by the server nor by the end', (t) => {
  const { calls, heard } = listening();
  const [answered, refusedOnce, left] = [calls.nextId(), calls.nextId(), calls.nextId()];
  calls.add(answered, 'answered');
  calls.add(refusedOnce, 'refused once');
  calls.add(left, 'left');
  t.is(calls.take(answered), 'answered');
  t.is(calls.take(answered), undefined);
  calls.refuse(answered, refused);
  calls.refuse(refusedOnce, refused);
  calls.end(ended);
  calls.end(refused);
  t.is(calls.ended, ended);
  t.deepEqual(heard, ['refused once: refused', 'left: ended']);
});

test('a call that is told of the end finds the table ended and empty', (t) => {
  const seen: unknown[] = [];
  const calls: CallTable<number> = new CallTable(() => seen.push(calls.ended, calls.unanswered));
  calls.add(calls.nextId(), 1);
  calls.end(ended);
  t.deepEqual(seen, [ended, 0]);
});

test('a listener hears one end', (t) => {
  const { calls, heard, id } = listening();
  const closed = { position: 7, ledgerId: '', message: '' };
  calls.subscriptionClosed(id, { ...closed, code: 'FROM_THE_FUTURE' });
  calls.subscriptionClosed(id, { ...closed, code: 'UNSUBSCRIBED' });
  calls.refuse(id, refused);
  t.is(calls.listener(id), undefined);
  t.deepEqual(heard, ['closed: UNSPECIFIED']);
});

test('a listener hears nothing of the end of its channel, nor after it', (t) => {
  const { calls, heard, id } = listening();
  calls.end(ended);
  calls.refuse(id, refused);
  t.is(calls.listener(id), undefined);
  t.deepEqual(heard, []);
});

test('what has ended is not cancelled, and what is cancelled is so until its end has come', (t) => {
  const cancelled: number[] = [];
  const calls = new CallTable<string>(() => {});
  const listener = { message: () => {}, signal: () => {}, closed: () => {}, refused: () => {} };
  const open = (): { cancel(): void } =>
    calls.subscribe(
      listener,
      () => {},
      (id) => cancelled.push(id),
    );
  const [first, second] = [open(), open()];
  first.cancel();
  calls.refuse(1, refused);
  first.cancel();
  calls.end(ended);
  second.cancel();
  open().cancel();
  t.deepEqual(cancelled, [1]);
});

test('a subscription that cannot be asked for is refused once `subscribe` has returned', async (t) => {
  const heard: unknown[] = [];
  const calls = new CallTable<string>(() => {});
  const listener = {
    message: () => {},
    signal: () => {},
    closed: () => {},
    refused: (error: ChatError) => heard.push(error),
  };
  const start = (): never => {
    throw refused;
  };
  calls.subscribe(listener, start, () => heard.push('cancel')).cancel();
  t.deepEqual(heard, []);
  await Promise.resolve();
  t.deepEqual(heard, [refused]);
});

test('subscriptions are counted apart from calls, with ids that no call has', (t) => {
  const calls = new CallTable<number>(() => {});
  const subscribed: number[] = [];
  const listener = { message() {}, signal() {}, closed() {}, refused() {} };
  const called: number[] = [];
  for (let time = 0; time < 20; time += 1) {
    called.push(calls.nextId());
    if (time % 5 === 0) {
      calls.subscribe(
        listener,
        (id) => subscribed.push(id),
        () => {},
      );
    }
  }
  t.deepEqual(subscribed, [1, 3, 5, 7], 'whatever was called in between');
  t.is(new Set([...called, ...subscribed]).size, called.length + subscribed.length);
});
