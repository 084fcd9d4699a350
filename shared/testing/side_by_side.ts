/** A core and the model of it, asked the same and compared in every reply, refusal and subscriber. For tests. */

import assert from 'node:assert/strict';
import { ChatError } from '../contract/chat_error.ts';
import type { Subscription } from '../contract/core_port.ts';
import { ChatModel, type ModelSession, type ModelSubscription, modelBounds } from './chat_model.ts';
import { type Caller, CoreFixture, type FixtureOptions, settled } from './core_fixture.ts';
import type { GatheringSubscriber } from './gathering_subscriber.ts';
import { ModelRefusal, told } from './model_parts.ts';

export interface SessionOfBoth {
  readonly session: ModelSession;
  readonly caller: Caller;
}

export class SideBySide {
  readonly fixture: CoreFixture;
  readonly model: ChatModel;
  readonly subscribers = new Map<
    ModelSubscription,
    { readonly subscriber: GatheringSubscriber; readonly subscription: Subscription }
  >();
  /** How many asks were answered, rather than refused. */
  answered = 0;
  readonly #callers = new Map<ModelSession, Caller>();

  constructor(options: Pick<FixtureOptions, 'openLedger'> = {}) {
    // No sweep, and nothing written of who was seen: both happen at times that the model does not know.
    const never = Number.MAX_SAFE_INTEGER;
    const limits = { ...modelBounds, sessionSweepMs: never, presenceDebounceMs: never, operatorSweepMs: never };
    this.fixture = new CoreFixture({ ...options, limits });
    this.model = new ChatModel(this.fixture.environment.now());
  }

  opened(session: ModelSession, caller: Caller): void {
    this.#callers.set(session, caller);
  }

  /** One of all sessions that were ever opened. */
  session(index: number): SessionOfBoth | undefined {
    const [session, caller] = [...this.#callers][index % this.#callers.size] ?? [];
    return session === undefined || caller === undefined ? undefined : { session, caller };
  }

  /** Both replies; undefined where both refuse, with the same code. */
  async both<Expected, Actual>(
    askModel: () => Expected,
    askCore: () => Actual | Promise<Actual>,
  ): Promise<{ expected: Expected; actual: Actual } | undefined> {
    const expected = await outcome(askModel);
    const actual = await outcome(askCore);
    assert.equal(actual.code, expected.code);
    if (!('value' in expected && 'value' in actual)) return undefined;
    this.answered += 1;
    return { expected: expected.value as Expected, actual: actual.value as Actual };
  }

  /** Asks both, whose replies have to be equal. */
  async same(askModel: () => unknown, askCore: () => unknown): Promise<void> {
    const answers = await this.both(askModel, askCore);
    if (answers !== undefined) assert.deepEqual(answers.actual, answers.expected);
  }

  /** Whatever can be seen without asking is as the model says. */
  async compare(): Promise<void> {
    await settled();
    await this.fixture.ledger.quiet();
    this.fixture.requireNoFaults();
    assert.equal(this.fixture.state.position, this.model.position);
    assert.deepEqual([...this.fixture.state.names.after('')], [...this.model.accounts.keys()].sort());
    for (const [{ taken, after, end }, { subscriber }] of this.subscribers) {
      assert.deepEqual(subscriber.messages, taken.map(told));
      const position = taken.at(-1)?.position ?? after;
      assert.deepEqual(subscriber.end && [subscriber.end.code, subscriber.end.position], end && [end, position]);
    }
  }
}

type Outcome<T> = { readonly value: T; readonly code?: undefined } | { readonly code: string };

/** What is neither a refusal of the core nor one of the model is a fault, and thrown on. */
async function outcome<T>(ask: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof ChatError || error instanceof ModelRefusal) return { code: error.code };
    throw error;
  }
}
