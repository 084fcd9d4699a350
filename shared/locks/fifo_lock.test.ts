/** First come, first served: the metadata lock against a model of a queue, and its bounds. */

import test from 'ava';
import fc from 'fast-check';
import { ChatError } from '../contract/chat_error.ts';
import { settled } from '../testing/core_fixture.ts';
import { ManualEnvironment } from '../testing/manual_environment.ts';
import { FifoInboxLock } from './inbox_lock.ts';
import { LockScope } from './lock_scope.ts';
import { FifoMetadataLock, MetadataGuard } from './metadata_lock.ts';

const lockWaitMs = 1_000;

function newLock(lockWaitersMax = 1_000): { lock: FifoMetadataLock; environment: ManualEnvironment } {
  const environment = new ManualEnvironment();
  return { environment, lock: new FifoMetadataLock({ environment, lockWaitMs, lockWaitersMax }) };
}

interface Ask {
  readonly id: number;
  readonly exclusive: boolean;
  readonly dueMs: number;
}

/** What first come, first served means: who holds the lock, who waits, who gave up. */
class QueueModel {
  readonly holding: Ask[] = [];
  readonly gaveUp: number[] = [];
  readonly #waiting: Ask[] = [];

  ask(ask: Ask): void {
    this.#waiting.push(ask);
    this.#letIn();
  }

  release(index: number): Ask | undefined {
    const [released] = this.holding.splice(index, 1);
    this.#letIn();
    return released;
  }

  expire(nowMs: number): void {
    while (this.#waiting[0] !== undefined && this.#waiting[0].dueMs <= nowMs) {
      this.gaveUp.push((this.#waiting.shift() as Ask).id);
      this.#letIn();
    }
  }

  #letIn(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const free = this.holding.length === 0 || (!next.exclusive && !this.holding[0]?.exclusive);
      if (!free) return;
      this.#waiting.shift();
      this.holding.push(next);
    }
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), exclusive: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('release' as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(600) }) },
);

test('whoever holds the lock is who the model of a queue says, whatever is asked, released and waited for', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { lock, environment } = newLock();
      const model = new QueueModel();
      const guards = new Map<number, MetadataGuard>();
      const gaveUp: number[] = [];
      for (const [id, next] of steps.entries()) {
        if (next.kind === 'ask') {
          model.ask({ id, exclusive: next.exclusive, dueMs: environment.now() + lockWaitMs });
          const asked = next.exclusive ? lock.exclusive(new LockScope()) : lock.shared(new LockScope());
          if (asked instanceof MetadataGuard) guards.set(id, asked);
          else void asked.then((guard) => guards.set(id, guard)).catch(() => gaveUp.push(id));
        } else if (next.kind === 'release') {
          const released = model.release(next.which);
          if (released !== undefined) {
            guards.get(released.id)?.release();
            guards.delete(released.id);
          }
        } else {
          environment.advance(next.ms);
          model.expire(environment.now());
        }
        await settled();
        t.deepEqual([...guards.keys()].sort(byNumber), model.holding.map((ask) => ask.id).sort(byNumber));
        t.deepEqual(gaveUp, model.gaveUp);
      }
    }),
    { numRuns: 100 },
  );
});

test('a reader who comes while a writer waits gets in after the writer', async (t) => {
  const { lock } = newLock();
  const reader = await lock.shared(new LockScope());
  const order: string[] = [];
  const writer = Promise.resolve(lock.exclusive(new LockScope())).then((guard) => {
    order.push('writer');
    guard.release();
  });
  const lateReader = Promise.resolve(lock.shared(new LockScope())).then(() => order.push('late reader'));
  await settled();
  t.deepEqual(order, []);
  reader.release();
  await Promise.all([writer, lateReader]);
  t.deepEqual(order, ['writer', 'late reader']);
});

test('readers who have to be writers get in one by one, in their order, before anyone who came later', async (t) => {
  const { lock } = newLock();
  const order: string[] = [];
  const [first, second, third] = await Promise.all([0, 1, 2].map(() => lock.shared(new LockScope())));
  const enter = async (name: string, waiting: MetadataGuard | Promise<MetadataGuard>): Promise<void> => {
    const guard = await waiting;
    order.push(`${name} in`);
    await settled();
    order.push(`${name} out`);
    guard.release();
  };
  const entering = [
    enter('late writer', lock.exclusive(new LockScope())),
    enter('late reader', lock.shared(new LockScope())),
    enter('first', lock.exclusiveInstead(first as MetadataGuard)),
    enter('second', lock.exclusiveInstead(second as MetadataGuard)),
  ];
  await settled();
  t.deepEqual(order, [], 'one still reads');
  third?.release();
  await Promise.all(entering);
  const each = ['first', 'second', 'late writer', 'late reader'];
  t.deepEqual(
    order,
    each.flatMap((name) => [`${name} in`, `${name} out`]),
  );
});

