/** Races over groups: why whatever changes who takes part, or owns, holds the metadata lock alone. */

import test from 'ava';
import type { SearchMessagesReply } from '../contract/contract.generated.ts';
import { type Caller, type CoreFixture, password } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { testLocklessRace, testRace } from '../testing/race.ts';
import type { ChatState } from './chat_state.ts';
import { readableSpans } from './spans.ts';

interface Group {
  readonly alice: Caller;
  readonly bob: Caller;
  readonly carol: Caller;
  readonly chat: string;
}

/** Alice and Bob own a group, with Carol. */
async function withOwners(fixture: CoreFixture): Promise<Group> {
  const alice = await fixture.create('alice');
  const [bob, carol] = [await fixture.create('bob'), await fixture.create('carol')];
  const { chat } = await alice.call('createChat', { title: 'a group', participants: ['bob', 'carol'] });
  await alice.call('setRole', { chat, account: 'bob', role: 'owner' });
  return { alice, bob, carol, chat };
}

function chatOf(fixture: CoreFixture): ChatState {
  const [chat] = fixture.state.chats.values();
  if (chat === undefined) throw new Error('the chat is gone');
  return chat;
}

function ownerViolation(fixture: CoreFixture): string | undefined {
  const parts = [...chatOf(fixture).participants.values()];
  return parts.some(({ role }) => role === 'owner')
    ? undefined
    : `${parts.length} participants, and nobody owns the chat`;
}

/** Of what was committed, whether a `late` event follows the first `end` event. */
function orderViolation(fixture: CoreFixture, end: string, late: string): string | undefined {
  const types = fixture.ledger.events.map(({ type }): string => type);
  const ended = types.indexOf(end);
  return ended >= 0 && types.lastIndexOf(late) > ended ? `${late} after ${end}` : undefined;
}

function messagePositions(fixture: CoreFixture): readonly number[] {
  return fixture.ledger.events.flatMap(({ type }, index) => (type === 'message_sent' ? [index + 1] : []));
}

testRace(test, {
  title: 'who is added with the history against sends can read all of them',
  needs: 'metadata',
  worst: [0, 2, 'commit', 1],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    const tablet = await fixture.login('alice');
    await fixture.create('bob');
    const { chat } = await alice.call('createChat', { title: 'a group', participants: [] });
    return {
      acts: [
        () => alice.write(chat, 'one'),
        () => alice.write(chat, 'two'),
        () => tablet.call('addParticipants', { chat, accounts: ['bob'], withHistory: true }),
      ],
      violation: () => {
        const part = [...chatOf(fixture).participants.values()].find(({ account }) => account.name === 'bob');
        if (part === undefined) return 'bob was not added';
        const spans = readableSpans(part, fixture.state.position);
        const unread = messagePositions(fixture).filter(
          (position) => !spans.some(({ after, upTo }) => after < position && position <= upTo),
        );
        return unread.length === 0 ? undefined : `the messages ${unread} cannot be read`;
      },
    };
  },
});

testLocklessRace(test, {
  title: 'who is added against sends gets exactly what comes after its joining, pushed and in its history',
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    const tablet = await fixture.login('alice');
    const bob = await fixture.create('bob');
    const { chat } = await alice.call('createChat', { title: 'a group', participants: [] });
    const subscriber = new GatheringSubscriber();
    bob.subscribe(subscriber);
    return {
      acts: [
        () => alice.write(chat, 'one'),
        () => alice.write(chat, 'two'),
        () => tablet.call('addParticipants', { chat, accounts: ['bob'], withHistory: false }),
      ],
      violation: () => {
        const joined = fixture.ledger.events.findIndex(({ type }) => type === 'participants_added') + 1;
        const expected = messagePositions(fixture).filter((position) => position > joined);
        if (subscriber.positions.join() !== expected.join()) {
          return `pushed were ${subscriber.positions}, and after the joining at ${joined} came ${expected}`;
        }
        const part = [...chatOf(fixture).participants.values()].find(({ account }) => account.name === 'bob');
        const isExact = part?.joinedPosition === joined && part.spans.length === 0;
        return isExact ? undefined : `joined at ${joined}, reads from ${part?.joinedPosition} on`;
      },
    };
  },
});

testRace(test, {
  title: 'nothing is sent by somebody after its removal',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    return {
      acts: [
        () => alice.call('removeParticipant', { chat, account: 'bob' }),
        () => bob.write(chat, 'from somebody who may have been removed'),
      ],
      violation: () => orderViolation(fixture, 'participant_removed', 'message_sent'),
    };
  },
});

testRace(test, {
  title: 'nothing is sent by somebody after it has left by another session',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { bob, chat } = await withOwners(fixture);
    const tablet = await fixture.login('bob');
    return {
      acts: [() => bob.call('leaveChat', { chat }), () => tablet.write(chat, 'from somebody who may have left')],
      violation: () => orderViolation(fixture, 'participant_removed', 'message_sent'),
    };
  },
});

