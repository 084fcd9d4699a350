/** Races over accounts and sessions: why creating, deleting and changing hold the metadata lock alone. */

import test from 'ava';
import type { LoginReply } from '../contract/contract.generated.ts';
import { password } from '../testing/core_fixture.ts';
import { testRace } from '../testing/race.ts';

testRace(test, {
  title: 'of two creates of one name, one is refused',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => ({
    acts: [() => fixture.create('carol'), () => fixture.create('carol')],
    violation: (outcomes) => {
      const created = outcomes.filter((outcome) => outcome.error === undefined).length;
      return created === 1 ? undefined : `${created} creates succeeded`;
    },
  }),
});

testRace(test, {
  title: 'a login with the old password leaves no session behind once the password is changed',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    return {
      acts: [
        () => alice.call('changePassword', { oldPassword: password, newPassword: 'another password' }),
        () => fixture.core.operations.login(undefined, { name: 'alice', password }),
      ],
      violation: () => {
        const sessions = fixture.state.sessions.size;
        return sessions === 1 ? undefined : `${sessions} sessions are left`;
      },
    };
  },
});

testRace(test, {
  // That no session survives is kept by `closing` and by the order of commits; the answer is what needs the lock.
  title: 'a login against a delete is refused or told of a session that was alive, and no session is left',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    return {
      acts: [
        () => fixture.core.operations.login(undefined, { name: 'alice', password }),
        () => alice.call('deleteAccount', { password }),
      ],
      violation: ([login]) => {
        if (fixture.state.sessions.size > 0) return 'a session is left';
        const expiresAtMs = (login?.reply as LoginReply | undefined)?.expiresAtMs;
        return expiresAtMs === 0 ? 'the login was told of a session that is gone' : undefined;
      },
    };
  },
});

testRace(test, {
  title: 'of two logins at the bound of sessions, each ends another session',
  needs: 'metadata',
  limits: { sessionsPerAccountMax: 2 },
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    await fixture.create('alice');
    await fixture.login('alice');
    const login = (): unknown => fixture.core.operations.login(undefined, { name: 'alice', password });
    return {
      acts: [login, login],
      violation: () => (fixture.state.sessions.size === 2 ? undefined : `${fixture.state.sessions.size} sessions`),
    };
  },
});

testRace(test, {
  title: 'of two logouts of one session, one is refused',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    return {
      acts: [() => alice.call('logout', {}), () => alice.call('logout', {})],
      violation: (outcomes) => (outcomes.some(({ error }) => error !== undefined) ? undefined : 'both succeeded'),
    };
  },
});

testRace(test, {
  title: 'a logout against a change of password by another session ends each session once',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    const tablet = await fixture.login('alice');
    return {
      acts: [
        () => alice.call('changePassword', { oldPassword: password, newPassword: 'another password' }),
        () => tablet.call('logout', {}),
      ],
      violation: () => (fixture.state.sessions.size === 1 ? undefined : `${fixture.state.sessions.size} sessions`),
    };
  },
});

testRace(test, {
  title: 'of two changes of password by two sessions, one succeeds and keeps its session',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    const tablet = await fixture.login('alice');
    return {
      acts: [
        () => alice.call('changePassword', { oldPassword: password, newPassword: 'another password' }),
        () => tablet.call('changePassword', { oldPassword: password, newPassword: 'a third password' }),
      ],
      violation: (outcomes) => {
        const changed = outcomes.filter(({ error }) => error === undefined).length;
        return changed === 1 && fixture.state.sessions.size === 1
          ? undefined
          : `${changed} succeeded, ${fixture.state.sessions.size} sessions are left`;
      },
    };
  },
});

testRace(test, {
  title: 'a change of password against a delete changes the account before it is gone, or is refused',
  needs: 'metadata',
  worst: [0, 1, 'commit'],
  prepare: async (fixture) => {
    const alice = await fixture.create('alice');
    const tablet = await fixture.login('alice');
    return {
      acts: [
        () => tablet.call('deleteAccount', { password }),
        () => alice.call('changePassword', { oldPassword: password, newPassword: 'another password' }),
      ],
      violation: () => {
        const types = fixture.ledger.events.map((event) => event.type);
        const deleted = types.indexOf('account_deleted');
        const changed = types.indexOf('password_changed');
        return deleted >= 0 && changed > deleted ? 'the password of a deleted account was changed' : undefined;
      },
    };
  },
});
