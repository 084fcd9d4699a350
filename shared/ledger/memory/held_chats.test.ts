/** Chats that can give way are found, and no others, whatever happened; and found without walking through all participants. */

import test from 'ava';
import fc from 'fast-check';
import type { AccountId, ChatId } from '../ledger.ts';
import { HeldChats, type StoredChat } from './held_chats.ts';
import { MessageList } from './message_list.ts';

/** Chats with messages, whose participants acknowledge and leave. Counts how often an account is looked at. */
class Scene {
  readonly chats: StoredChat[] = [];
  readonly acknowledged = new Map<AccountId, number>();
  readonly held = new HeldChats((account) => {
    this.looks += 1;
    return this.acknowledged.get(account) ?? 0;
  });
  looks = 0;
  position = 0;

  chat(accounts: readonly AccountId[]): StoredChat {
    const id = `chat ${this.chats.length}` as ChatId;
    const participants = new Map(accounts.map((account) => [account, this.position]));
    const chat = { id, participants, messages: new MessageList(id), forgottenPosition: 0 };
    this.chats.push(chat);
    return chat;
  }

  send(chat: StoredChat): void {
    this.position += 1;
    chat.messages.push({ position: this.position, sender: 'somebody', timeMs: 0, body: 'x' });
    this.held.stored(chat);
  }

  acknowledge(account: AccountId, position: number): void {
    this.acknowledged.set(account, Math.max(position, this.acknowledged.get(account) ?? 0));
    this.held.advanced(account);
  }

  join(chat: StoredChat, account: AccountId): void {
    if (!chat.participants.has(account)) chat.participants.set(account, this.position);
  }

  leave(chat: StoredChat, account: AccountId): void {
    if (!chat.participants.delete(account)) return;
    this.held.left(chat, account);
    if (chat.participants.size > 0) return;
    this.held.dropped(chat);
    this.chats.splice(this.chats.indexOf(chat), 1);
  }

  /** As much as can be, or its first message only. */
  forget(chat: StoredChat, all: boolean): void {
    const count = chat.messages.firstAfter(this.#acknowledgedByAll(chat));
    if (count === 0) return;
    this.held.dropFirst(chat, all ? count : 1);
  }

  /** What gives way, found the long way. */
  get expected(): readonly (readonly [ChatId, number])[] {
    const upTo = this.chats.map((chat) => [chat, this.#acknowledgedByAll(chat)] as const);
    return byId(upTo.filter(([{ messages }, position]) => messages.firstAfter(position) > 0));
  }

  get found(): readonly (readonly [ChatId, number])[] {
    return byId(this.held.givingWay());
  }

  #acknowledgedByAll({ participants }: StoredChat): number {
    const each = [...participants].map(([account, joined]) => Math.max(joined, this.acknowledged.get(account) ?? 0));
    return Math.min(...each);
  }
}

function byId(chats: readonly (readonly [StoredChat, number])[]): readonly (readonly [ChatId, number])[] {
  return chats.map(([{ id }, position]) => [id, position] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function accounts(count: number): readonly AccountId[] {
  return Array.from({ length: count }, (_, index) => `account ${index}` as AccountId);
}

test('whatever was sent, acknowledged and forgotten, and whoever came and went, what can give way is found', (t) => {
  const names = accounts(4);
  const what = fc.constantFrom('send', 'send', 'acknowledge', 'acknowledge', 'join', 'leave', 'forget', 'look');
  const step = fc.record({ what, chat: fc.nat(2), account: fc.constantFrom(...names), part: fc.nat(3) });
  const run = fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
    const scene = new Scene();
    for (let chat = 0; chat < 3; chat += 1) scene.chat(names.slice(chat));
    for (const { what, chat: at, account, part } of steps) {
      const chat = scene.chats[at];
      if (chat === undefined) continue;
      if (what === 'send') scene.send(chat);
      else if (what === 'acknowledge') scene.acknowledge(account, Math.ceil((scene.position * part) / 3));
      else if (what === 'join') scene.join(chat, account);
      else if (what === 'leave') scene.leave(chat, account);
      else if (what === 'forget') scene.forget(chat, part > 0);
      else t.deepEqual(scene.found, scene.expected);
    }
    t.deepEqual(scene.found, scene.expected);
  });
  fc.assert(run, { numRuns: 300 });
});

const [groups, members] = [20, 100];

/** Groups with the same members, a message in each, of which nobody has acknowledged anything. */
function crowd(): { scene: Scene; names: readonly AccountId[] } {
  const [scene, names] = [new Scene(), accounts(members)];
  for (let count = 0; count < groups; count += 1) scene.chat(names);
  for (const chat of scene.chats) scene.send(chat);
  return { scene, names };
}

test('where nothing was acknowledged since, nobody is looked at, whatever else is sent', (t) => {
  const { scene } = crowd();
  t.deepEqual(scene.found, []);
  scene.looks = 0;
  for (const chat of scene.chats) scene.send(chat);
  t.deepEqual(scene.found, []);
  t.is(scene.looks, 0);
});

test('whoever acknowledges a little time after time is looked at alone, and only where it holds something back', (t) => {
  const { scene, names } = crowd();
  t.deepEqual(scene.found, []);
  scene.looks = 0;
  for (const name of names.slice(1)) scene.acknowledge(name, 1);
  t.deepEqual(scene.found, []);
  t.is(scene.looks, 0, 'others than the first hold nothing back');
  scene.acknowledge(names[0] as AccountId, 1);
  t.deepEqual(scene.found, [['chat 0', 1]]);
  t.true(scene.looks <= groups + 2 * members, `${scene.looks} looks`);
});

test('until all have acknowledged, each participant is looked at a few times in each chat, however often there is no room', (t) => {
  const { scene, names } = crowd();
  for (const [index, name] of names.entries()) {
    t.deepEqual(scene.found, [], `after ${index}`);
    scene.acknowledge(name, scene.position);
  }
  t.is(scene.found.length, groups);
  // Found to hold it back, found to do so no more, and how far all are at the end.
  t.true(scene.looks <= 3 * groups * members, `${scene.looks} looks`);
});
