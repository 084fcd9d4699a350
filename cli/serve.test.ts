/** `duet serve` as it is run: what it prints, what it refuses, and how it ends. */

import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import test from 'ava';
import { connect } from '../shared/client/connect.ts';
import { type LimitName, limitTable } from '../shared/contract/limits.ts';
import { limitFlag } from './limit_flags.ts';
import { DuetProcess } from './testing/duet_process.ts';

const freePorts = ['serve', '--memory', '--host', '127.0.0.1', '--wire-port', '0', '--grpc-port', '0'];

async function ports(server: DuetProcess): Promise<{ wire: number; grpc: number }> {
  const wire = Number((await server.shows(/^wire {2}listening on 127\.0\.0\.1:(\d+)\n/))[1]);
  const grpc = Number((await server.shows(/^grpc {2}listening on 127\.0\.0\.1:(\d+)\n/))[1]);
  await server.shows(/^ready\n/);
  return { wire, grpc };
}

async function fails(args: readonly string[]): Promise<string> {
  await using run = new DuetProcess(args, { input: '' });
  const { status, stdout, stderr } = await run.ended;
  if (status !== 1 || stdout !== '') throw new Error(`exit ${status}, ${stdout} ${stderr}`);
  return stderr;
}

function pinged(session: ClientHttp2Session): Promise<void> {
  return new Promise((resolve, reject) => session.ping((error) => (error === null ? resolve() : reject(error))));
}

test.serial(
  'serve prints the real ports, serves on both, and ends with 0 at SIGTERM while clients are connected',
  async (t) => {
    await using server = new DuetProcess(freePorts);
    const { wire, grpc } = await ports(server);
    using overWire = await connect(`wire://127.0.0.1:${wire}`);
    using overGrpc = await connect(`grpc://127.0.0.1:${grpc}`);
    t.is((await overWire.serverInfo()).ledgerId, (await overGrpc.serverInfo()).ledgerId);
    server.signal('SIGTERM');
    const { status, stdout, stderr } = await server.ended;
    t.is(status, 0);
    t.true(stdout.endsWith('ready\nstopping\n'));
    t.is(stderr, '');
  },
);

test.serial('serve ends with 0 at SIGINT', async (t) => {
  await using server = new DuetProcess(freePorts);
  await ports(server);
  server.signal('SIGINT');
  t.is((await server.ended).status, 0);
});

test.serial('a second signal ends serve at once, while it still waits for a client', async (t) => {
  await using server = new DuetProcess(freePorts);
  const { grpc } = await ports(server);
  const session = connectHttp2(`http://127.0.0.1:${grpc}`);
  session.on('error', () => {});
  const call = session.request({
    ':method': 'POST',
    ':path': '/duet.v1.ChatService/ServerInfo',
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  call.on('error', () => {});
  // Of a connection that does not stand yet, a ping is given up at once.
  await once(call, 'ready');
  // The first one may overtake the request, but leaves with it; when the second is answered, the request has arrived: a
  // call that has not said what it asks for.
  await pinged(session);
  await pinged(session);
  server.signal('SIGTERM');
  await server.shows(/^stopping\n/);
  server.signal('SIGTERM');
  t.is((await server.ended).status, 143);
  session.destroy();
});

test.serial('a flag sets the limit that clients are told of', async (t) => {
  await using server = new DuetProcess([...freePorts, '--body-bytes-max', '1234', '--shutdown-ms', '0']);
  const { wire } = await ports(server);
  using client = await connect(`wire://127.0.0.1:${wire}`);
  const { limits } = await client.serverInfo();
  t.is(limits.find(({ name }) => name === 'body_bytes_max')?.value, 1234);
});

test.serial('a port in use, of either transport, is one line that says what to do, and exit 1', async (t) => {
  await using server = new DuetProcess(freePorts);
  const { wire, grpc } = await ports(server);
  const host = ['serve', '--memory', '--host', 'localhost'];
  t.is(
    await fails([...host, '--grpc-port', '0', '--wire-port', String(wire)]),
    `duet: port ${wire} is in use: stop what listens there, or choose another port with --wire-port (0 for any free one)\n`,
  );
  t.is(
    await fails([...host, '--wire-port', '0', '--grpc-port', String(grpc)]),
    `duet: port ${grpc} is in use: stop what listens there, or choose another port with --grpc-port (0 for any free one)\n`,
  );
});

test.serial('an address that is not of this machine, of either transport, is one line and exit 1', async (t) => {
  // Of TEST-NET-1, which no machine has (RFC 5737).
  const line = 'duet: 192.0.2.1 is no address of this machine: choose another with --host\n';
  t.is(await fails(['serve', '--memory', '--host', '192.0.2.1', '--transport', 'wire', '--wire-port', '0']), line);
  t.is(await fails(['serve', '--memory', '--host', '192.0.2.1', '--transport', 'grpc', '--grpc-port', '0']), line);
});

test.serial('wrong flags are one line and exit 1', async (t) => {
  t.is(
    await fails(['serve', '--body-bytes-max', '0']),
    'duet: --body-bytes-max: one whole number from 1 to 9007199254740991 is expected\n',
  );
  t.is(await fails(['serve', '--nope']), 'duet: Unknown argument: nope\n');
  t.is(
    await fails(['serve', '--transport', 'smoke']),
    'duet: Invalid values: Argument: transport, Given: "smoke", Choices: "wire", "grpc", "both"\n',
  );
  t.is(await fails([]), 'duet: name a command: duet --help lists them\n');
});

test.serial('--help of serve names every limit, and the exit status', async (t) => {
  await using run = new DuetProcess(['serve', '--help'], { input: '' });
  const { status, stdout } = await run.ended;
  t.is(status, 0);
  for (const name of Object.keys(limitTable) as LimitName[]) t.true(stdout.includes(`--${limitFlag(name)} `), name);
  t.regex(stdout, /Exit status: 0 /);
});

test.serial('on an older Node, duet says in one line what it needs, and exits with 1', async (t) => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
  await using run = new DuetProcess(['--version'], {
    nodeArgs: ['--import', `data:text/javascript,${older}`],
    input: '',
  });
  const { status, stderr } = await run.ended;
  t.is(status, 1);
  t.is(stderr, 'duet needs Node.js 24.16 or newer; this is 20.20.2\n');
});

test.serial('a bug of ours is logged with its stack, and ends serve with 1', async (t) => {
  const bug = `process.once('SIGUSR2', () => Promise.reject(new Error('a bug')))`;
  await using server = new DuetProcess(freePorts, { nodeArgs: ['--import', `data:text/javascript,${bug}`] });
  await ports(server);
  server.signal('SIGUSR2');
  const { status, stderr } = await server.ended;
  t.is(status, 1);
  t.regex(stderr, /^\S+Z fault: Error: a bug\n {4}at /);
});
