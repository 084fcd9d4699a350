/**
 * What the desk's decisions come to in events: which follow from handing a ticket over, giving it back and closing it.
 * Looks at the state and changes nothing. Whoever asks holds the metadata lock alone until the events are applied.
 */

import type { LedgerEvent } from '../ledger/ledger.ts';
import { isOperator, type TicketState } from './desk_state.ts';
import type { AccountState, State } from './state.ts';

type Stated = { readonly state: State };

/** The ticket becomes that operator's, who may read all of its chat; whoever had it before has left. */
export function assignEvents(
  { state }: Stated,
  ticket: TicketState,
  operator: AccountState,
  timeMs: number,
): readonly LedgerEvent[] {
  const chat = ticket.chat.id;
  const spans = [{ after: 0, upTo: state.position }];
  return [
    ...operatorLeaves(ticket, timeMs),
    { type: 'participants_added', chat, participants: [{ account: operator.id, spans }], timeMs },
    { type: 'ticket_assigned', chat, operator: operator.id, timeMs },
  ];
}

/** These tickets, which have operators, go back to the head of the queue; the one that was opened first is next. */
export function returnEvents(
  { state }: Stated,
  tickets: readonly TicketState[],
  timeMs: number,
): readonly LedgerEvent[] {
  const newestRank = state.desk.headRank;
  return (
    tickets
      .toSorted((one, other) => one.openedMs - other.openedMs)
      // Of those of one time the one that comes first here stays before the others.
      .reverse()
      .flatMap((ticket, index) => [
        ...operatorLeaves(ticket, timeMs),
        { type: 'ticket_returned' as const, chat: ticket.chat.id, rank: newestRank - index },
      ])
  );
}

export function closeEvents(ticket: TicketState, timeMs: number): readonly LedgerEvent[] {
  return [...operatorLeaves(ticket, timeMs), { type: 'ticket_closed', chat: ticket.chat.id, timeMs }];
}

/** What goes before the event that deletes the account: its own tickets close, those of which it is the operator wait. */
export function deskEventsOfLeaving(core: Stated, account: AccountState, timeMs: number): LedgerEvent[] {
  const own = core.state.desk.of(account).filter(({ user }) => user === account);
  return [...own.flatMap((ticket) => closeEvents(ticket, timeMs)), ...deskEventsOfOperator(core, account, timeMs)];
}

/** What goes along with the account being an operator no more: the tickets that it has wait again. */
export function deskEventsOfOperator(core: Stated, account: AccountState, timeMs: number): readonly LedgerEvent[] {
  if (!isOperator(account)) return [];
  const taken = core.state.desk.of(account).filter(({ operator }) => operator === account);
  return returnEvents(core, taken, timeMs);
}

function operatorLeaves({ chat, operator }: TicketState, timeMs: number): readonly LedgerEvent[] {
  if (operator === undefined) return [];
  return [{ type: 'participant_removed', chat: chat.id, account: operator.id, reason: 'left', timeMs }];
}
