/** Signal `typing`: who is typing in a chat, told to the others who are connected. Nothing of it is kept but when. */

import type { Signal } from '../../contract/core_port.ts';
import type { ParticipantState } from '../chat_state.ts';
import type { SignalsContext } from './signals_context.ts';

interface Told {
  readonly typing: boolean;
  readonly atMs: number;
}

export class TypingSignals {
  readonly #context: SignalsContext;
  /** What was told within the interval, the oldest first. */
  readonly #told = new Map<ParticipantState, Told>();

  constructor(context: SignalsContext) {
    this.#context = context;
  }

  /** Tells that the participant is typing, or has stopped; the same once within the interval. */
  tell(participant: ParticipantState, typing: boolean): void {
    const { inboxes, limits } = this.#context;
    const { chat, account } = participant;
    if (inboxes.asking('typing').size === 0 || chat.participants.size > limits.signalParticipantsMax) return;
    if (!this.#isNews(participant, typing)) return;
    const signal: Signal = { case: 'typing', value: { chat: chat.id, account: account.name, typing } };
    for (const inbox of inboxes.connectedIn(chat)) if (inbox.account !== account) inbox.signal(signal);
  }

  #isNews(participant: ParticipantState, typing: boolean): boolean {
    const { environment, limits } = this.#context;
    const nowMs = environment.now();
    for (const [old, { atMs }] of this.#told) {
      if (nowMs - atMs < limits.typingIntervalMs) break;
      this.#told.delete(old);
    }
    if (this.#told.get(participant)?.typing === typing) return false;
    // Anew, so that the oldest stays first.
    this.#told.delete(participant);
    this.#told.set(participant, { typing, atMs: nowMs });
    return true;
  }
}
