/** Roles of accounts: who may change them, what follows, and what a restart makes of them. */

import test from 'ava';
import { type Caller, CoreFixture, password, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

const setRole = (caller: Caller, name: string, role: string) => caller.call('setAccountRole', { name, role });

async function withAdmin(): Promise<{ fixture: CoreFixture; admin: Caller; bob: Caller }> {
  const fixture = new CoreFixture();
  const [admin, bob] = [await fixture.create('admin'), await fixture.create('bob')];
  await fixture.core.grantRole('admin', 'admin');
  return { fixture, admin, bob };
}

const roleOf = async (fixture: CoreFixture, name: string) =>
  (await fixture.core.operations.login(undefined, { name, password })).role;

test('an admin makes others operators and admins, and takes that back', async (t) => {
  const { fixture, admin, bob } = await withAdmin();
  t.is(await roleOf(fixture, 'bob'), 'user');
  await setRole(admin, 'bob', 'operator');
  t.is(await roleOf(fixture, 'bob'), 'operator');
  t.is(
    (await admin.call('listAccounts', { pattern: '^bob$', pageSize: 0, pageToken: '' })).accounts[0]?.role,
    'operator',
  );
  await t.throwsAsync(setRole(bob, 'bob', 'admin'), { code: 'PERMISSION_DENIED' });
  await setRole(admin, 'bob', 'admin');
  await setRole(bob, 'admin', 'user');
  await t.throwsAsync(setRole(admin, 'bob', 'user'), { code: 'PERMISSION_DENIED' });
});

test('a role that is none, and an account that is none, are refused', async (t) => {
  const { admin, bob } = await withAdmin();
  await t.throwsAsync(setRole(admin, 'bob', 'owner'), { code: 'INVALID_ARGUMENT' });
  await t.throwsAsync(setRole(admin, 'bob', ''), { code: 'INVALID_ARGUMENT' });
  await t.throwsAsync(setRole(admin, 'nobody', 'operator'), { code: 'NOT_FOUND' });
  await t.throwsAsync(
    setRole(bob, 'nobody', 'operator'),
    { code: 'PERMISSION_DENIED' },
    'to whoever may not ask, nothing is told',
  );
});

test('the last admin keeps the role, unless whoever runs the server takes it', async (t) => {
  const { fixture, admin } = await withAdmin();
  await t.throwsAsync(setRole(admin, 'admin', 'operator'), { code: 'FAILED_PRECONDITION' });
  await setRole(admin, 'admin', 'admin');
  await fixture.core.grantRole('admin', 'user');
  t.is(await roleOf(fixture, 'admin'), 'user');
});

test('an admin whose deletion has begun is none that is left', async (t) => {
  const { admin, bob } = await withAdmin();
  await setRole(admin, 'bob', 'admin');
  // Its deletion waits for a subscriber that takes nothing.
  const subscriber = new GatheringSubscriber(1);
  const subscription = bob.subscribe(subscriber);
  await admin.send('bob', 'one');
  await admin.send('bob', 'two');
  const deleted = bob.call('deleteAccount', { password });
  while ((await admin.send('bob', 'more').catch(() => undefined)) !== undefined) await settled();
  await t.throwsAsync(setRole(admin, 'admin', 'user'), { code: 'FAILED_PRECONDITION' });
  subscriber.makeRoom();
  subscription.resume();
  await deleted;
});

test('of two admins who take the role from each other at once, one keeps it', async (t) => {
  const { fixture, admin, bob } = await withAdmin();
  await setRole(admin, 'bob', 'admin');
  fixture.ledger.delay();
  const both = Promise.allSettled([setRole(admin, 'bob', 'user'), setRole(bob, 'admin', 'user')]);
  await settled();
  fixture.ledger.release('commit');
  const [one, other] = await both;
  t.is(one?.status, 'fulfilled');
  t.like(other, { status: 'rejected', reason: { code: 'PERMISSION_DENIED' } });
});

test('a role that an account has already is no event', async (t) => {
  const { fixture, admin } = await withAdmin();
  await setRole(admin, 'bob', 'operator');
  const { position } = fixture.state;
  await setRole(admin, 'bob', 'operator');
  t.is(fixture.state.position, position);
});

test('an admin is made where the account does not exist, and of one that exists nothing is asked', async (t) => {
  const fixture = new CoreFixture();
  await fixture.core.ensureAdmin('root', (purpose) => {
    t.is(purpose, 'make');
    return password;
  });
  t.is(await roleOf(fixture, 'root'), 'admin');
  await fixture.core.ensureAdmin('root', () => t.fail('no password is needed'));
  await t.throwsAsync(
    fixture.core.ensureAdmin('short', () => 'short'),
    { code: 'INVALID_ARGUMENT' },
  );
  await t.throwsAsync(
    fixture.core.ensureAdmin('No Name', () => password),
    { code: 'INVALID_ARGUMENT' },
  );
  await t.throwsAsync(fixture.core.grantRole('nobody', 'admin'), { code: 'NOT_FOUND' });
});

test('whoever took the name of an admin to be becomes none without the password', async (t) => {
  const fixture = new CoreFixture();
  await fixture.create('root');
  for (const role of ['user', 'operator'] as const) {
    await fixture.core.grantRole('root', role);
    await t.throwsAsync(
      fixture.core.ensureAdmin('root', () => 'another password'),
      { code: 'WRONG_CREDENTIALS' },
    );
    t.is(await roleOf(fixture, 'root'), role);
  }
  await fixture.core.ensureAdmin('root', (purpose) => {
    t.is(purpose, 'verify');
    return password;
  });
  t.is(await roleOf(fixture, 'root'), 'admin');
});

test('an account that is given another password while that of the admin is looked at becomes none', async (t) => {
  const fixture = new CoreFixture();
  const root = await fixture.create('root');
  const committing = Promise.withResolvers<void>();
  fixture.ledger.delay(() => committing.resolve());
  const changed = root.call('changePassword', { oldPassword: password, newPassword: 'quite another one' });
  await committing.promise;
  const refused = fixture.core.ensureAdmin('root', () => password);
  fixture.ledger.release('commit');
  await changed;
  await t.throwsAsync(refused, { code: 'WRONG_CREDENTIALS' });
});

test('roles live through a restart', async (t) => {
  await using server = new RestartedCore();
  await server.fixture.core.ensureAdmin('root', () => password);
  await server.fixture.create('bob');
  await server.fixture.core.grantRole('bob', 'operator');
  await server.kill();
  t.is(await roleOf(server.fixture, 'root'), 'admin');
  t.is(await roleOf(server.fixture, 'bob'), 'operator');
});
