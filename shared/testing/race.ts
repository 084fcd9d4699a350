/**
 * A race: a few operations whose starts and ledger answers come in every order that the contract of the ledger allows,
 * and an invariant that must survive. Each race is run with the real locks, where the invariant holds, and without the
 * one that it needs, where some order breaks it: a lock that nothing needs is a defect. For tests.
 */

import type { TestFn } from 'ava';
import fc from 'fast-check';
import { ChatError } from '../contract/chat_error.ts';
import type { Limits } from '../contract/limits.ts';
import type { CoreOptions } from '../core/core.ts';
import { CoreFixture, settled } from './core_fixture.ts';
import { NoInboxLock, NoMetadataLock } from './no_locks.ts';

export type LockName = 'metadata' | 'inbox';

/** How an act went. `started` and `ended` count up through the race; infinite where that has not happened. */
export interface Outcome {
  readonly started: number;
  readonly ended: number;
  readonly reply: unknown;
  readonly error: unknown;
}

/** What is about to happen, in a core that was made ready for it. */
export interface Scene {
  readonly acts: readonly (() => unknown)[];
  /** Says how the invariant was broken. Called when nothing happens any more, with the outcomes in the order of acts. */
  violation(outcomes: readonly Outcome[]): string | undefined;
}

/** Starts an act, by its index, or lets all results of that kind come that wait. */
export type Step = number | 'commit' | 'read';

export interface Race {
  /** A sentence about what must hold. */
  readonly title: string;
  readonly limits?: Partial<Limits>;
  prepare(fixture: CoreFixture): Promise<Scene>;
}

export interface LockedRace extends Race {
  readonly needs: LockName;
  /** An order of things that breaks the invariant without the lock. */
  readonly worst: readonly Step[];
}

const noLocks: { readonly [Name in LockName]: NonNullable<CoreOptions['locks']> } = {
  metadata: { metadata: new NoMetadataLock() },
  inbox: { newInboxLock: () => new NoInboxLock() },
};

/** Registers the tests of a race. */
export function testRace(test: TestFn, race: LockedRace): void {
  test(`${race.title}, in the worst order and in any other`, async (t) => {
    t.is(await playSteps(race, {}, race.worst), undefined);
    await t.notThrowsAsync(fc.assert(inAnyOrder(race, {}), { numRuns: 100 }));
  });
  test(`${race.title}: without the ${race.needs} lock this breaks, in the worst order and in a random one`, async (t) => {
    t.not(await playSteps(race, noLocks[race.needs], race.worst), undefined);
    // A fixed seed, since this asks whether random orders find it, not whether they always do.
    const broken = await fc.check(inAnyOrder(race, noLocks[race.needs]), { numRuns: 500, seed: 1, endOnFailure: true });
    t.true(broken.failed, 'no random order broke the invariant');
  });
}

/** Registers a test of a race whose invariant no lock keeps: it must hold without either of them too. */
export function testLocklessRace(test: TestFn, race: Race): void {
  test(`${race.title}, with and without locks`, async (t) => {
    for (const locks of [{}, noLocks.metadata, noLocks.inbox]) {
      await t.notThrowsAsync(fc.assert(inAnyOrder(race, locks), { numRuns: 100 }));
    }
  });
}

/** Runs the race in an order that fast-check chooses, and shrinks. */
function inAnyOrder(race: Race, locks: CoreOptions['locks']): fc.IAsyncPropertyWithHooks<[fc.Scheduler]> {
  return fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const broken = await playScheduled(race, locks, scheduler);
    if (broken !== undefined) throw new Error(broken);
  });
}

async function playSteps(race: Race, locks: CoreOptions['locks'], steps: readonly Step[]): Promise<string | undefined> {
  const fixture = new CoreFixture({ locks, ...race });
  const stage = new Stage(await race.prepare(fixture), fixture);
  fixture.ledger.delay();
  for (const step of steps) {
    if (typeof step === 'number') stage.start(step);
    else releaseAll(fixture, step);
    await settled();
  }
  while (fixture.ledger.waiting('commit') + fixture.ledger.waiting('read') > 0) {
    releaseAll(fixture, 'commit');
    releaseAll(fixture, 'read');
    await settled();
  }
  return stage.violation();
}

async function playScheduled(
  race: Race,
  locks: CoreOptions['locks'],
  scheduler: fc.Scheduler,
): Promise<string | undefined> {
  const fixture = new CoreFixture({ locks, ...race });
  const scene = await race.prepare(fixture);
  const stage = new Stage(scene, fixture);
  const asked = { commit: 0, read: 0 };
  const released = { commit: 0, read: 0 };
  fixture.ledger.delay((kind) => {
    asked[kind] += 1;
    const upTo = asked[kind];
    // Out of order, it brings those before it along: as commits that share one disk sync come together.
    void scheduler.schedule(Promise.resolve(), `${kind} ${upTo}`).then(() => {
      for (; released[kind] < upTo; released[kind] += 1) fixture.ledger.release(kind);
    });
  });
  for (const index of scene.acts.keys()) {
    void scheduler.schedule(Promise.resolve(), `act ${index}`).then(() => stage.start(index));
  }
  while (scheduler.count() > 0) {
    await scheduler.waitNext(1);
    await settled();
  }
  return stage.violation();
}

function releaseAll({ ledger }: CoreFixture, kind: 'commit' | 'read'): void {
  for (let waiting = ledger.waiting(kind); waiting > 0; waiting -= 1) ledger.release(kind);
}

/** Starts acts and notes how they go. */
class Stage {
  readonly #scene: Scene;
  readonly #fixture: CoreFixture;
  readonly #outcomes: { started: number; ended: number; reply: unknown; error: unknown }[];
  #moments = 0;

  constructor(scene: Scene, fixture: CoreFixture) {
    this.#scene = scene;
    this.#fixture = fixture;
    this.#outcomes = scene.acts.map(() => ({ started: Infinity, ended: Infinity, reply: undefined, error: undefined }));
  }

  start(index: number): void {
    const outcome = this.#outcomes[index];
    const act = this.#scene.acts[index];
    if (outcome === undefined || act === undefined) throw new Error(`no act ${index}`);
    outcome.started = this.#moment();
    // In this turn, so that acts are asked in the order of their starts.
    const asked = new Promise((resolve) => resolve(act()));
    asked
      .then((reply) => Object.assign(outcome, { reply }))
      .catch((error: unknown) => Object.assign(outcome, { error }))
      .finally(() => {
        outcome.ended = this.#moment();
      });
  }

  /** Whatever is no refusal is a violation, as is an act that never ends. */
  violation(): string | undefined {
    for (const { ended, error } of this.#outcomes) {
      if (ended === Infinity) return 'an act has not ended';
      if (error !== undefined && !(error instanceof ChatError)) return `a fault: ${String(error)}`;
    }
    const [fault] = this.#fixture.environment.faults;
    if (fault !== undefined) return `a reported fault: ${String(fault.error)}`;
    return this.#scene.violation(this.#outcomes);
  }

  #moment(): number {
    this.#moments += 1;
    return this.#moments;
  }
}
