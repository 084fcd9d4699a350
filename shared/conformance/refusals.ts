/** Requests that every transport refuses alike, as a table: which operation, what is wrong, with which code. */

import type { ChatOperationName, ChatOperations, ErrorCode } from '../contract/contract.generated.ts';

import { emptyRequests } from './requests.ts';

export interface RefusedRequest<Name extends ChatOperationName = ChatOperationName> {
  readonly name: Name;
  readonly what: string;
  readonly request: ChatOperations[Name]['request'];
  readonly code: ErrorCode;
}

const halfPair = 'half a pair: \ud83d';
const password = 'long enough';
/** Its repetition in the text of a refusal would be more than gRPC can carry. */
const long = '\u4e2d'.repeat(100_000);

function row<Name extends ChatOperationName>(
  name: Name,
  what: string,
  request: ChatOperations[Name]['request'],
  code: ErrorCode = 'INVALID_ARGUMENT',
): RefusedRequest {
  return { name, what, request, code };
}

const create = (what: string, request: Partial<ChatOperations['createAccount']['request']>, code?: ErrorCode) =>
  row('createAccount', what, { name: 'refused', password, fullName: '', ...request }, code);
const list = (what: string, request: Partial<ChatOperations['listAccounts']['request']>, code?: ErrorCode) =>
  row('listAccounts', what, { pattern: '', pageSize: 0, pageToken: '', ...request }, code);
const send = (what: string, request: Partial<ChatOperations['send']['request']>, code?: ErrorCode) =>
  row('send', what, { to: 'nobody-has-this', body: 'hello', key: '', chat: '', ...request }, code);
const fetch = (what: string, request: Partial<ChatOperations['fetch']['request']>, code?: ErrorCode) =>
  row('fetch', what, { after: undefined, limit: 0, ledgerId: '', ...request }, code);
const history = (what: string, request: Partial<ChatOperations['history']['request']>, code?: ErrorCode) =>
  row('history', what, { chat: 'none', before: 0, limit: 0, ledgerId: '', after: undefined, ...request }, code);

const ask = <Name extends ChatOperationName>(
  name: Name,
  what: string,
  request: Partial<ChatOperations[Name]['request']>,
  code?: ErrorCode,
): RefusedRequest => row(name, what, { ...emptyRequests[name], ...request }, code);

const badNames = ['', 'a', 'a'.repeat(33), 'Ann', '-ann', '.ann', 'ann lee', 'änn', 'ann\n', 'ann\t', 'ann\0'];
const badFullNames = [
  'x'.repeat(101),
  'tab\t',
  'line\n',
  'nul\0',
  'bidi \u202e',
  'isolate \u2066',
  'line \u2028',
  '\x9b',
];
const badPatterns = ['(', '[', 'a{2,1}', '(?=a)', '\\1', '(?<name', 'a**', '\\'];

const badTitles = ['', 'x'.repeat(101), 'tab\t', 'line\n', 'nul\0', 'bidi \u202e', 'line \u2028'];
const tooMany = Array.from({ length: 1_001 }, (_, index) => `nobody-${index}`);
/** What is asked of a chat that may not be there, but for the chat. */
const ofUnknownChats = [
  ['renameChat', { title: 'renamed' }],
  ['listParticipants', {}],
  ['addParticipants', { accounts: ['nobody-has-this'] }],
  ['removeParticipant', { account: 'nobody-has-this' }],
  ['leaveChat', {}],
  ['setRole', { account: 'nobody-has-this', role: 'owner' }],
  ['markRead', {}],
  ['getReceipts', {}],
  ['setTyping', { typing: true }],
  ['transferTicket', {}],
  ['closeTicket', {}],
] as const;

