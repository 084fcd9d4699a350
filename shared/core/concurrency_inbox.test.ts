/** Races over one inbox: why handing out, fetching and acknowledging hold the inbox lock, and what metadata adds. */

import test from 'ava';
import type { FetchReply } from '../contract/contract.generated.ts';
import type { Subscription } from '../contract/core_port.ts';
import { type Caller, type CoreFixture, password } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { testRace } from '../testing/race.ts';

for (const pageMessagesMax of [1, 2, 100]) {
  testRace(test, {
    title: `catching up by pages of ${pageMessagesMax} against live sends leaves no gap, repeats nothing and reorders nothing`,
    needs: 'inbox',
    limits: { pageMessagesMax },
    worst: [
      0,
      // Pages before the last one are read without the lock: what matters comes while the last one is read.
      ...(pageMessagesMax < 100 ? (['read', 'read'] as const) : []),
      ...(pageMessagesMax < 2 ? (['read'] as const) : []),
      1,
      2,
      'commit',
      'read',
    ],
    prepare: async (fixture) => {
      const { alice, bob, positions } = await withThreeMessages(fixture);
      const subscriber = new GatheringSubscriber();
      return {
        acts: [
          () => void alice.subscribe(subscriber),
          () => bob.send('alice', 'live one'),
          () => bob.send('alice', 'live two'),
        ],
        violation: () => notAllInOrder(fixture, subscriber, positions),
      };
    },
  });
}

testRace(test, {
  title: 'a subscriber that is full while it catches up misses nothing of what is sent meanwhile',
  needs: 'inbox',
  limits: { pageMessagesMax: 2 },
  worst: [0, 'read', 3, 'read', 1, 2, 'commit', 'read'],
  prepare: async (fixture) => {
    const { alice, bob, positions } = await withThreeMessages(fixture);
    const subscriber = new GatheringSubscriber(1);
    let subscription: Subscription | undefined;
    return {
      acts: [
        () => {
          subscription = alice.subscribe(subscriber);
        },
        () => bob.send('alice', 'live one'),
        () => bob.send('alice', 'live two'),
        () => {
          subscriber.makeRoom();
          subscription?.resume();
        },
      ],
      violation: () => notAllInOrder(fixture, subscriber, positions),
    };
  },
});

testRace(test, {
  title: 'of two acknowledges by two devices the lower one never takes the position back',
  needs: 'inbox',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, tablet, positions } = await withThreeMessages(fixture);
    return {
      acts: [() => acknowledge(alice, positions[2]), () => acknowledge(tablet, positions[0])],
      violation: () => {
        const reached = fixture.state.accountsByName.get('alice')?.acknowledgedPosition;
        return reached === positions[2] ? undefined : `the acknowledged position is ${reached}`;
      },
    };
  },
});

testRace(test, {
  title: 'a fetch that was asked after an acknowledge, by another device, returns nothing that this acknowledged',
  needs: 'inbox',
  worst: [0, 1, 'read', 'commit'],
  prepare: async (fixture) => {
    const { alice, tablet, positions } = await withThreeMessages(fixture);
    const acknowledged = positions[1] as number;
    return {
      acts: [
        () => acknowledge(alice, acknowledged),
        () => tablet.call('fetch', { after: undefined, limit: 0, ledgerId: '' }),
      ],
      violation: ([acknowledge, fetch]) => {
        if (acknowledge === undefined || fetch === undefined || acknowledge.started > fetch.started) return undefined;
        const again = (fetch.reply as FetchReply).messages.filter(({ position }) => position <= acknowledged);
        return again.length === 0 ? undefined : `${again.length} messages are fetched again`;
      },
    };
  },
});

testRace(test, {
  title: 'a page that is being read when the time to drain is over is handed out before the end is told',
  needs: 'inbox',
  limits: { deleteDrainMs: 1_000 },
  worst: [0, 1, 2, 'commit', 'read'],
  prepare: async (fixture) => {
    const { alice, positions } = await withThreeMessages(fixture);
    const subscriber = new GatheringSubscriber();
    return {
      acts: [
        () => void alice.subscribe(subscriber),
        () => alice.call('deleteAccount', { password }),
        () => fixture.environment.advance(fixture.limits.deleteDrainMs),
      ],
      violation: ([subscribe, remove]) => {
        if (subscribe === undefined || remove === undefined || subscribe.started > remove.started) return undefined;
        if (subscriber.end?.code !== 'ACCOUNT_DELETED') return `the end was ${subscriber.end?.code}`;
        if (subscriber.end.position !== positions[2]) return `the end was told at ${subscriber.end.position}`;
        return String(subscriber.positions) === String(positions) ? undefined : `handed out: ${subscriber.positions}`;
      },
    };
  },
});

testRace(test, {
  title: 'nothing is acknowledged by a session after its logout',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { tablet, positions } = await withThreeMessages(fixture);
    return {
      acts: [() => tablet.call('logout', {}), () => acknowledge(tablet, positions[0])],
      violation: () => {
        const types = fixture.ledger.events.map((event) => event.type);
        const ended = types.indexOf('session_ended');
        return types.indexOf('inbox_acknowledged') > ended && ended >= 0 ? 'acknowledged after the logout' : undefined;
      },
    };
  },
});

testRace(test, {
  title: 'no page is fetched by a session after its logout was answered',
  needs: 'metadata',
  worst: [0, 1, 'commit', 'read'],
  prepare: async (fixture) => {
    const { tablet } = await withThreeMessages(fixture);
    return {
      acts: [() => tablet.call('fetch', { after: undefined, limit: 0, ledgerId: '' }), () => tablet.call('logout', {})],
      violation: ([fetch, logout]) =>
        fetch !== undefined && fetch.error === undefined && fetch.ended > (logout?.ended ?? 0)
          ? 'the page was answered after the logout'
          : undefined,
    };
  },
});

interface ThreeMessages {
  readonly alice: Caller;
  readonly tablet: Caller;
  readonly bob: Caller;
  readonly positions: readonly number[];
}

/** Alice with two sessions and three messages from Bob, none acknowledged. */
async function withThreeMessages(fixture: CoreFixture): Promise<ThreeMessages> {
  const alice = await fixture.create('alice');
  const tablet = await fixture.login('alice');
  const bob = await fixture.create('bob');
  const positions: number[] = [];
  for (const body of ['one', 'two', 'three']) positions.push((await bob.send('alice', body)).position);
  return { alice, tablet, bob, positions };
}

function acknowledge(caller: Caller, position = 0): unknown {
  return caller.call('acknowledge', { position, ledgerId: 'test-ledger' });
}

/** Compares what the subscriber has with every message of the ledger: Alice takes part in all of them. */
function notAllInOrder(
  fixture: CoreFixture,
  subscriber: GatheringSubscriber,
  before: readonly number[],
): string | undefined {
  const all = fixture.ledger.events.flatMap((event, index) => (event.type === 'message_sent' ? [index + 1] : []));
  if (all.length !== before.length + 2) return `${all.length} messages were sent`;
  return String(subscriber.positions) === String(all) ? undefined : `${subscriber.positions} instead of ${all}`;
}
