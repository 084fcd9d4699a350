/** Races over sending: why a send shares the metadata lock, and why a chat's first message holds it alone. */

import test from 'ava';
import type { SendReply } from '../contract/contract.generated.ts';
import { CoreFixture, password, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { testLocklessRace, testRace } from '../testing/race.ts';

for (const direction of ['in one direction', 'in both directions']) {
  testRace(test, {
    title: `two first messages between the same two accounts, ${direction}, make one chat`,
    needs: 'metadata',
    worst: [0, 1, 'commit'],
    prepare: async (fixture) => {
      const alice = await fixture.create('alice');
      const bob = await fixture.create('bob');
      const other = direction === 'in one direction' ? () => alice.send('bob', 'two') : () => bob.send('alice', 'two');
      return {
        acts: [() => alice.send('bob', 'one'), other],
        violation: (outcomes) => {
          const replied = new Set(outcomes.map(({ reply }) => (reply as SendReply | undefined)?.chat));
          return fixture.state.chats.size === 1 && replied.size === 1
            ? undefined
            : `${fixture.state.chats.size} chats, ${replied.size} told of`;
        },
      };
    },
  });
}

testRace(test, {
  title:
    'what was acknowledged to its sender reaches a slow subscriber before a delete, and nothing is accepted after it',
  needs: 'metadata',
  worst: [0, 1, 2, 'commit', 3],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    const bob = await fixture.create('bob');
    await bob.send('alice', 'the first one makes the chat');
    const subscriber = new GatheringSubscriber(2);
    const subscription = alice.subscribe(subscriber);
    return {
      acts: [
        () => bob.send('alice', 'one'),
        () => bob.send('alice', 'two'),
        () => alice.call('deleteAccount', { password }),
        () => {
          subscriber.makeRoom();
          subscription.resume();
        },
      ],
      violation: (outcomes) => {
        const lost = outcomes
          .slice(0, 2)
          .flatMap(({ reply }) => (reply === undefined ? [] : [(reply as SendReply).position]))
          .filter((position) => !subscriber.positions.includes(position));
        if (lost.length > 0) return `acknowledged but never delivered: ${lost}`;
        if (subscriber.end?.code !== 'ACCOUNT_DELETED') return `the end was ${subscriber.end?.code}`;
        return fixture.ledger.events.at(-1)?.type === 'account_deleted' ? undefined : 'a send came after the delete';
      },
    };
  },
});

testRace(test, {
  title: 'nothing is sent by a session that a change of password has ended',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, tablet } = await withChat(fixture);
    return {
      acts: [
        () => alice.call('changePassword', { oldPassword: password, newPassword: 'another password' }),
        () => tablet.send('bob', 'from a session that may have ended'),
      ],
      violation: () => orderViolation(fixture, 'password_changed', 'message_sent'),
    };
  },
});

testRace(test, {
  title: 'no history is told to a session after its logout was answered',
  needs: 'metadata',
  worst: [0, 1, 'commit', 'read'],
  prepare: async (fixture) => {
    const { tablet, chat } = await withChat(fixture);
    return {
      acts: [
        () => tablet.call('history', { chat, before: 0, limit: 0, ledgerId: '', after: undefined }),
        () => tablet.call('logout', {}),
      ],
      violation: ([history, logout]) =>
        history !== undefined && history.error === undefined && history.ended > (logout?.ended ?? 0)
          ? 'the history was told after the logout'
          : undefined,
    };
  },
});

testLocklessRace(test, {
  title: 'sends to somebody new keep the order in which they were made, whatever else holds the lock alone meanwhile',
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    await fixture.create('bob');
    const others = [await fixture.create('carol'), await fixture.create('dave'), await fixture.create('erin')];
    const bodies = ['one', 'two', 'three', 'four'];
    return {
      acts: [
        ...bodies.map((body) => () => alice.send('bob', body)),
        ...others.map((other) => () => other.call('logout', {})),
      ],
      violation: (outcomes) => {
        const sends = outcomes.slice(0, bodies.length).toSorted((one, other) => one.started - other.started);
        const positions = sends.map(({ reply }) => (reply as SendReply).position);
        return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0))
          ? undefined
          : `in the order in which they were made, the sends have the positions ${positions}`;
      },
    };
  },
});

testLocklessRace(test, {
  title: 'two sends with one key, and a third with another body, send one message',
  prepare: async (fixture) => {
    const { alice, bob } = await withChat(fixture);
    const before = fixture.ledger.events.length;
    return {
      acts: [
        () => alice.send('bob', 'once', 'key'),
        () => alice.send('bob', 'once', 'key'),
        () => alice.send('bob', 'another body', 'key'),
        () => bob.send('alice', 'once', 'key'),
      ],
      violation: (outcomes) => {
        const sent = fixture.ledger.events.slice(before).filter((event) => event.type === 'message_sent').length;
        if (sent !== 2) return `${sent} messages were sent under two accounts' keys`;
        const own = outcomes.slice(0, 3).filter(({ error }) => error === undefined);
        const positions = new Set(own.map(({ reply }) => (reply as SendReply).position));
        return positions.size === 1 ? undefined : `one key stands for ${positions.size} positions`;
      },
    };
  },
});

test('a send that the reply to an earlier one sets off comes after those that were waiting by then', async (t) => {
  const fixture = new CoreFixture();
  const { alice } = await withChat(fixture);
  await fixture.create('carol');
  fixture.ledger.delay();
  const { send } = fixture.core.operations;
  const ask = (to: string, body: string) => send(alice.handle, { to, body, key: '', chat: '' }) as Promise<SendReply>;
  // The first to Carol holds the lock alone; what is for Bob waits for it.
  const first = ask('carol', 'the first one makes the chat');
  const waiting = [ask('bob', 'one'), ask('bob', 'two')];
  const setOff = first.then(() => ask('bob', 'three'));
  for (let commit = 0; commit < 4; commit += 1) {
    await settled();
    fixture.ledger.release('commit');
  }
  const positions = (await Promise.all([...waiting, setOff])).map(({ position }) => position);
  t.deepEqual(
    positions,
    positions.toSorted((one, other) => one - other),
  );
});

interface TwoOfAlice {
  readonly alice: Awaited<ReturnType<CoreFixture['create']>>;
  readonly tablet: Awaited<ReturnType<CoreFixture['create']>>;
  readonly bob: Awaited<ReturnType<CoreFixture['create']>>;
  readonly chat: string;
}

/** Alice with two sessions, and a chat with Bob. */
async function withChat(fixture: CoreFixture): Promise<TwoOfAlice> {
  const alice = await fixture.create('alice');
  const tablet = await fixture.login('alice');
  const bob = await fixture.create('bob');
  const { chat } = await alice.send('bob', 'the first one makes the chat');
  return { alice, tablet, bob, chat };
}

/** Of what was committed, whether a `late` event follows an `end` event. */
function orderViolation(fixture: CoreFixture, end: string, late: string): string | undefined {
  const types = fixture.ledger.events.map((event) => event.type);
  const ended = types.indexOf(end as (typeof types)[number]);
  return ended >= 0 && types.lastIndexOf(late as (typeof types)[number]) > ended ? `${late} after ${end}` : undefined;
}
