/** Races over tickets and the roles of accounts: why whatever changes them holds the metadata lock alone. */

import test from 'ava';
import type { ChatId } from '../ledger/ledger.ts';
import { type Caller, type CoreFixture, password } from '../testing/core_fixture.ts';
import { testRace } from '../testing/race.ts';

interface Desk {
  readonly user: Caller;
  readonly olga: Caller;
  readonly otto: Caller;
  /** The only ticket. */
  readonly chat: string;
}

/** Olga and Otto are operators; one ticket waits. */
async function withTicket(fixture: CoreFixture): Promise<Desk> {
  const user = await fixture.create('user');
  const [olga, otto] = [await fixture.create('olga'), await fixture.create('otto')];
  for (const name of ['olga', 'otto']) await fixture.core.grantRole(name, 'operator');
  const { chat } = await user.call('openTicket', { subject: 'help' });
  return { user, olga, otto, chat };
}

function operatorsOf(fixture: CoreFixture, chat: string): readonly string[] {
  const participants = fixture.state.chats.get(chat as ChatId)?.participants.values() ?? [];
  return [...participants].map(({ account }) => account.name).filter((name) => name !== 'user');
}

testRace(test, {
  title: 'of two operators who ask for the next ticket, one gets the only one',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { olga, otto, chat } = await withTicket(fixture);
    return {
      acts: [() => olga.call('nextTicket', {}), () => otto.call('nextTicket', {})],
      violation: (outcomes) => {
        const given = outcomes.filter(({ error }) => error === undefined).length;
        const operators = operatorsOf(fixture, chat);
        return given === 1 && operators.length === 1 ? undefined : `${given} got it, ${operators} take part`;
      },
    };
  },
});

testRace(test, {
  title: 'an operator who asks for a ticket while losing that role has none in the end',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { olga, chat } = await withTicket(fixture);
    return {
      acts: [() => fixture.core.grantRole('olga', 'user'), () => olga.call('nextTicket', {})],
      violation: () => {
        const operators = operatorsOf(fixture, chat);
        return operators.length === 0 ? undefined : `${operators} is no operator, and has a ticket`;
      },
    };
  },
});

testRace(test, {
  title: 'a ticket that is handed to an operator who is being deleted is with somebody, or waits',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { olga, otto, chat } = await withTicket(fixture);
    await olga.call('nextTicket', {});
    return {
      acts: [() => olga.call('transferTicket', { chat, to: 'otto' }), () => otto.call('deleteAccount', { password })],
      violation: () => {
        const { operator } = fixture.state.desk.ticket(chat as ChatId);
        return operator?.deleted === true ? 'the ticket is with somebody who is gone' : undefined;
      },
    };
  },
});

testRace(test, {
  title: 'nothing is written to a ticket after it was closed',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { user, chat } = await withTicket(fixture);
    const tablet = await fixture.login('user');
    return {
      acts: [() => user.call('closeTicket', { chat }), () => tablet.write(chat, 'one more thing')],
      violation: () =>
        fixture.ledger.events.at(-1)?.type === 'message_sent' &&
        fixture.ledger.events.some(({ type }) => type === 'ticket_closed')
          ? 'a message came after the end'
          : undefined,
    };
  },
});

testRace(test, {
  title: 'a ticket that its user closes while an operator takes it is closed, and nobody works on it',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const { user, olga, chat } = await withTicket(fixture);
    return {
      acts: [() => user.call('closeTicket', { chat }), () => olga.call('nextTicket', {})],
      violation: () => {
        if (fixture.state.desk.tickets.size > 0) return 'the ticket is open';
        const operators = operatorsOf(fixture, chat);
        return operators.length === 0 ? undefined : `${operators} took a ticket that was closed`;
      },
    };
  },
});