testRace(test, {
  title: 'nothing is renamed by an owner after that role was taken from it',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    const before = fixture.ledger.events.length;
    return {
      acts: [
        () => alice.call('setRole', { chat, account: 'bob', role: 'member' }),
        () => bob.call('renameChat', { chat, title: 'by somebody who may be no owner' }),
      ],
      violation: () => {
        const types = fixture.ledger.events.slice(before).map(({ type }) => type);
        return types.join() === 'participant_role_changed,chat_renamed' ? 'a member renamed the group' : undefined;
      },
    };
  },
});

testRace(test, {
  title: 'of two owners who take the role from each other, one stays',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    return {
      acts: [
        () => alice.call('setRole', { chat, account: 'bob', role: 'member' }),
        () => bob.call('setRole', { chat, account: 'alice', role: 'member' }),
      ],
      violation: () => ownerViolation(fixture),
    };
  },
});

testRace(test, {
  title: 'when the last two owners leave at once, the role passes on',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    return {
      acts: [() => alice.call('leaveChat', { chat }), () => bob.call('leaveChat', { chat })],
      violation: () => ownerViolation(fixture),
    };
  },
});

testRace(test, {
  title: 'when one of the last two owners leaves while the other one is deleted, the role passes on',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    return {
      acts: [() => alice.call('deleteAccount', { password }), () => bob.call('leaveChat', { chat })],
      violation: () => ownerViolation(fixture),
    };
  },
});

testRace(test, {
  title: 'the last owner who leaves twice, by two sessions, leaves once, and the role passes on',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    await bob.call('leaveChat', { chat });
    const tablet = await fixture.login('alice');
    return {
      acts: [() => alice.call('leaveChat', { chat }), () => tablet.call('leaveChat', { chat })],
      violation: (outcomes) => {
        const left = outcomes.filter(({ error }) => error === undefined).length;
        return left === 1 ? ownerViolation(fixture) : `left ${left} times`;
      },
    };
  },
});

testRace(test, {
  title: 'of two owners who add the same account, one is refused',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    await fixture.create('dave');
    const add = (owner: Caller) => () =>
      owner.call('addParticipants', { chat, accounts: ['dave'], withHistory: false });
    return {
      acts: [add(alice), add(bob)],
      violation: (outcomes) => {
        const added = outcomes.filter(({ error }) => error === undefined).length;
        return added === 1 ? undefined : `added ${added} times`;
      },
    };
  },
});

testRace(test, {
  title: 'no list of chats is told to a session after its logout was answered',
  needs: 'metadata',
  worst: [0, 1, 'commit', 'read'],
  prepare: async (fixture) => {
    const { alice, chat } = await withOwners(fixture);
    const tablet = await fixture.login('bob');
    await alice.write(chat, 'something to count');
    return {
      acts: [() => tablet.call('listChats', { pageSize: 0, pageToken: '' }), () => tablet.call('logout', {})],
      violation: ([list, logout]) =>
        list !== undefined && list.error === undefined && list.ended > (logout?.ended ?? 0)
          ? 'the list was told after the logout'
          : undefined,
    };
  },
});

testRace(test, {
  title: 'of two marks of a chat as read by two devices the lower one never takes the position back',
  needs: 'inbox',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { alice, chat } = await withOwners(fixture);
    const bob = await fixture.login('bob');
    const tablet = await fixture.login('bob');
    const [lower, higher] = [await alice.write(chat, 'one'), await alice.write(chat, 'two')];
    const mark = (device: Caller, position: number) => () =>
      device.call('markRead', { chat, position, ledgerId: fixture.ledger.id });
    return {
      acts: [mark(bob, higher.position), mark(tablet, lower.position)],
      violation: () => {
        const part = [...chatOf(fixture).participants.values()].find(({ account }) => account.name === 'bob');
        return part?.readPosition === higher.position ? undefined : `read up to ${part?.readPosition}`;
      },
    };
  },
});

testLocklessRace(test, {
  title: 'a search tells nothing of a chat after the removal from it was answered',
  prepare: async (fixture) => {
    const { alice, bob, chat } = await withOwners(fixture);
    await alice.write(chat, 'a secret');
    return {
      acts: [
        () => bob.call('searchMessages', { query: 'secret', chat: '', before: 0, limit: 0, ledgerId: '' }),
        () => alice.call('removeParticipant', { chat, account: 'bob' }),
      ],
      violation: ([search, removal]) => {
        const { findings = [] } = (search?.reply ?? {}) as Partial<SearchMessagesReply>;
        const isLate = (search?.ended ?? 0) > (removal?.ended ?? 0);
        return isLate && findings.length > 0 ? 'the message was told after the removal' : undefined;
      },
    };
  },
});
