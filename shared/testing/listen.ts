/** Subscribers that ask for signals, groups to be told of, and what was told. For tests. */

import type { Signal, Subscription } from '../contract/core_port.ts';
import type { Caller } from './core_fixture.ts';
import { GatheringSubscriber } from './gathering_subscriber.ts';

type ValueOf<Case extends Signal['case']> = Extract<Signal, { readonly case: Case }>['value'];

export class Listener extends GatheringSubscriber {
  readonly subscription: Subscription;

  constructor(caller: Caller, kinds: readonly string[], room?: number) {
    super(room);
    this.subscription = caller.subscribe(this, { signals: kinds });
  }

  /** The values of such signals so far; each is given once. */
  told<Case extends Signal['case']>(wanted: Case): ValueOf<Case>[] {
    const found = this.signals.filter((signal) => signal.case === wanted);
    for (const signal of found) this.signals.splice(this.signals.indexOf(signal), 1);
    return found.map(({ value }) => value as ValueOf<Case>);
  }
}

/** Subscribes and asks for signals of these kinds. */
export function listen(caller: Caller, ...kinds: readonly string[]): Listener {
  return new Listener(caller, kinds);
}

/** The id of a new group of the first, who owns it, and the others. */
export async function newGroup(owner: Caller, ...others: readonly Caller[]): Promise<string> {
  const participants = others.map(({ name }) => name);
  return (await owner.call('createChat', { title: 'a group', participants })).chat;
}
