/**
 * Whether an address can be listened on. Knows nothing of gRPC: grpc-js says why it cannot only in the text of a
 * message and on standard error, so the question is put to the system first.
 */

import { createServer } from 'node:http2';
import type { Endpoint } from '../shared/contract/channel_port.ts';

/** Rejects with the system's error, such as EADDRINUSE. The address is free again when this resolves. */
export function requireFreeAddress({ host, port }: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    // Whoever connects this moment is not served here, and must not keep it open.
    server.on('connection', (socket) => socket.destroy());
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
