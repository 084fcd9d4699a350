/**
 * A core that goes wrong on purpose, for the bench's tests of itself: it stands between the fronts and the real core.
 * Knows the core's port alone, so that each transport carries what is wrong as it carries what is right.
 */

import type { ChatOperationName } from '../../shared/contract/contract.generated.ts';
import type { CorePort, Eventually, SessionHandle, Subscriber } from '../../shared/contract/core_port.ts';
import type { Fault } from '../run/run.ts';

/** The faults that a server has, from its beginning on; a stall is asked for at its time, and the others aren't the server's. */
export function isServersFault({ kind }: Fault): boolean {
  return kind === 'burn' || kind === 'wrongReply' || kind === 'lostDelivery';
}

/** What clients of this core are told and sent is the core's own, but for the fault. */
export function faultyCore(core: CorePort, fault: Fault): CorePort {
  switch (fault.kind) {
    case 'burn':
      return withOperations(core, (operation) => (session, request) => {
        burnCpu(fault.usPerRequest);
        return operation(session, request);
      });
    case 'wrongReply':
      return wrongReplies(core, fault.every);
    case 'lostDelivery':
      return lostDeliveries(core, fault.every);
    case 'stall':
    case 'starve':
      return core;
    default:
      return fault satisfies never;
  }
}

/** Uses so much CPU of this process. By its CPU clock, since a busy machine may not give it any for a while. */
export function burnCpu(us: number): void {
  const before = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    if (user + system >= us) return;
  }
}

/** Does nothing for so long, and lets nothing else of this thread be done. Uses no CPU. */
export function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

type AnyOperation = (session: SessionHandle | undefined, request: unknown) => Eventually<unknown>;

function withOperations(
  core: CorePort,
  change: (operation: AnyOperation, name: ChatOperationName) => AnyOperation,
): CorePort {
  const operations = Object.entries(core.operations).map(([name, operation]) => {
    return [name, change(operation as AnyOperation, name as ChatOperationName)];
  });
  return {
    // That each is still the operation of its name cannot be said of entries in types.
    operations: Object.fromEntries(operations) as CorePort['operations'],
    resume: (token) => core.resume(token),
    subscribe: (session, request, subscriber) => core.subscribe(session, request, subscriber),
  };
}

/** What is wrong with a reply is in its meaning: it is well-formed, so that only who checks it notices. */
const falsified: { readonly [Name in ChatOperationName]?: (reply: never) => unknown } = {
  // A position that was given away already, as if two messages had one place.
  send: (reply: object) => ({ ...reply, position: 1 }),
  serverInfo: (reply: object) => ({ ...reply, ledgerId: 'another', limits: [] }),
  history: (reply: { readonly messages: readonly unknown[] }) => ({ ...reply, messages: reply.messages.slice(1) }),
  login: (reply: object) => ({ ...reply, account: 'somebody-else' }),
};

function wrongReplies(core: CorePort, every: number): CorePort {
  let replies = 0;
  return withOperations(core, (operation, name) => {
    const falsify = falsified[name] as ((reply: unknown) => unknown) | undefined;
    if (falsify === undefined) return operation;
    const sometimes = (reply: unknown): unknown => {
      replies += 1;
      return replies % every === 0 ? falsify(reply) : reply;
    };
    return (session, request) => {
      const reply = operation(session, request);
      return reply instanceof Promise ? reply.then(sometimes) : sometimes(reply);
    };
  });
}

function lostDeliveries(core: CorePort, every: number): CorePort {
  let deliveries = 0;
  return {
    operations: core.operations,
    resume: (token) => core.resume(token),
    subscribe: (session, request, subscriber) => {
      const losing: Subscriber = {
        message: (message) => {
          deliveries += 1;
          return deliveries % every === 0 || subscriber.message(message);
        },
        signal: (signal) => subscriber.signal(signal),
        closed: (closed) => subscriber.closed(closed),
      };
      return core.subscribe(session, request, losing);
    },
  };
}
