/** The two transports, talking to each other: a server, and a client on each of them. Prints what they say. */

import { BenchProcess } from '../bench/process/bench_process.ts';
import type { ServerDuties, ServerReady } from '../bench/process/server_duties.ts';
import type { Client } from '../shared/client/client.ts';
import { connect } from '../shared/client/connect.ts';

/** Two accounts on one server, each on a transport of its own, say hello to each other. */
export async function showTransportsTalking(): Promise<void> {
  const server = BenchProcess.start<ServerDuties>('process/server_main');
  try {
    const { ports } = await server.ready<ServerReady>();
    using ada = await connect(`wire://127.0.0.1:${ports.wire}`);
    using grace = await connect(`grpc://127.0.0.1:${ports.grpc}`);
    console.log(`A server with both transports: wire on port ${ports.wire}, gRPC on port ${ports.grpc}.`);
    await ada.createAccount('ada', 'a password', 'Ada Lovelace');
    await grace.createAccount('grace', 'a password', 'Grace Hopper');
    await tell(ada, 'wire', grace, 'gRPC', 'Hello over there: does this reach you?');
    await tell(grace, 'gRPC', ada, 'wire', 'It does. And back again.');
  } finally {
    await server.stop();
  }
}

async function tell(from: Client, fromTransport: string, to: Client, toTransport: string, body: string): Promise<void> {
  const inbox = to.messages();
  await from.send(to.account ?? '', body);
  for await (const message of inbox) {
    // One's own messages are in one's inbox, too.
    if (message.sender !== from.account) continue;
    console.log(`  ${from.account}, over ${fromTransport}, to ${to.account}, over ${toTransport}: “${message.body}”`);
    await to.acknowledge(message.position);
    return;
  }
}
