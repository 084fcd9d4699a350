/** What a client is told of an error, and what the operator is. */

import test from 'ava';
import { ManualEnvironment } from '../testing/manual_environment.ts';
import { ChatError, refusalOf } from './chat_error.ts';

test('a refusal is told as it is, and is nothing to report', (t) => {
  const environment = new ManualEnvironment();
  const refusal = new ChatError('NOT_FOUND', 'there is no account bob');
  t.is(refusalOf(refusal, 'answering', environment), refusal);
  t.deepEqual(environment.faults, []);
});

test('a fault is told as a bare INTERNAL, and reported with what was being done', (t) => {
  const environment = new ManualEnvironment();
  const fault = new TypeError('the secret is 42');
  const told = refusalOf(fault, 'answering', environment);
  t.is(told.code, 'INTERNAL');
  t.false(told.message.includes('42'));
  t.deepEqual(environment.faults, [{ what: 'answering', error: fault }]);
});
