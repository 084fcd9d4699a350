/**
 * Signal `typing`: who is typing in a chat, told to the others who are connected. Nothing of it is kept but when.
 * Invariant: of each participant nobody is told more than once within the interval, whatever it says; what it said last
 * is told when the interval is over.
 */

import type { Signal } from '../../contract/core_port.ts';
import type { ParticipantState } from '../chat_state.ts';
import type { Job } from '../sliced_work.ts';
import { Debounce } from './debounce.ts';
import type { SignalsContext } from './signals_context.ts';

interface Typing {
  /** What the participant said last. */
  typing: boolean;
  /** What was told last, and when; undefined before the first time. */
  told: boolean | undefined;
  atMs: number;
}

/** Participants who type at once; further ones are not told of, since what is told late is over. */
const typingMax = 100_000;

export class TypingSignals {
  readonly #context: SignalsContext;
  /** Who said something within the interval: in the order in which the others were told. */
  readonly #typing = new Map<ParticipantState, Typing>();
  /** Of those, who is to be told of now. */
  readonly #news = new Set<ParticipantState>();
  readonly #interval: Debounce;
  #working = false;

  constructor(context: SignalsContext) {
    this.#context = context;
    const { environment, limits } = context;
    this.#interval = new Debounce(environment, limits.typingIntervalMs, () => this.#work());
  }

  /** Tells that the participant is typing, or has stopped. */
  tell(participant: ParticipantState, typing: boolean): void {
    const { inboxes, limits } = this.#context;
    if (inboxes.asking('typing').size === 0) return;
    if (participant.chat.participants.size > limits.signalParticipantsMax) return;
    const known = this.#typing.get(participant);
    if (known !== undefined) {
      known.typing = typing;
      if (this.#isOver(known)) this.#news.add(participant);
    } else if (this.#typing.size < typingMax) {
      this.#typing.set(participant, { typing, told: undefined, atMs: this.#context.environment.now() });
      this.#news.add(participant);
    }
    if (this.#news.size > 0) this.#work();
  }

  close(): void {
    this.#interval.close();
  }

  /** Where the clock was set back it is over, too: nobody waits for longer than the interval. */
  #isOver({ atMs, told }: Typing): boolean {
    const agoMs = this.#context.environment.now() - atMs;
    return told !== undefined && (agoMs < 0 || agoMs >= this.#context.limits.typingIntervalMs);
  }

  #work(): void {
    if (this.#working) return;
    this.#working = true;
    this.#context.inboxes.work.start(this.#tellNews());
  }

  *#tellNews(): Job {
    try {
      for (const [participant, typing] of this.#typing) {
        if (typing.told === undefined) continue;
        if (!this.#isOver(typing)) break;
        this.#settle(participant, typing);
        yield 1;
      }
      for (const participant of this.#news) {
        this.#news.delete(participant);
        yield* this.#tellOne(participant);
      }
    } finally {
      this.#working = false;
    }
    const [oldest] = this.#typing.values();
    if (oldest === undefined) return;
    const { environment, limits } = this.#context;
    const leftMs = oldest.atMs + limits.typingIntervalMs - environment.now();
    this.#interval.note(Math.max(1, Math.min(leftMs, limits.typingIntervalMs)));
  }

  /** Its interval is over: what it said meanwhile is news. */
  #settle(participant: ParticipantState, typing: Typing): void {
    if (typing.typing !== typing.told) this.#news.add(participant);
    else this.#typing.delete(participant);
  }

  *#tellOne(participant: ParticipantState): Job {
    const { inboxes, environment, limits } = this.#context;
    const { chat, account } = participant;
    const known = this.#typing.get(participant);
    this.#typing.delete(participant);
    if (known === undefined || chat.participants.get(account.id) !== participant) return;
    if (chat.participants.size > limits.signalParticipantsMax) return;
    const { typing } = known;
    this.#typing.set(participant, { typing, told: typing, atMs: environment.now() });
    const signal: Signal = { case: 'typing', value: { chat: chat.id, account: account.name, typing } };
    for (const inbox of inboxes.askingIn(chat, 'typing')) {
      if (inbox !== undefined && inbox.account !== account) inbox.signal(signal);
      yield 1;
    }
    yield 1;
  }
}
