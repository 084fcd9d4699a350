/** From an address to a client: which addresses there are, what happens where nobody answers, and what is left behind. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import test from 'ava';
import { CuttingProxy } from '../testing/cutting_proxy.ts';
import { RestartableServer } from '../testing/restartable_server.ts';
import { ChatError, connect, transports } from './index.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

const addresses = [
  '',
  'localhost',
  'localhost:4100',
  'http://localhost:4100',
  'wire:',
  'wire://',
  'wire://:4100',
  'wire://localhost:65536',
  'wire://localhost:port',
  'wire://localhost:4100/path',
  'wire://localhost:4100?query',
  'wire://localhost:4100#hash',
  'grpc://user@localhost:50051',
];

test('what is no address of ours is refused with INVALID_ARGUMENT, and the error shows it', async (t) => {
  for (const address of addresses) {
    const error = await t.throwsAsync(connect(address), { instanceOf: ChatError, code: 'INVALID_ARGUMENT' }, address);
    t.true(error?.message.startsWith(`${address}: `));
  }
});

/** Accepts connections and says nothing, until it is disposed of. */
async function silentServer(): Promise<{ readonly port: number } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose](): Promise<void> {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Runs a program that uses the client, and answers what it printed once it has ended by itself. */
async function run(program: string, onOutput: (output: string) => void): Promise<string> {
  const source = `import { connect } from ${JSON.stringify(import.meta.resolve('./index.ts'))};\n${program}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    // Nothing inherited: it must not keep whoever waits for this test's output waiting, should the test be killed.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    onOutput(output);
  });
  const [code] = await once(child, 'close');
  return `${output}exit ${code}`;
}

for (const transport of transports) {
  const whereIpv6 = hasIpv6 ? test : test.skip;

  whereIpv6(`${transport}: an IPv6 address stands in brackets`, async (t) => {
    await using server = await RestartableServer.start(transport, { host: '::1' });
    t.true(server.address.includes('[::1]'));
    using client = await connect(server.address);
    t.true(client.connected);
  });

  test(`${transport}: where nobody listens, connecting fails with UNAVAILABLE`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await server.goAway();
    const refused = await t.throwsAsync(connect(server.address), { instanceOf: ChatError });
    t.like(refused, { code: 'UNAVAILABLE', retryable: true });
  });

  test(`${transport}: a server that accepts and says nothing is given up on`, async (t) => {
    await using silent = await silentServer();
    const connecting = connect(`${transport}://127.0.0.1:${silent.port}`, { connectMs: 50 });
    await t.throwsAsync(connecting, { code: 'UNAVAILABLE' });
  });

  test(`${transport}: an unknown token opens no client`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await t.throwsAsync(server.connect({ token: 'x'.repeat(43) }), { code: 'UNAUTHENTICATED' });
  });

  test(`${transport}: a closed client keeps no process alive, whatever it was doing`, async (t) => {
    await using server = await RestartableServer.start(transport);
    await using proxy = await CuttingProxy.start(server.port);
    const output = await run(
      `
      const working = await connect(${JSON.stringify(server.address)});
      await working.createAccount('alice', 'long enough');
      const stream = working.messages();
      void stream.next();
      working.send('nobody', 'in flight').catch(({ code }) => console.log(code));
      working.close();
      await connect('${transport}://127.0.0.1:1').catch(({ code }) => console.log(code));
      const away = await connect('${transport}://127.0.0.1:${proxy.port}');
      away.once('disconnected', ({ retryMs }) => {
        away.serverInfo().catch(({ code }) => console.log(code));
        away.close();
      });
      console.log('connected');
    `,
      (soFar) => {
        if (soFar.endsWith('connected\n')) proxy.cut();
      },
    );
    t.is(output, 'CANCELLED\nUNAVAILABLE\nconnected\nCANCELLED\nexit 0');
  });
}
