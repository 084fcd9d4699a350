import test from 'ava';
import { type ChatCommand, parseCommand } from './command.ts';
import { commandShapes } from './command_shapes.ts';
import { chatHelp } from './help.ts';
import { textWidth } from './text_width.ts';
import { words } from './words.ts';

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
  ['/chats', { kind: 'chats' }],
  ['/open 2', { kind: 'open', what: '2' }],
  ['/open  Team lunch ', { kind: 'open', what: 'Team lunch' }],
  ['/who', { kind: 'who' }],
  ['/group Team bob  carol', { kind: 'group', title: 'Team', names: ['bob', 'carol'] }],
  ['/open "Team lunch"', { kind: 'open', what: 'Team lunch' }],
  ['/rename "Team dinner" ', { kind: 'rename', title: 'Team dinner' }],
  ['/rename "a" or "b"', { kind: 'rename', title: '"a" or "b"' }],
  ['/group "Team lunch" bob', { kind: 'group', title: 'Team lunch', names: ['bob'] }],
  ['/group Alone', { kind: 'group', title: 'Alone', names: [] }],
  ['/rename Team dinner', { kind: 'rename', title: 'Team dinner' }],
  ['/add bob', { kind: 'add', names: ['bob'], withHistory: false }],
  ['/add bob carol --history', { kind: 'add', names: ['bob', 'carol'], withHistory: true }],
  ['/add --history bob', { kind: 'add', names: ['bob'], withHistory: true }],
  ['/remove bob', { kind: 'remove', name: 'bob' }],
  ['/role bob owner', { kind: 'role', name: 'bob', role: 'owner' }],
  ['/role bob  member', { kind: 'role', name: 'bob', role: 'member' }],
  ['/leave', { kind: 'leave' }],
  ['/search blue whale*', { kind: 'search', query: 'blue whale*' }],
  ['/desk', { kind: 'tickets' }],
  ['/desk my printer is on fire', { kind: 'desk', subject: 'my printer is on fire' }],
  ['/desk next', { kind: 'desk next' }],
  ['/desk next week', { kind: 'desk', subject: 'next week' }],
  ['/desk transfer of my money failed', { kind: 'desk', subject: 'transfer of my money failed' }],
  ['/desk close', { kind: 'desk close' }],
  ['/desk transfer dora', { kind: 'desk transfer', name: 'dora', subject: 'transfer dora' }],
  ['/desk transfer queue', { kind: 'desk transfer', name: undefined, subject: 'transfer queue' }],
  ['/hide', { kind: 'hide' }],
  ['/show', { kind: 'show' }],
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
  '/open',
  '/group',
  '/group ""',
  '/group "Team bob',
  '/group "Team"bob',
  '/rename',
  '/rename ""',
  '/add',
  '/add --history',
  '/add bob --hisotry',
  '/remove',
  '/remove a b',
  '/role bob',
  '/role bob king',
  '/search',
  '/desk transfer',
  '/chats all',
  '/hide me',
]) {
  test(`"${line}" is answered with what is expected`, (t) => {
    const command = parseCommand(line);
    t.is(command.kind, 'wrong');
    t.is(/\/\w+/.exec(command.kind === 'wrong' ? command.problem : '')?.[0], /\/\w+/.exec(line)?.[0]);
    t.regex(command.kind === 'wrong' ? command.problem : '', /^expected \/\w+/);
  });
}

for (const line of ['/', '/foo', '/constructor', '/TO bob', '/ to bob']) {
  test(`"${line}" is answered with what there is`, (t) => {
    const command = parseCommand(line);
    t.regex(command.kind === 'wrong' ? command.problem : '', /^there is no \/\S*; there are \/chats \/open .*\/help$/);
  });
}

test('help names each command once, and fits a terminal of 80 columns', (t) => {
  // Before the gap, a line says what can be typed.
  const typed = chatHelp.map((line) => line.slice(0, 29)).join('\n');
  for (const name of Object.keys(commandShapes)) {
    t.regex(typed, new RegExp(`/${name}\\b`));
    if (name !== 'desk') t.is(typed.split(new RegExp(`/${name}\\b`)).length, 2, name);
  }
  for (const line of chatHelp) t.true(textWidth(`* ${line}`) < 80, line);
});

test('quotes hold words together', (t) => {
  t.deepEqual(words(' a "b c"  d"e '), ['a', 'b c', 'd"e']);
  t.deepEqual(words(''), []);
  t.is(words('"a'), undefined);
});