test('who is let in goes on before anybody hears of the release, and takes the lock, too', async (t) => {
  const { lock } = newLock();
  const writer = await lock.exclusive(new LockScope());
  const order: string[] = [];
  const waiting = Promise.resolve(lock.shared(new LockScope())).then(() => order.push('waiter'));
  await Promise.resolve()
    .then(() => writer.release())
    .then(() => {
      t.true(lock.shared(new LockScope()) instanceof MetadataGuard);
      order.push('newcomer');
    });
  await waiting;
  t.deepEqual(order, ['waiter', 'newcomer']);
});

test('the only reader becomes a writer at once, whoever waits', async (t) => {
  const { lock } = newLock();
  const reader = await lock.shared(new LockScope());
  const late = Promise.resolve(lock.exclusive(new LockScope()));
  const writer = lock.exclusiveInstead(reader);
  t.true(writer instanceof MetadataGuard);
  t.false(reader.held);
  (writer as MetadataGuard).release();
  t.true((await late).held);
});

test('a wait ends at its deadline, with DEADLINE_EXCEEDED, and lets in those who waited behind it', async (t) => {
  const { lock, environment } = newLock();
  const reader = await lock.shared(new LockScope());
  const writer = Promise.resolve(lock.exclusive(new LockScope()));
  environment.advance(lockWaitMs / 2);
  const second = Promise.resolve(lock.shared(new LockScope()));
  environment.advance(lockWaitMs / 2);
  const error = await t.throwsAsync(writer, { instanceOf: ChatError });
  t.is(error?.code, 'DEADLINE_EXCEEDED');
  t.true(error?.retryable);
  (await second).release();
  reader.release();
  t.true(lock.exclusive(new LockScope()) instanceof MetadataGuard, 'who gave up holds nothing');
});

test('a scope whose wait has failed may wait again', async (t) => {
  const { lock, environment } = newLock();
  const holder = await lock.exclusive(new LockScope());
  const scope = new LockScope();
  const first = Promise.resolve(lock.shared(scope));
  environment.advance(lockWaitMs);
  await t.throwsAsync(first, { instanceOf: ChatError });
  holder.release();
  t.true(lock.shared(scope) instanceof MetadataGuard);
});

test('more waiters than the bound are refused with RESOURCE_EXHAUSTED, and the others are served', async (t) => {
  const { lock } = newLock(2);
  const holder = await lock.exclusive(new LockScope());
  const waiting = [lock.shared(new LockScope()), lock.shared(new LockScope())];
  const error = await t.throwsAsync(Promise.resolve(lock.shared(new LockScope())), { instanceOf: ChatError });
  t.is(error?.code, 'RESOURCE_EXHAUSTED');
  t.true((error?.retryAfterMs ?? 0) > 0);
  holder.release();
  for (const guard of await Promise.all(waiting)) guard.release();
  t.true(lock.exclusive(new LockScope()) instanceof MetadataGuard);
});

test('a second release of the same guard does not release what another holds by then', async (t) => {
  const { lock } = newLock();
  const first = await lock.exclusive(new LockScope());
  first.release();
  const second = await lock.exclusive(new LockScope());
  first.release();
  t.true(second.held);
  t.true(lock.shared(new LockScope()) instanceof Promise, 'the second holder still excludes others');
});

test('a second release of a shared guard does not let a writer in beside another reader', async (t) => {
  const { lock } = newLock();
  const first = await lock.shared(new LockScope());
  await lock.shared(new LockScope());
  first.release();
  first.release();
  t.true(lock.exclusive(new LockScope()) instanceof Promise);
});

test('leaving a `using` scope by an exception gives both locks back', async (t) => {
  const { lock, environment } = newLock();
  const inbox = new FifoInboxLock({ environment, lockWaitMs, lockWaitersMax: 10 });
  const failing = async (): Promise<void> => {
    using metadata = await lock.exclusive(new LockScope());
    using _inbox = await inbox.exclusive(metadata);
    throw new Error('as planned');
  };
  await t.throwsAsync(failing, { message: 'as planned' });
  t.true(lock.exclusive(new LockScope()) instanceof MetadataGuard);
  t.false(inbox.exclusive(new LockScope()) instanceof Promise);
});

test('a free lock is taken without a promise, and without a timer', (t) => {
  const startTimer = (): never => {
    throw new Error('a free lock needs no deadline');
  };
  const waits = { environment: { startTimer }, lockWaitMs, lockWaitersMax: 10 };
  const metadata = new FifoMetadataLock(waits).shared(new LockScope());
  t.true(metadata instanceof MetadataGuard);
  t.false(new FifoInboxLock(waits).exclusive(metadata as MetadataGuard) instanceof Promise);
});

test('an inbox lock that is taken is refused to those who only try, and given to those who wait', async (t) => {
  const { environment } = newLock();
  const inbox = new FifoInboxLock({ environment, lockWaitMs, lockWaitersMax: 10 });
  const holder = await inbox.exclusive(new LockScope());
  t.is(inbox.tryExclusive(new LockScope()), undefined);
  const waiting = Promise.resolve(inbox.exclusive(new LockScope()));
  holder.release();
  t.is(inbox.tryExclusive(new LockScope()), undefined, 'whoever waited has it now');
  (await waiting).release();
  t.not(inbox.tryExclusive(new LockScope()), undefined);
});

function byNumber(a: number, b: number): number {
  return a - b;
}
