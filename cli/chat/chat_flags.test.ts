import test from 'ava';
import { flagsProblem, type TargetFlags } from './chat_flags.ts';

const none: TargetFlags = {
  ...{ to: undefined, in: undefined, receive: undefined, showChat: false },
  ...{ list: undefined, history: undefined, search: undefined },
};

test('flags that would be ignored without a word are refused, and it says which', (t) => {
  const rows: readonly (readonly [Partial<TargetFlags>, string])[] = [
    [{ to: 'bob', in: 'Team' }, '--to and --in exclude each other: one of them says where'],
    [{ list: 'chats', receive: 1 }, '--list and --receive exclude each other'],
    [{ history: 1, search: 'a', in: 'Team' }, '--history and --search exclude each other'],
    [{ history: 1 }, '--history needs --to NAME or --in CHAT'],
    [{ list: 'participants' }, '--list participants needs --to NAME or --in CHAT'],
    [{ list: 'chats', to: 'bob' }, '--list chats prints all of them: it takes neither --to nor --in'],
    [{ list: 'tickets', in: 'P1' }, '--list tickets prints all of them: it takes neither --to nor --in'],
    [{ showChat: true, to: 'bob' }, '--show-chat is about what --receive prints: it needs --receive COUNT'],
  ];
  for (const [flags, problem] of rows) t.is(flagsProblem({ ...none, ...flags }), problem);
});

test('flags that belong together are not refused', (t) => {
  const rows: readonly Partial<TargetFlags>[] = [
    {},
    { to: 'bob', receive: 1, showChat: true },
    { search: 'zebra', to: 'carol' },
    { history: 5, in: 'Team' },
    { list: 'participants', to: 'bob' },
    { list: 'chats' },
  ];
  for (const flags of rows) t.is(flagsProblem({ ...none, ...flags }), undefined);
});
