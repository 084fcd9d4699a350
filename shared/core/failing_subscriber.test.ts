/** A subscriber that fails to take a message, a bug in a front: it ends, and the core, the message and others go on. */

import test from 'ava';
import type { Message } from '../contract/contract.generated.ts';
import { CoreFixture } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';

class FailingSubscriber extends GatheringSubscriber {
  override message = (message: Message): boolean => {
    if (message.body === 'unlucky') throw new Error('a bug in a front');
    this.messages.push(message);
    return true;
  };
}

test('a subscriber that fails ends before the message that it failed to take, and nobody else is harmed', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const failing = new FailingSubscriber();
  const other = new GatheringSubscriber();
  bob.subscribe(failing);
  bob.subscribe(other);
  const { position } = await alice.send('bob', 'hello');
  await alice.send('bob', 'unlucky');
  await alice.send('bob', 'goodbye');
  t.deepEqual(failing.bodies, ['hello']);
  t.like(failing.end, { code: 'INTERNAL', position }, 'who resumes from there misses nothing');
  t.deepEqual(other.bodies, ['hello', 'unlucky', 'goodbye']);
  t.deepEqual(
    fixture.environment.faults.map(({ what }) => what),
    ['handing out messages'],
  );
});
