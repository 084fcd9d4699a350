/** Sends as an application does: with the client library, which repeats under its key what was not answered. */

import { type Client, connect } from '../../../shared/client/index.ts';
import type { SendLogWriter } from './send_log.ts';
import type { SendWay } from './sender.ts';

/** Longer than any audit: whatever is sent is answered one day. */
const callMs = 86_400_000;
export const backoff = { firstMs: 100, maxMs: 400 };

/** The client of a session that goes on, however often the server ends. Losing the session would be a fault. */
export async function lastingClient(address: string, token: string, who: string, log: SendLogWriter): Promise<Client> {
  const client = await connect(address, { token, backoff, callMs });
  client.on('sessionLost', ({ code, message }) => {
    log.write({ type: 'fault', text: `${who} lost its session: ${code} ${message}` });
  });
  return client;
}

export async function libraryWay(address: string, token: string, sender: number, log: SendLogWriter): Promise<SendWay> {
  const client = await lastingClient(address, token, `sender ${sender}`, log);
  client.on('connected', () => log.write({ type: 'resumed', sender }));
  return {
    // The library repeats in order what was not answered: to the sender all its connections are one.
    connection: 0,
    atOnceMax: 8,
    ready: async () => {},
    send: (to, body, id) => client.send(to, body, { key: `${id.sender}.${id.send}` }),
    close: () => client.close(),
  };
}
