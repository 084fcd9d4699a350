/** What /help prints, and `duet chat --help`. Pure. */

/** Group by group, each of the commands in command_shapes.ts once. */
const groups: readonly (readonly [usage: string, purpose: string][])[] = [
  [
    ['TEXT', 'send to the open chat; // at the start becomes /'],
    ['/chats', 'your chats, and what is unread in them'],
    ['/open N|NAME|TITLE', 'open a chat; N is its number in /chats'],
    ['/to NAME', 'open the chat with that account'],
    ['/msg NAME TEXT', 'send one message to somebody'],
    ['/who', 'who takes part in the open chat'],
    ['/history [COUNT]', 'its last messages (20, at most 1000)'],
    ['/search WORDS', 'find messages; a word may end in *'],
  ],
  [
    ['/group TITLE NAME...', 'make a group; "quotes" go around a longer title'],
    ['/rename TITLE  /leave', 'rename the open group, leave it'],
    ['/add NAME... [--history]', 'add to it, with what was written before'],
    ['/remove NAME', 'remove from it'],
    ['/role NAME owner|member', 'say who owns it'],
  ],
  [
    ['/desk [SUBJECT]', 'ask the desk for help; alone: what waits there'],
    ['/desk close', 'close the open ticket'],
    ['/desk next', 'for operators: take the next ticket'],
    ['/desk transfer NAME|queue', 'for operators: hand the open ticket over'],
  ],
  [
    ['/list [PATTERN]', 'list accounts; PATTERN as in ^al (RE2 syntax)'],
    ['/hide  /show', 'hide that you are here, show it again'],
    ['/password  /delete', 'change the password, delete the account'],
    ['/logout  /quit  /help', 'log in as another, leave (Ctrl-D), show this'],
  ],
];

const headings = ['Chats:', 'The open group:', 'The desk:', 'You:'] as const;

/** Fits 80 columns. */
export const chatHelp: readonly string[] = groups.flatMap((lines, index) => [
  headings[index] ?? '',
  ...lines.map(([usage, purpose]) => `  ${usage.padEnd(27)}${purpose}`),
]);
