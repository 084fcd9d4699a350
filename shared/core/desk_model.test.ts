/** Random days at the desk, against the simplest model of one: a list of what waits, and who has what. */

import test from 'ava';
import fc from 'fast-check';
import { type Caller, CoreFixture, password } from '../testing/core_fixture.ts';

type Step =
  | { readonly kind: 'open'; readonly who: number }
  | { readonly kind: 'next'; readonly who: number }
  /** To an operator, or back to the queue. */
  | { readonly kind: 'transfer'; readonly ticket: number; readonly to: number | undefined }
  | { readonly kind: 'close'; readonly ticket: number }
  /** An operator's account is deleted, and made again. */
  | { readonly kind: 'delete'; readonly who: number };

const who = fc.nat(1);
const ticket = fc.nat(5);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('open' as const), who }),
    fc.record({ kind: fc.constant('open' as const), who }),
    fc.record({ kind: fc.constant('next' as const), who }),
    fc.record({ kind: fc.constant('transfer' as const), ticket, to: fc.option(who, { nil: undefined, freq: 1 }) }),
    fc.record({ kind: fc.constant('close' as const), ticket }),
    fc.record({ kind: fc.constant('delete' as const), who }),
  ),
  { maxLength: 60, size: 'max' },
);

const operators = ['olga', 'otto'];

/** What waits, the head first, and who has what, in the order of opening. */
interface DeskModel {
  queue: string[];
  readonly opened: string[];
  readonly taken: Map<string, string>;
}

class Day {
  readonly #fixture = new CoreFixture({ limits: { ticketsPerAccountMax: 4 } });
  readonly #callers = new Map<string, Caller>();
  readonly #model: DeskModel = { queue: [], opened: [], taken: new Map() };

  async begin(): Promise<void> {
    for (const name of ['ann', 'ben', 'admin', ...operators]) await this.#create(name);
    await this.#fixture.core.grantRole('admin', 'admin');
  }

  async step(step: Step): Promise<void> {
    // So that those that are given back together have an order.
    this.#fixture.environment.advance(1);
    const model = this.#model;
    switch (step.kind) {
      case 'open': {
        const reply = await this.#caller(['ann', 'ben'][step.who]).call('openTicket', { subject: 's' }).catch(refusal);
        if (reply === undefined) return;
        model.opened.push(reply.chat);
        model.queue.push(reply.chat);
        if (reply.place !== model.queue.length) throw new Error(`place ${reply.place} of ${model.queue.length}`);
        return;
      }
      case 'next': {
        const operator = operators[step.who] ?? '';
        const reply = await this.#caller(operator).call('nextTicket', {}).catch(refusal);
        const head = model.queue.shift();
        if (reply?.chat !== head) throw new Error(`${reply?.chat} was given, ${head} was next`);
        if (head !== undefined) model.taken.set(head, operator);
        return;
      }
      case 'transfer': {
        const chat = model.opened[step.ticket];
        const to = step.to === undefined ? '' : (operators[step.to] ?? '');
        if (chat === undefined) return;
        const reply = await this.#caller('admin').call('transferTicket', { chat, to }).catch(refusal);
        if (reply === undefined) return;
        model.queue = model.queue.filter((other) => other !== chat);
        if (to === '') model.queue.unshift(chat);
        if (to === '') model.taken.delete(chat);
        else model.taken.set(chat, to);
        return;
      }
      case 'close': {
        const [chat] = model.opened.splice(step.ticket, 1);
        if (chat === undefined) return;
        await this.#caller('admin').call('closeTicket', { chat });
        model.queue = model.queue.filter((other) => other !== chat);
        model.taken.delete(chat);
        return;
      }
      case 'delete': {
        const operator = operators[step.who] ?? '';
        await this.#caller(operator).call('deleteAccount', { password });
        await this.#create(operator);
        const own = model.opened.filter((chat) => model.taken.get(chat) === operator);
        for (const chat of own) model.taken.delete(chat);
        model.queue.unshift(...own);
        return;
      }
      default:
        step satisfies never;
    }
  }

  /** Says how the desk differs from the model. */
  async difference(): Promise<string | undefined> {
    const { tickets } = await this.#caller('admin').call('listTickets', { pageSize: 100, pageToken: '' });
    const queued = tickets.filter(({ state }) => state === 'queued');
    const taken = new Map(
      tickets.filter(({ state }) => state === 'assigned').map((each) => [each.chat, each.operator]),
    );
    const { queue, taken: expected } = this.#model;
    if (queued.map(({ chat }) => chat).join() !== queue.join()) return `${queue} waits, not what is listed`;
    if (queued.some(({ place }, index) => place !== index + 1)) return 'a place is wrong';
    if (taken.size !== expected.size) return `${taken.size} tickets are taken, not ${expected.size}`;
    for (const [chat, operator] of expected) {
      if (taken.get(chat) !== operator) return `${taken.get(chat)} has the ticket of ${operator}`;
      const { participants } = await this.#participants(operator, chat);
      if (participants.length !== 2) return `${participants.length} take part in a ticket`;
    }
    this.#fixture.requireNoFaults();
    return undefined;
  }

  #participants(name: string, chat: string) {
    return this.#caller(name).call('listParticipants', { chat, pageSize: 0, pageToken: '' });
  }

  #caller(name = ''): Caller {
    const caller = this.#callers.get(name);
    if (caller === undefined) throw new Error(`nobody is called ${name}`);
    return caller;
  }

  async #create(name: string): Promise<void> {
    this.#callers.set(name, await this.#fixture.create(name));
    if (operators.includes(name)) await this.#fixture.core.grantRole(name, 'operator');
  }
}

/** What is refused changes nothing, which the comparison shows. */
function refusal(error: unknown): undefined {
  if (!(error instanceof Error) || error.name !== 'ChatError') throw error;
}

test('whatever is asked of the desk, each ticket waits in its place or is with one operator', async (t) => {
  const property = fc.asyncProperty(steps, async (day) => {
    const desk = new Day();
    await desk.begin();
    for (const step of day) {
      await desk.step(step);
      const difference = await desk.difference();
      if (difference !== undefined) throw new Error(difference);
    }
  });
  await t.notThrowsAsync(fc.assert(property, { numRuns: 200 }));
});
