/** Sends by a client of the library, and how their replies look on a socket. Knows the encodings of both transports. */

import { encodeBytes } from '../../grpc/codec.ts';
import { encodeSendReply as encodeGrpcSendReply } from '../../grpc/messages.generated.ts';
import type { Transport } from '../../shared/client/connect.ts';
import type { Client } from '../../shared/client/index.ts';
import type { SendReply } from '../../shared/contract/contract.generated.ts';
import { encodeSendReply as encodeWireSendReply } from '../../wire/messages.generated.ts';
import type { Told } from './sync_order.ts';

const encoders: Readonly<Record<Transport, (reply: SendReply) => Buffer>> = {
  // With the TAB before it: a position must not be found in the last digits of another.
  wire: (reply) => Buffer.from(`\t${encodeWireSendReply(reply)}`),
  grpc: (reply) => encodeBytes(encodeGrpcSendReply, reply),
};

/** Once it is answered: what tells of it. The body has to be another one each time. Never repeated, since it has no key. */
export async function sendTold(client: Client, transport: Transport, to: string, body: string): Promise<Told> {
  const reply = await client.send(to, body, { key: '' });
  return { body: Buffer.from(body), replies: [encoders[transport](reply), pushOf(body)] };
}

/** A push has the body as it is, over either transport. */
export function pushOf(body: string): Buffer {
  return Buffer.from(body);
}
