import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { TypingTeller } from './typing_teller.ts';

function teller(own: { hidden: boolean; refresh: () => Promise<void> }) {
  const told: (readonly [chat: string, typing: boolean])[] = [];
  const client = {
    setTyping: async (chat: string, typing = true): Promise<void> => {
      told.push([chat, typing]);
    },
  };
  return { told, typing: new TypingTeller(client, own) };
}

const seen = { hidden: false, refresh: async () => {} };

test('what is typed after a message is told once the server has the message, which ends what was told before', async (t) => {
  const { told, typing } = teller(seen);
  typing.edited('on', 'a');
  const answer = Promise.withResolvers<void>();
  typing.sends(answer.promise);
  typing.edited('', 'a');
  typing.edited('t', 'a');
  t.deepEqual(told, [['a', true]]);
  answer.resolve();
  await turn();
  t.deepEqual(told, [
    ['a', true],
    ['a', true],
  ]);
});

test('a message that is refused ends nothing: that is told', async (t) => {
  const { told, typing } = teller(seen);
  typing.edited('on', 'a');
  typing.sends(Promise.reject(new Error('refused')));
  typing.edited('', 'a');
  await turn();
  t.deepEqual(told, [
    ['a', true],
    ['a', false],
  ]);
});

test('whoever hides types unseen, until another device shows it', async (t) => {
  const own = { hidden: true, refresh: async () => {} };
  const { told, typing } = teller(own);
  typing.edited('x', 'a');
  await turn();
  typing.edited('', 'a');
  t.deepEqual(told, []);
  own.refresh = async () => {
    own.hidden = false;
  };
  typing.edited('x', 'a');
  await turn();
  t.deepEqual(told, [['a', true]]);
});
