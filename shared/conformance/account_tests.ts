/** Accounts, the same over every transport: created, listed, changed, deleted. */

import test from 'ava';
import { defaultLimits } from '../contract/limits.ts';
import type { SharedServer, Transport } from './transport.ts';

export function accountTests({ name: on }: Transport, server: SharedServer): void {
  test(`${on}: a new account comes with a session that the channel goes on with`, async (t) => {
    const client = await server().open();
    const request = { name: 'newcomer', password: 'long enough', fullName: 'New Comer' };
    const reply = await client.call('createAccount', request);
    t.regex(reply.token, /^[\w-]{43}$/);
    t.is(reply.account, 'newcomer');
    t.is(reply.role, 'user');
    t.is(reply.ledgerId, server().ledgerId);
    t.is(reply.expiresAtMs, server().environment.now() + defaultLimits.sessionIdleMs);
    t.true(reply.acknowledgedPosition > 0);
    t.deepEqual(await client.call('fetch', { after: undefined, limit: 0, ledgerId: '' }), {
      messages: [],
      more: false,
    });
  });

  test(`${on}: names, full names and passwords may be as long as the limits say`, async (t) => {
    const client = await server().open();
    const name = `a${'-'.repeat(31)}`;
    const fullName = '𝒳'.repeat(100);
    const reply = await client.call('createAccount', { name, password: 'é'.repeat(128), fullName });
    t.is(reply.account, name);
    await client.call('createAccount', { name: '0_', password: '8 bytes!', fullName: '' });
    const { accounts } = await client.call('listAccounts', { pattern: `^${name}$`, pageSize: 0, pageToken: '' });
    t.deepEqual(accounts, [{ name, fullName, online: false, role: 'user', lastSeenMs: 0 }]);
  });

  test(`${on}: a full name is kept in NFC`, async (t) => {
    const client = await server().open();
    await client.call('createAccount', { name: 'nfc', password: 'long enough', fullName: 'Rene\u0301 \u212b' });
    const { accounts } = await client.call('listAccounts', { pattern: '^nfc$', pageSize: 0, pageToken: '' });
    t.deepEqual(accounts, [{ name: 'nfc', fullName: 'Ren\u00e9 \u00c5', online: false, role: 'user', lastSeenMs: 0 }]);
  });

  test(`${on}: of two who ask for one name at once, one gets it`, async (t) => {
    const clients = await Promise.all([server().open(), server().open()]);
    const request = { name: 'wanted-by-both', password: 'long enough', fullName: '' };
    const results = await Promise.allSettled(clients.map((client) => client.call('createAccount', request)));
    const refused = results.filter((result) => result.status === 'rejected');
    t.is(refused.length, 1);
    t.is(refused[0]?.reason.code, 'NAME_TAKEN');
  });

  test(`${on}: a changed password ends the other sessions and keeps this one`, async (t) => {
    const { client, name, password } = await server().account();
    const other = await server().open();
    const { token } = await other.call('login', { name, password });
    await client.call('changePassword', { oldPassword: password, newPassword: 'another password' });
    t.is(await other.code('acknowledge', { position: 0, ledgerId: '' }), 'UNAUTHENTICATED');
    t.is(await client.code('acknowledge', { position: 0, ledgerId: '' }, token), 'UNAUTHENTICATED');
    await client.call('acknowledge', { position: 0, ledgerId: '' });
    t.is(await other.code('login', { name, password }), 'WRONG_CREDENTIALS');
    await other.call('login', { name, password: 'another password' });
    t.pass();
  });

  test(`${on}: password and account change only for who knows the password`, async (t) => {
    const { client, password } = await server().account();
    const oldPassword = 'not the password';
    t.is(await client.code('changePassword', { oldPassword, newPassword: 'another one' }), 'WRONG_CREDENTIALS');
    t.is(await client.code('changePassword', { oldPassword: password, newPassword: 'short' }), 'INVALID_ARGUMENT');
    t.is(await client.code('deleteAccount', { password: oldPassword }), 'WRONG_CREDENTIALS');
    await client.call('acknowledge', { position: 0, ledgerId: '' });
  });

  test(`${on}: a deleted account is gone, and its name can be had by another who sees nothing of it`, async (t) => {
    const ann = await server().account();
    const bob = await server().account();
    const { chat } = await bob.client.send(ann.name, 'for the old one');
    await ann.client.call('deleteAccount', { password: ann.password });
    t.is(await ann.client.code('acknowledge', { position: 0, ledgerId: '' }), 'UNAUTHENTICATED');
    t.is(await ann.client.code('login', { name: ann.name, password: ann.password }), 'WRONG_CREDENTIALS');
    t.is(await bob.client.code('send', { to: ann.name, body: 'too late', key: '', chat: '' }), 'NOT_FOUND');

    await ann.client.call('createAccount', { name: ann.name, password: ann.password, fullName: '' });
    const everything = { after: 0, limit: 0, ledgerId: '' };
    t.deepEqual(await ann.client.call('fetch', everything), { messages: [], more: false });
    t.is(await ann.client.code('history', { chat, before: 0, limit: 0, ledgerId: '', after: undefined }), 'NOT_FOUND');
    const { messages } = await bob.client.call('history', {
      chat,
      before: 0,
      limit: 0,
      ledgerId: '',
      after: undefined,
    });
    t.deepEqual(
      messages.map((message) => message.body),
      ['for the old one'],
    );
    const again = await bob.client.send(ann.name, 'for the new one');
    t.not(again.chat, chat);
  });

  test(`${on}: a list is in the order of names, and its pages hold each account once`, async (t) => {
    const { client } = await server().account();
    for (const name of ['list.c', 'list.a', 'list.b']) {
      await client.call('createAccount', { name, password: 'long enough', fullName: `Listed ${name.at(-1)}` });
    }
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await client.call('listAccounts', { pattern: '^list\\.', pageSize: 2, pageToken });
      t.true(page.accounts.length <= 2);
      seen.push(...page.accounts.map((account) => account.name));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    t.deepEqual(seen, ['list.a', 'list.b', 'list.c']);
    const byFullName = await client.call('listAccounts', { pattern: '(?i)LISTED [ac]$', pageSize: 0, pageToken: '' });
    t.deepEqual(
      byFullName.accounts.map((account) => account.name),
      ['list.a', 'list.c'],
    );
  });

  test(`${on}: an account is online as long as it has a subscriber`, async (t) => {
    const { client, name } = await server().account();
    const online = async (): Promise<boolean | undefined> =>
      (await client.call('listAccounts', { pattern: `^${name}$`, pageSize: 0, pageToken: '' })).accounts[0]?.online;
    t.false(await online());
    const subscription = client.subscribe();
    // The first message proves that the subscription is there.
    await client.send((await server().account()).name, 'hello');
    await subscription.received(1);
    t.true(await online());
    subscription.cancel();
    await subscription.closing();
    while (await online());
    t.false(await online());
  });
}
