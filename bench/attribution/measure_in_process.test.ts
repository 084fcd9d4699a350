/** The parts of a message by themselves: real codecs and a real core, whose outcome is looked at. */

import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import test from 'ava';
import type { Message } from '../../shared/contract/contract.generated.ts';
import { DataFolders } from '../data_folders.ts';
import { contenderNames } from '../plan/contenders.ts';
import { defaultWorkload, type Operation, type Workload } from '../plan/workload.ts';
import { CodecLoop, codecOf, requireSame } from './codec_loop.ts';
import type { Exchange, MessageCodec } from './exchange.ts';
import { InProcessChat } from './in_process_chat.ts';
import { measureInProcess, shortInProcess } from './measure_in_process.ts';
import { OperationCycle } from './operation_cycle.ts';

const message: Message = {
  position: 7,
  chat: 'c1',
  sender: 'ann',
  timeMs: 1_700_000_000_000,
  body: 'tab\there, line\nthere: žluť 🎉',
};
const exchange: Exchange = {
  operation: 'deliver',
  name: 'send',
  request: { to: 'bob', body: message.body, key: '', chat: '' },
  reply: { position: 7, timeMs: message.timeMs, chat: 'c1' },
  push: message,
};

test('a mix is kept to within one in any stretch, and nothing else comes', (t) => {
  const cycle = new OperationCycle({ deliver: 700, send: 200, history: 99, login: 1 });
  const counts: Partial<Record<Operation, number>> = {};
  for (let index = 1; index <= 1_000; index += 1) {
    const operation = cycle.next();
    counts[operation] = (counts[operation] ?? 0) + 1;
    t.true(Math.abs((counts.deliver ?? 0) - index * 0.7) <= 2, `${counts.deliver} of ${index}`);
  }
  t.deepEqual(counts, { deliver: 700, send: 200, history: 99, login: 1 });
  t.throws(() => new OperationCycle({}), { message: /has to have an operation/ });
});

for (const contender of contenderNames) {
  test(`${contender}: what is measured is decoded as it was encoded, with all that has to be escaped`, async (t) => {
    const codec = await codecOf(contender);
    t.deepEqual(codec.request('send', exchange.request), exchange.request);
    t.deepEqual(codec.reply('send', exchange.reply), exchange.reply);
    t.deepEqual(codec.push(message), message);
    t.not(codec.push(message), message);
  });

  test(`${contender}: every operation's messages go through the codec, as a real core asks and answers them`, async (t) => {
    const mix = { ping: 3, send: 2, deliver: 4, history: 1 };
    const chat = await InProcessChat.start({ ...defaultWorkload, mix }, { kind: 'memory' }, 1);
    t.teardown(() => chat.close());
    const exchanges: Record<string, readonly Exchange[]> = {};
    for (const operation of ['ping', 'send', 'deliver', 'history'] as const)
      exchanges[operation] = await chat.record(operation, 2);
    const names: string[] = [];
    const codec = await codecOf(contender);
    const noting: MessageCodec = {
      request: (name, request) => {
        names.push(name);
        return codec.request(name, request);
      },
      reply: (name, reply) => codec.reply(name, reply),
      push: (push) => codec.push(push),
    };
    const loop = new CodecLoop(noting, mix, exchanges);
    names.length = 0;
    loop.run(10);
    t.deepEqual(
      Object.fromEntries(
        Object.entries(Object.groupBy(names, (name) => name)).map(([name, all]) => [name, all?.length]),
      ),
      {
        serverInfo: 3,
        send: 6,
        history: 1,
      },
    );
  });
}

test('a codec that changes a message is not measured', (t) => {
  const codec: MessageCodec = {
    request: (_name, request) => request,
    reply: (_name, reply) => reply,
    push: (push) => ({ ...push, body: '' }),
  };
  t.throws(() => requireSame(codec, exchange), { message: /decoded as something else/ });
  t.notThrows(() => requireSame({ ...codec, push: (push) => push }, exchange));
});

test('the core without a transport answers all that it is asked, and delivers what was sent', async (t) => {
  const chat = await InProcessChat.start(
    { ...defaultWorkload, mix: { send: 1, deliver: 1 }, chats: 2 },
    { kind: 'memory' },
    1,
  );
  t.teardown(() => chat.close());
  await chat.run(100);
  const [delivered] = await chat.record('deliver', 1);
  t.is(delivered?.push?.body, (delivered?.request as { body: string } | undefined)?.body);
  t.is(delivered?.push?.position, (delivered?.reply as { position: number } | undefined)?.position);
  const [sent] = await chat.record('send', 1);
  t.is(sent?.push, undefined);
});

test('each part is measured in each round, the disk with them, and nothing is left of it', async (t) => {
  const parent = new DataFolders(tmpdir());
  t.teardown(() => parent[Symbol.dispose]());
  const workload: Workload = { ...defaultWorkload, mix: { deliver: 3, ping: 1 }, ledger: 'sqlite-written' };
  const costs = await measureInProcess(workload, { ...shortInProcess, seed: 1, ratePerSecond: 200, data: parent.root });
  for (const uses of [costs.core, costs.durableCore ?? [], ...contenderNames.map((name) => costs.codec[name])]) {
    t.is(uses.length, shortInProcess.rounds);
    t.true(uses.every(({ userUs, systemUs }) => userUs + systemUs > 0));
  }
  t.true(costs.load.userUs > 0);
  t.deepEqual(readdirSync(parent.root), []);
});

test('a measurement that is given up ends with the reason', async (t) => {
  const given = new Error('given up');
  const options = { ...shortInProcess, seed: 1, ratePerSecond: 200, data: tmpdir() };
  const stop = new AbortController();
  const measured = measureInProcess(defaultWorkload, { ...options, signal: stop.signal });
  stop.abort(given);
  t.is(await t.throwsAsync(measured), given);
  t.is(await t.throwsAsync(measureInProcess(defaultWorkload, { ...options, signal: stop.signal })), given);
});
