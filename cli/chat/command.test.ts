import test from 'ava';
import { type ChatCommand, chatHelp, parseCommand } from './command.ts';

const lines: readonly (readonly [string, ChatCommand])[] = [
  ['', { kind: 'nothing' }],
  ['   ', { kind: 'nothing' }],
  ['hello there', { kind: 'say', body: 'hello there' }],
  ['  indented ', { kind: 'say', body: '  indented ' }],
  ['//etc/passwd', { kind: 'say', body: '/etc/passwd' }],
  ['/to bob', { kind: 'to', name: 'bob' }],
  ['/to  bob ', { kind: 'to', name: 'bob' }],
  ['/msg bob hi  you', { kind: 'message', name: 'bob', body: 'hi  you' }],
  ['/list', { kind: 'list', pattern: '' }],
  ['/list ^a b$', { kind: 'list', pattern: '^a b$' }],
  ['/history', { kind: 'history', count: 20 }],
  ['/history 1000', { kind: 'history', count: 1000 }],
  ['/password', { kind: 'password' }],
  ['/delete', { kind: 'delete' }],
  ['/logout', { kind: 'logout' }],
  ['/quit', { kind: 'quit' }],
  ['/help ', { kind: 'help' }],
];

for (const [line, command] of lines) {
  test(`"${line}" is understood`, (t) => t.deepEqual(parseCommand(line), command));
}

for (const line of [
  '/to',
  '/to a b',
  '/msg bob',
  '/msg',
  '/history 0',
  '/history many',
  '/history 1001',
  '/quit now',
]) {
  test(`"${line}" is answered with what is expected`, (t) => {
    const command = parseCommand(line);
    t.is(command.kind, 'wrong');
    t.regex(command.kind === 'wrong' ? command.problem : '', /^expected \/(to|msg|history|quit)/);
  });
}

for (const line of ['/', '/foo', '/constructor', '/TO bob', '/ to bob']) {
  test(`"${line}" is answered with what there is`, (t) => {
    const command = parseCommand(line);
    t.regex(command.kind === 'wrong' ? command.problem : '', /^there is no \/\S*; there are \/to \/msg .*\/help$/);
  });
}

test('help has a line for each command', (t) => {
  for (const name of ['to', 'msg', 'list', 'history', 'password', 'delete', 'logout', 'quit', 'help']) {
    t.true(chatHelp.some((line) => line.startsWith(`/${name}`)));
  }
});
