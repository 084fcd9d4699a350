/** Every signal as fields, there and back. */

import test from 'ava';
import { pushOpcodes } from '../shared/contract/contract.generated.ts';
import type { Signal } from '../shared/contract/core_port.ts';
import { FieldReader } from './fields.ts';
import { decodeReplyFrame, encodePushFrame } from './frame.ts';
import { decodeSignal, encodeSignal } from './signals.ts';

const signals: { readonly [Case in Signal['case']]: Extract<Signal, { readonly case: Case }> } = {
  chatChanged: {
    case: 'chatChanged',
    value: {
      chat: 'c1',
      kind: 'group',
      title: 'tabs\tand\nlines',
      change: 'added',
      position: 7,
      accounts: ['ann', 'bob'],
      participants: 3,
    },
  },
  receipt: { case: 'receipt', value: { chat: 'c1', position: 8, delivered: 2, read: 1, others: 3 } },
  presence: { case: 'presence', value: { account: 'ann', online: true, lastSeenMs: 9 } },
  typing: { case: 'typing', value: { chat: 'c1', account: 'bob', typing: true } },
  ticket: {
    case: 'ticket',
    value: { chat: 'c2', state: 'queued', user: 'ann', subject: 'help', operator: '', place: 1, openedMs: 10 },
  },
};

for (const signal of Object.values(signals)) {
  test(`${signal.case} is pushed under an opcode of its own, and read as it was`, (t) => {
    const frame = encodePushFrame(pushOpcodes[signal.case], 4, encodeSignal(signal));
    const { opcode, id, fields } = decodeReplyFrame(frame.slice(0, -1));
    t.is(id, 4);
    t.deepEqual(decodeSignal(opcode, fields), signal);
  });
}

test('what is no signal of this version is passed over', (t) => {
  for (const opcode of ['MESSAGE', 'CLOSED', 'OK', 'FROMTHEFUTURE']) {
    t.is(decodeSignal(opcode, new FieldReader('\tsomething')), undefined, opcode);
  }
});