/** All of them can be asked by any account, and none changes anything. */
export const refusedRequests: readonly RefusedRequest[] = [
  ...badNames.map((name) => create(`name ${JSON.stringify(name)}`, { name })),
  ...badFullNames.map((fullName) => create(`full name ${JSON.stringify(fullName)}`, { fullName })),
  create('full name of half a pair', { fullName: halfPair }, 'INVALID_UTF8'),
  create('name of half a pair', { name: halfPair }, 'INVALID_UTF8'),
  create('password of 7 bytes', { password: '7 bytes' }),
  create('password of 257 bytes', { password: `x${'é'.repeat(128)}` }),
  create('password of half a pair', { password: halfPair }, 'INVALID_UTF8'),
  row('login', 'unknown name', { name: 'nobody-has-this', password }, 'WRONG_CREDENTIALS'),
  row('login', 'empty', { name: '', password: '' }, 'WRONG_CREDENTIALS'),
  row('login', 'name of half a pair', { name: halfPair, password }, 'INVALID_UTF8'),
  row('changePassword', 'new password too short', { oldPassword: password, newPassword: 'short' }),
  row('changePassword', 'half a pair', { oldPassword: password, newPassword: halfPair }, 'INVALID_UTF8'),
  row('deleteAccount', 'wrong password', { password: 'not the password' }, 'WRONG_CREDENTIALS'),
  row('deleteAccount', 'half a pair', { password: halfPair }, 'INVALID_UTF8'),
  ...badPatterns.map((pattern) => list(`pattern ${pattern}`, { pattern })),
  list('pattern of half a pair', { pattern: halfPair }, 'INVALID_UTF8'),
  list('pattern of 257 bytes', { pattern: 'x'.repeat(257) }),
  list('pattern that compiles to too much', { pattern: '(((a{9}){9}){9}){9}' }),
  list('page size 101', { pageSize: 101 }),
  list('page size -1', { pageSize: -1 }),
  list('page size 1.5', { pageSize: 1.5 }),
  list('page size NaN', { pageSize: Number.NaN }),
  list('page size beyond a uint32', { pageSize: 2 ** 32 }),
  list('page token of half a pair', { pageToken: halfPair }, 'INVALID_UTF8'),
  send('unknown account', {}, 'NOT_FOUND'),
  send('neither account nor chat', { to: '' }),
  send('an account and a chat', { chat: 'none' }),
  send('unknown chat', { to: '', chat: 'none' }, 'NOT_FOUND'),
  send('far too long a chat', { to: '', chat: long }, 'NOT_FOUND'),
  send('half a pair as chat', { to: '', chat: halfPair }, 'INVALID_UTF8'),
  send('far too long a name', { to: long }, 'NOT_FOUND'),
  send('no body', { body: '' }),
  send('half a pair as body', { body: halfPair }, 'INVALID_UTF8'),
  send('half a pair as recipient', { to: halfPair }, 'INVALID_UTF8'),
  send('half a pair as key', { key: halfPair }, 'INVALID_UTF8'),
  send('key of 65 bytes', { key: 'k'.repeat(65) }),
  send('key of 66 bytes in 22 characters', { key: '€'.repeat(22) }),
  fetch('limit 1,001', { limit: 1_001 }),
  fetch('limit -1', { limit: -1 }),
  fetch('after -1', { after: -1 }),
  fetch('after beyond 2^53', { after: 2 ** 53 }),
  fetch('after without its ledger', { after: 1 }),
  fetch('after of another ledger', { after: 1, ledgerId: 'another' }, 'LEDGER_MISMATCH'),
  fetch('ledger id of half a pair', { ledgerId: halfPair }, 'INVALID_UTF8'),
  row('acknowledge', 'position -1', { position: -1, ledgerId: '' }, 'INVALID_ARGUMENT'),
  row('acknowledge', 'position without its ledger', { position: 1, ledgerId: '' }, 'INVALID_ARGUMENT'),
  row('acknowledge', 'position of another ledger', { position: 1, ledgerId: 'another' }, 'LEDGER_MISMATCH'),
  history('unknown chat', {}, 'NOT_FOUND'),
  history('far too long a chat', { chat: long }, 'NOT_FOUND'),
  history('limit 1,001', { limit: 1_001 }),
  history('before beyond 2^53', { before: 2 ** 53 }),
  history('before without its ledger', { before: 1 }),
  history('before of another ledger', { before: 1, ledgerId: 'another' }, 'LEDGER_MISMATCH'),
  history('chat of half a pair', { chat: halfPair }, 'INVALID_UTF8'),
  history('before and after', { before: 1, after: 1 }),
  history('after -1', { after: -1 }),
  history('after without its ledger', { after: 1 }),
  history('after of another ledger', { after: 1, ledgerId: 'another' }, 'LEDGER_MISMATCH'),
  ...badTitles.map((title) => ask('createChat', `title ${JSON.stringify(title)}`, { title })),
  ask('createChat', 'title of half a pair', { title: halfPair }, 'INVALID_UTF8'),
  ask('createChat', 'unknown participant', { title: 'a group', participants: ['nobody-has-this'] }, 'NOT_FOUND'),
  ask('createChat', 'participant of half a pair', { title: 'a group', participants: [halfPair] }, 'INVALID_UTF8'),
  ask('createChat', '1,001 participants', { title: 'a group', participants: tooMany }),
  ...ofUnknownChats.map(([name, request]) => ask(name, 'unknown chat', { ...request, chat: 'none' }, 'NOT_FOUND')),
  ...ofUnknownChats.map(([name, request]) => ask(name, 'far too long a chat', { ...request, chat: long }, 'NOT_FOUND')),
  ...ofUnknownChats.map(([name, request]) => ask(name, 'half a pair', { ...request, chat: halfPair }, 'INVALID_UTF8')),
  ask('listChats', 'page size 101', { pageSize: 101 }),
  ask('listChats', 'page size -1', { pageSize: -1 }),
  ask('listChats', 'page token of half a pair', { pageToken: halfPair }, 'INVALID_UTF8'),
  ask('markRead', 'position -1', { position: -1 }),
  ask('getReceipts', 'position beyond 2^53', { position: 2 ** 53 }),
  ask('searchMessages', 'no words', {}),
  ask('searchMessages', 'no letters', { query: '!?' }),
  ask('searchMessages', 'words of 257 bytes', { query: 'x'.repeat(257) }),
  ask('searchMessages', '17 words', { query: 'w '.repeat(17) }),
  ask('searchMessages', 'words of half a pair', { query: halfPair }, 'INVALID_UTF8'),
  ask('searchMessages', 'limit 101', { query: 'word', limit: 101 }),
  ask('searchMessages', 'before without its ledger', { query: 'word', before: 1 }),
  ask('searchMessages', 'unknown chat', { query: 'word', chat: 'none' }, 'NOT_FOUND'),
  ...badTitles.map((subject) => ask('openTicket', `subject ${JSON.stringify(subject)}`, { subject })),
  ask('openTicket', 'subject of half a pair', { subject: halfPair }, 'INVALID_UTF8'),
  ask('nextTicket', 'of a user', {}, 'PERMISSION_DENIED'),
  ask('listTickets', 'page size 101', { pageSize: 101 }),
  ask('setAccountRole', 'of a user', { name: 'nobody-has-this', role: 'admin' }, 'PERMISSION_DENIED'),
];
