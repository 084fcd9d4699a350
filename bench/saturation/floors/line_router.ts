/**
 * A floor: the least that a text server on node:net can do. Each connection says its name in its first line; each
 * further line, `to TAB body`, goes to the connection of that name. No accounts, no checks, no order but the socket's.
 */

import { createServer, type Socket } from 'node:net';
import { serveCoordinator } from '../../process/child.ts';
import { cpuUse } from '../../process/cpu_use.ts';

const sockets = new Map<string, Socket>();

const server = createServer({ noDelay: true }, (socket) => {
  let name = '';
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    const outgoing = new Map<string, string>();
    for (const line of lines) {
      if (name === '') {
        name = line;
        sockets.set(name, socket);
        socket.write('welcome\n');
        continue;
      }
      const tab = line.indexOf('\t');
      const to = line.slice(0, tab);
      outgoing.set(to, `${(outgoing.get(to) ?? '') + line.slice(tab + 1)}\n`);
    }
    for (const [to, text] of outgoing) sockets.get(to)?.write(text, 'latin1');
  });
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(name));
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  serveCoordinator(
    { cpu: async () => cpuUse() },
    { ports: { line: typeof address === 'object' ? (address?.port ?? 0) : 0 } },
  );
});
