/** Fetches whole inboxes from a server, over both transports, and holds them against what the audit knows is kept. */

import { connect, type Transport, transports } from '../../../shared/client/connect.ts';
import type { Audit } from './audit.ts';
import type { Ports } from './audited_server.ts';
import { accountName, sendOf } from './sends.ts';

/** Says how far it is. */
type OnInbox = (done: number, total: number) => void;

/** The inbox of each account, over one transport or the other. `tokens` by account. */
export async function auditInboxes(
  audit: Audit,
  ports: Ports,
  tokens: readonly string[],
  onInbox: OnInbox,
): Promise<void> {
  for (const [account, token] of tokens.entries()) {
    const transport = transports[account % transports.length] as Transport;
    await auditInbox(audit, account, `${transport}://127.0.0.1:${ports[transport]}`, token);
    onInbox(account + 1, tokens.length);
  }
}

async function auditInbox(audit: Audit, account: number, address: string, token: string): Promise<void> {
  const find = (text: string): void => audit.find('delivery', `the inbox of ${accountName(account)} ${text}`);
  using client = await connect(address, { token });
  let position = 0;
  let count = 0;
  for (let more = true; more; ) {
    const page = await client.fetch(position, 1_000);
    for (const message of page.messages) {
      if (message.position <= position) find(`has ${message.position} after ${position}`);
      position = message.position;
      const id = sendOf(message.body);
      const kept = id === undefined ? undefined : audit.positionOf(id);
      if (kept !== position) find(`has at ${position} what the ledger has at ${kept}`);
    }
    count += page.messages.length;
    more = page.more;
  }
  if (count !== audit.inboxSize(account)) find(`has ${count} of ${audit.inboxSize(account)} messages`);
}
