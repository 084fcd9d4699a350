/** Hashes of passwords: their form, how many run and wait, and that an unknown name costs what a wrong password does. */

import test from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import { CoreFixture, settled } from '../testing/core_fixture.ts';
import { ManualEnvironment } from '../testing/manual_environment.ts';
import { PasswordHasher } from './password_hasher.ts';

const bounds = { passwordHashesAtOnceMax: 2, passwordHashQueueMax: 3 };

/** A derivation that ends when the test says so. */
class HeldDerivation {
  readonly started: string[] = [];
  readonly #waiting: ((key: Uint8Array) => void)[] = [];
  most = 0;

  derive = (password: string): Promise<Uint8Array> => {
    this.started.push(password);
    const result = new Promise<Uint8Array>((resolve) => this.#waiting.push(resolve));
    this.most = Math.max(this.most, this.#waiting.length);
    return result;
  };

  async end(): Promise<void> {
    await settled();
    this.#waiting.shift()?.(new Uint8Array(32));
    await settled();
  }
}

test('a hash is a PHC string with the parameters of argon2id, and only its own password fits', async (t) => {
  const hasher = new PasswordHasher(new ManualEnvironment(), bounds);
  const phc = await hasher.hash('right password');
  t.regex(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  t.true(await hasher.verify('right password', phc));
  t.false(await hasher.verify('wrong password', phc));
});

test('one password hashed twice gives two hashes', async (t) => {
  const held = new HeldDerivation();
  const hasher = new PasswordHasher(new ManualEnvironment(), bounds, held.derive);
  const hashes = Promise.all([hasher.hash('same'), hasher.hash('same')]);
  await held.end();
  await held.end();
  const [first, second] = await hashes;
  t.not(first, second, 'each has a salt of its own');
});

test('at most two hashes run at once, the others in the order in which they were asked', async (t) => {
  const held = new HeldDerivation();
  const hasher = new PasswordHasher(new ManualEnvironment(), bounds, held.derive);
  const hashes = ['one', 'two', 'three', 'four', 'five'].map((password) => hasher.hash(password));
  await settled();
  t.deepEqual(held.started, ['one', 'two']);
  await held.end();
  t.deepEqual(held.started, ['one', 'two', 'three']);
  for (let left = 4; left > 0; left -= 1) await held.end();
  await Promise.all(hashes);
  t.deepEqual(held.started, ['one', 'two', 'three', 'four', 'five']);
  t.is(held.most, 2);
});

test('more than the bound may not wait: RESOURCE_EXHAUSTED, and those who wait are served', async (t) => {
  const held = new HeldDerivation();
  const hasher = new PasswordHasher(new ManualEnvironment(), bounds, held.derive);
  const hashes = ['1', '2', '3', '4', '5'].map((password) => hasher.hash(password));
  const error = await t.throwsAsync(hasher.verify('6', undefined), { instanceOf: ChatError });
  t.is(error?.code, 'RESOURCE_EXHAUSTED');
  t.true((error?.retryAfterMs ?? 0) > 0);
  for (let left = 5; left > 0; left -= 1) await held.end();
  t.is((await Promise.all(hashes)).length, 5);
  t.is(held.started.length, 5);
});

test('a derivation that fails gives its place to the next', async (t) => {
  let failing = true;
  const derive = async (): Promise<Uint8Array> => {
    if (failing) throw new Error('out of memory');
    return new Uint8Array(32);
  };
  const hasher = new PasswordHasher(new ManualEnvironment(), { ...bounds, passwordHashesAtOnceMax: 1 }, derive);
  await t.throwsAsync(hasher.hash('a password'), { message: 'out of memory' });
  failing = false;
  await t.notThrowsAsync(hasher.hash('a password'));
});

test('a login for an unknown name derives one key, with as long a salt, and fails alike a wrong password', async (t) => {
  const salts: number[] = [];
  const deriveKey = async (password: string, salt: Uint8Array): Promise<Uint8Array> => {
    salts.push(salt.length);
    return new Uint8Array(32).fill(password.length);
  };
  const fixture = new CoreFixture({ deriveKey });
  await fixture.create('alice');
  const refusals: unknown[] = [];
  const work: number[][] = [];
  for (const name of ['alice', 'nobody', 'no name at all!']) {
    salts.length = 0;
    const error = await t.throwsAsync(fixture.login(name, 'another wrong password'), { instanceOf: ChatError });
    refusals.push([error?.code, error?.message]);
    work.push([...salts]);
  }
  t.deepEqual(work, [[16], [16], [16]]);
  t.deepEqual(refusals[1], refusals[0]);
  t.deepEqual(refusals[2], refusals[0]);
});

test('a password too long for anybody costs no hash, whether the name exists or not', async (t) => {
  let derived = 0;
  const deriveKey = async (): Promise<Uint8Array> => {
    derived += 1;
    return new Uint8Array(32);
  };
  const fixture = new CoreFixture({ deriveKey });
  await fixture.create('alice');
  derived = 0;
  for (const name of ['alice', 'nobody']) {
    const error = await t.throwsAsync(fixture.login(name, 'x'.repeat(257)), { instanceOf: ChatError });
    t.is(error?.code, 'WRONG_CREDENTIALS');
  }
  t.is(derived, 0);
});
