/** The null peers satisfy the product's own channels, and every check of what comes back. */

import test, { type ExecutionContext } from 'ava';
import { openGrpcChannel } from '../../grpc/channel.ts';
import type { Channel } from '../../shared/contract/channel_port.ts';
import type { ChatOperationName, ChatOperations, Message } from '../../shared/contract/contract.generated.ts';
import { openWireChannel } from '../../wire/channel.ts';
import { type Contender, contenderNames } from '../plan/contenders.ts';
import { startGrpcPeer } from './grpc_peer.ts';
import { startWirePeer } from './wire_peer.ts';

const host = '127.0.0.1';
const bodies = ['a', 'tabs\tand\nlines\r\\', 'größer als 7 bit: 😀', 'x'.repeat(300_000)];

interface Peer {
  open(): Promise<Channel>;
  close(): void;
}

async function startPeer(contender: Contender): Promise<Peer> {
  if (contender === 'wire') {
    const { port, server } = await startWirePeer();
    return { open: () => openWireChannel({ host, port }), close: () => void server.close() };
  }
  const { port, server } = await startGrpcPeer();
  const calls = contender === 'grpcUnary' ? 'unary' : 'session';
  return { open: () => openGrpcChannel({ host, port }, { calls }), close: () => server.forceShutdown() };
}

for (const contender of contenderNames) {
  test(`${contender}: what is sent to the null peer is acknowledged with ascending positions, and delivered as sent`, async (t) => {
    const peer = await startPeer(contender);
    t.teardown(() => peer.close());
    const sender = await openFor(t, peer);
    const receiver = await openFor(t, peer);
    await call(sender, 'createAccount', { name: 'alice', password: 'a password', fullName: '' });
    await call(receiver, 'createAccount', { name: 'bob', password: 'a password', fullName: '' });
    const delivered = gather(receiver, bodies.length);
    // What is asked after it on the same connection is answered after it.
    await call(receiver, 'serverInfo', {});
    const replies = await Promise.all(
      bodies.map((body) => call(sender, 'send', { to: 'bob', body, key: '', chat: '' })),
    );
    const positions = replies.map(({ position }) => position);
    t.deepEqual(
      positions,
      [...positions].sort((left, right) => left - right),
    );
    t.is(new Set(positions).size, bodies.length);
    const messages = await delivered;
    t.deepEqual(
      messages.map(({ body, position, sender: from, chat, timeMs }) => ({ body, position, from, chat, timeMs })),
      replies.map(({ position, chat, timeMs }, index) => ({
        body: bodies[index],
        position,
        from: 'alice',
        chat,
        timeMs,
      })),
    );
    const page = await call(sender, 'history', {
      chat: messages[0]?.chat ?? '',
      before: 0,
      limit: 3,
      ledgerId: '',
      after: undefined,
    });
    t.deepEqual(page.messages, messages.slice(1));
  });

  test(`${contender}: the null peer logs in, tells of itself, takes acknowledgements, and refuses the rest`, async (t) => {
    const peer = await startPeer(contender);
    t.teardown(() => peer.close());
    const channel = await openFor(t, peer);
    const created = await call(channel, 'createAccount', { name: 'alice', password: 'a password', fullName: '' });
    const session = await call(channel, 'login', { name: 'alice', password: 'a password' });
    t.like(session, { account: 'alice', token: created.token });
    const { ledgerId, limits } = await call(channel, 'serverInfo', {});
    t.is(ledgerId, session.ledgerId);
    t.true(limits.length > 10);
    t.deepEqual(await call(channel, 'acknowledge', { position: 70_000, ledgerId }), { acknowledgedPosition: 70_000 });
    const stranger = await openFor(t, peer);
    await t.throwsAsync(call(stranger, 'send', { to: 'alice', body: 'hello', key: '', chat: '' }));
  });
}

async function openFor(t: ExecutionContext, peer: Peer): Promise<Channel> {
  const channel = await peer.open();
  t.teardown(() => channel.close());
  return channel;
}

function gather(channel: Channel, count: number): Promise<readonly Message[]> {
  const messages: Message[] = [];
  return new Promise((resolve, reject) => {
    channel.subscribe(
      { after: undefined, ledgerId: '', signals: [] },
      {
        message: (message) => {
          messages.push(message);
          if (messages.length === count) resolve(messages);
        },
        signal: () => {},
        closed: ({ message }) => reject(new Error(message)),
        refused: reject,
      },
    );
  });
}

function call<Name extends ChatOperationName>(
  channel: Channel,
  name: Name,
  request: ChatOperations[Name]['request'],
): Promise<ChatOperations[Name]['reply']> {
  return new Promise((resolve, reject) => {
    channel.call(name, request, (error, reply) => (reply === undefined ? reject(error) : resolve(reply)));
  });
}
