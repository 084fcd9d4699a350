/** The crash audit finds each kind of wrong, and nothing where all is right: else its clean reports would say nothing. */

import test from 'ava';
import { Audit, type KeptMessage } from './audit.ts';
import type { FindingKind } from './findings.ts';
import type { LogEntry } from './send_log.ts';
import { accountName, accountOf, bodyOf } from './sends.ts';

/** Sends of sender 0 to account 1, of which its subscriber is told. */
const sender = 0;
const to = 1;
const chat = 'chat';

function intended(send: number, connection = 1): LogEntry {
  return { type: 'intended', sender, send, to, connection };
}

function acknowledged(send: number, position: number): LogEntry {
  return { type: 'acknowledged', sender, send, position, chat };
}

function delivered(send: number, position: number): LogEntry {
  return { type: 'delivered', sender, send, account: to, position };
}

function kept(send: number, position: number, other: Partial<KeptMessage> = {}): KeptMessage {
  return { position, chat, sender: accountName(accountOf(sender)), body: bodyOf({ sender, send }), ...other };
}

function audited(log: readonly LogEntry[], messages: readonly KeptMessage[]): Audit {
  const audit = new Audit();
  for (const entry of log) audit.take(entry);
  for (const message of messages) audit.takeMessage(message);
  audit.end();
  return audit;
}

const wrong: readonly (readonly [title: string, FindingKind, readonly LogEntry[], readonly KeptMessage[]])[] = [
  ['an acknowledged message that is gone', 'lost', [intended(0), acknowledged(0, 5)], []],
  ['an acknowledged message at another position', 'lost', [intended(0), acknowledged(0, 5)], [kept(0, 6)]],
  ['a message that is there twice', 'twice', [intended(0), acknowledged(0, 5)], [kept(0, 5), kept(0, 6)]],
  [
    'an unacknowledged message that is there twice',
    'twice',
    [intended(0), { type: 'unanswered', sender, send: 0 }],
    [kept(0, 5), kept(0, 6)],
  ],
  [
    'a send that is answered twice',
    'twice',
    [intended(0), acknowledged(0, 5), { type: 'refused', sender, send: 0, code: 'UNAVAILABLE' }],
    [kept(0, 5)],
  ],
  [
    'messages of one sender in another order',
    'disorder',
    [intended(0), intended(1), acknowledged(0, 6), acknowledged(1, 5)],
    [kept(1, 5), kept(0, 6)],
  ],
  [
    'a message that is missing before an acknowledged one of the same connection',
    'hole',
    [intended(0), intended(1), acknowledged(1, 5), { type: 'unanswered', sender, send: 0 }],
    [kept(1, 5)],
  ],
  ['a message that nobody sent', 'stranger', [], [kept(0, 5)]],
  ['a message with another body', 'stranger', [intended(0), acknowledged(0, 5)], [kept(0, 5, { body: '0.0 else' })]],
  ['a message of another sender', 'stranger', [intended(0), acknowledged(0, 5)], [kept(0, 5, { sender: 'eve' })]],
  ['a message in another chat', 'stranger', [intended(0), acknowledged(0, 5)], [kept(0, 5, { chat: 'else' })]],
  [
    'a message that was refused',
    'refused',
    [intended(0), { type: 'refused', sender, send: 0, code: 'RESOURCE_EXHAUSTED' }],
    [kept(0, 5)],
  ],
  [
    'a message that was handed out and is gone',
    'delivery',
    [intended(0), delivered(0, 5), { type: 'unanswered', sender, send: 0 }],
    [],
  ],
  [
    'a message that was handed out twice',
    'delivery',
    [intended(0), acknowledged(0, 5), delivered(0, 5), delivered(0, 5)],
    [kept(0, 5)],
  ],
  [
    'a message that its subscriber was not handed',
    'delivery',
    [intended(0), intended(1), acknowledged(0, 5), acknowledged(1, 6), delivered(1, 6)],
    [kept(0, 5), kept(1, 6)],
  ],
  [
    'a message that was handed out to an account that it is not for',
    'delivery',
    [intended(0), acknowledged(0, 5), { ...delivered(0, 5), account: 7 } as LogEntry],
    [kept(0, 5)],
  ],
  ['a send that is never answered', 'process', [intended(0)], []],
  ['what a client calls a fault', 'process', [{ type: 'fault', text: 'a session is gone' }], []],
];

for (const [title, kind, log, messages] of wrong) {
  test(`the crash audit finds ${title}`, (t) => {
    t.true(audited(log, messages).count(kind) > 0);
  });
}

test('the crash audit finds nothing where all is right', (t) => {
  const log: readonly LogEntry[] = [
    ...[0, 1, 2, 3].map((send) => intended(send)),
    acknowledged(0, 5),
    delivered(0, 5),
    { type: 'refused', sender, send: 1, code: 'RESOURCE_EXHAUSTED' },
    { type: 'unanswered', sender, send: 2 },
    { type: 'unanswered', sender, send: 3 },
    { type: 'resumed', sender },
    intended(4, 2),
    acknowledged(4, 7),
    delivered(2, 6),
    delivered(4, 7),
  ];
  const audit = audited(log, [kept(0, 5), kept(2, 6), kept(4, 7)]);
  t.deepEqual(audit.findings, []);
  t.is(audit.counts.unansweredFound, 1);
});
