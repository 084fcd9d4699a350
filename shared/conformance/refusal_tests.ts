/** What every transport refuses, with the same code, and without harm to the channel. */

import test from 'ava';
import { errorCodes } from '../contract/contract.generated.ts';
import { refusedRequests } from './refusals.ts';
import type { SharedServer, Transport } from './transport.ts';

export function refusalTests({ name: on }: Transport, server: SharedServer): void {
  test(`${on}: requests that are out of order are refused with their codes, and the channel lives on`, async (t) => {
    const { client } = await server().account();
    for (const { name, what, request, code } of refusedRequests) {
      const refusal = await client.refusal(name, request);
      t.is(refusal.code, code, `${name}: ${what}: ${refusal.message}`);
      t.is(refusal.retryable, errorCodes[code].retryable);
      t.true(refusal.message.length > 0);
    }
    await client.call('acknowledge', { position: 0, ledgerId: '' });
  });

  test(`${on}: a bad pattern is refused with the reason`, async (t) => {
    const { client } = await server().account();
    const refusal = await client.refusal('listAccounts', { pattern: 'a(b', pageSize: 0, pageToken: '' });
    t.is(refusal.code, 'INVALID_ARGUMENT');
    t.regex(refusal.message, /pattern: .*missing closing \)/);
  });

  test(`${on}: a message to oneself is refused`, async (t) => {
    const { client, name } = await server().account();
    t.is(await client.code('send', { to: name, body: 'note to self', key: '', chat: '' }), 'INVALID_ARGUMENT');
  });

  test(`${on}: a taken name is refused`, async (t) => {
    const { client, name } = await server().account();
    t.is(await client.code('createAccount', { name, password: 'long enough', fullName: '' }), 'NAME_TAKEN');
    t.is((await client.call('acknowledge', { position: 0, ledgerId: '' })).acknowledgedPosition > 0, true);
  });
}
