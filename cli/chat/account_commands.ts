/** The commands that are about accounts: finding others, and changing one's own. */

import type { Account } from '../../shared/contract/contract.generated.ts';
import type { CommandContext } from './command_context.ts';
import { lastSeenText } from './time_text.ts';

const listAccountsMax = 100;

export async function listAccounts({ client, screen }: CommandContext, pattern: string): Promise<void> {
  const accounts: Account[] = [];
  let pageToken = '';
  do {
    const page = await client.listAccounts(pattern, { pageSize: listAccountsMax, pageToken });
    accounts.push(...page.accounts);
    pageToken = page.nextPageToken;
  } while (pageToken !== '' && accounts.length < listAccountsMax);
  const widest = Math.max(0, ...accounts.map(({ name }) => name.length));
  const nowMs = Date.now();
  const presences = accounts.map((account) => lastSeenText(account, nowMs));
  const widestPresence = Math.max('online'.length, ...presences.map(({ length }) => length));
  screen.notices(
    accounts.map(({ name, fullName, role }, index) => {
      const presence = (presences[index] ?? '').padEnd(widestPresence);
      const shownRole = role === 'user' || role === '' ? '' : `(${role})`;
      return `${name.padEnd(widest)}  ${presence}  ${fullName} ${shownRole}`.trimEnd();
    }),
  );
  if (accounts.length === 0) screen.notice('no account matches');
  if (pageToken !== '') screen.notice('and more: /list PATTERN narrows it');
}

export async function setHidden({ own, screen }: CommandContext, hidden: boolean): Promise<void> {
  await own.hide(hidden);
  screen.notice(
    hidden
      ? 'others are no longer told that you are here, nor that you type, until /show; but still what you received and read'
      : 'others are told when you are here, and when you were last',
  );
}

export async function changePassword({ client, terminal, screen, onPassword }: CommandContext): Promise<void> {
  const oldPassword = await terminal.askHidden('the present password: ');
  if (!oldPassword) return screen.notice('the password stays as it is');
  const newPassword = await terminal.askHidden('the new password: ');
  if (!newPassword) return screen.notice('the password stays as it is');
  const again = await terminal.askHidden('the new password again: ');
  if (again !== newPassword) return screen.problem('these were two different passwords: it stays as it is');
  await client.changePassword(oldPassword, newPassword);
  onPassword(newPassword);
  screen.notice('the password is changed; all other sessions have ended');
}

export async function deleteAccount({ client, terminal, screen, user, onEnd }: CommandContext): Promise<void> {
  screen.notice(`this deletes ${user}, its sessions and its inbox, for good`);
  const name = await terminal.ask(`type ${user} to go on: `);
  if (name?.trim() !== user) return screen.notice('nothing is deleted');
  const password = await terminal.askHidden('password: ');
  if (!password) return screen.notice('nothing is deleted');
  await client.deleteAccount(password);
  screen.notice(`${user} is deleted`);
  onEnd('deleted');
}
