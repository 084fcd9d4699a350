/**
 * Holds what senders wrote down against what a ledger has. Knows neither files nor servers: it is given log entries, and
 * messages by position, some at a time. Invariant: what it was given once is judged for good.
 */

import { ChatAudit, type ChatCounts } from './chat_audit.ts';
import { DeliveryAudit } from './delivery_audit.ts';
import type { Finding, FindingKind } from './findings.ts';
import type { LogEntry } from './send_log.ts';
import { accountName, accountOf, type SendId, saidOf, sendOf, shownSend } from './sends.ts';

/** A message as the ledger has it. */
export interface KeptMessage {
  readonly position: number;
  readonly chat: string;
  readonly sender: string;
  readonly body: string;
}

interface Send {
  readonly to: number;
  readonly connection: number;
  fate: 'open' | 'acknowledged' | 'unanswered' | 'refused';
  /** Where the ledger has it. */
  position: number | undefined;
}

export interface AuditCounts extends ChatCounts {
  intended: number;
  acknowledged: number;
  unanswered: number;
  unansweredFound: number;
  refused: number;
  resumed: number;
  delivered: number;
  messages: number;
}

/** So many are kept of each kind: the first ones say what is wrong. */
const findingsPerKindMax = 20;

export class Audit {
  readonly findings: Finding[] = [];
  /** Of groups and tickets. */
  readonly chats: ChatAudit;
  readonly #counts: Omit<AuditCounts, 'unansweredFound' | keyof ChatCounts> = {
    intended: 0,
    acknowledged: 0,
    unanswered: 0,
    refused: 0,
    resumed: 0,
    delivered: 0,
    messages: 0,
  };
  readonly #found = new Map<FindingKind, number>();
  readonly #sends: Send[][] = [];
  /** By sender and receiving account: the sends that may come next in their chat, in order. */
  readonly #ahead = new Map<string, number[]>();
  /** By the accounts of both participants, whoever sent. */
  readonly #chats = new Map<string, string>();
  readonly #deliveries = new DeliveryAudit();
  /** Acknowledged since the last judgement. */
  #acknowledged: (SendId & { readonly position: number; readonly chat: string })[] = [];
  /** Passed over in the ledger by a later one of the same connection, which may have been acknowledged. */
  #passedOver: { readonly passed: SendId; readonly by: Send }[] = [];

  /**
   * `changesFollowed`: whether chats are judged after each life of a server, so that it is known what became of a change
   * that nobody was told of; without that, of chats their messages alone are judged.
   */
  constructor(changesFollowed = true) {
    this.chats = new ChatAudit((kind, text) => this.find(kind, text), changesFollowed);
  }

  get counts(): AuditCounts {
    let unansweredFound = 0;
    for (const sends of this.#sends) {
      for (const { fate, position } of sends) if (fate === 'unanswered' && position !== undefined) unansweredFound += 1;
    }
    return { ...this.#counts, ...this.chats.counts, unansweredFound };
  }

  /** How many findings there were of a kind, those that were not kept included. */
  count(kind: FindingKind): number {
    return this.#found.get(kind) ?? 0;
  }

  find(kind: FindingKind, text: string): void {
    const count = this.count(kind) + 1;
    this.#found.set(kind, count);
    if (count <= findingsPerKindMax) this.findings.push({ kind, text });
  }

  take(entry: LogEntry): void {
    switch (entry.type) {
      case 'intended':
        this.#intended(entry);
        return;
      case 'acknowledged':
        this.#settle(entry, 'acknowledged');
        this.#acknowledged.push(entry);
        return;
      case 'unanswered':
      case 'refused':
        this.#settle(entry, entry.type);
        return;
      case 'delivered':
        this.#counts.delivered += 1;
        this.#deliveries.take(entry);
        return;
      case 'resumed':
        this.#counts.resumed += 1;
        return;
      case 'fault':
        this.find('process', entry.text);
        return;
      case 'change':
      case 'changed':
      case 'change_unanswered':
      case 'change_refused':
      case 'say':
      case 'said':
      case 'say_refused':
        this.chats.take(entry);
        return;
      default:
        entry satisfies never;
    }
  }

  /** The ledger's next message. What its sender wrote down before it was sent has been taken. */
  takeMessage(message: KeptMessage): void {
    this.#counts.messages += 1;
    const said = saidOf(message.body);
    if (said !== undefined) {
      this.chats.takeMessage(said, message.position, message.sender, message.chat);
      return;
    }
    const id = sendOf(message.body);
    const send = id === undefined ? undefined : this.#sends[id.sender]?.[id.send];
    if (id === undefined || send === undefined || accountName(accountOf(id.sender)) !== message.sender) {
      const shown = JSON.stringify(message.body.slice(0, 40));
      this.find('stranger', `${shown} of ${message.sender} at ${message.position}`);
    } else if (send.position !== undefined) {
      this.find('twice', `${shownSend(id)} is at ${send.position} and at ${message.position}`);
    } else {
      send.position = message.position;
      this.#requireOrder(id, send);
      this.#requireChat(id, send, message.chat);
      this.#deliveries.kept(message.position, [accountOf(id.sender), send.to]);
    }
  }

  /** Judges what was taken so far: the log first, then the ledger as far as it went at least as long. */
  judge(): void {
    for (const acknowledged of this.#acknowledged) {
      const send = this.#sends[acknowledged.sender]?.[acknowledged.send];
      if (send === undefined) continue;
      if (send.position !== acknowledged.position) {
        const where = send.position === undefined ? 'is not there' : `is at ${send.position}`;
        this.find('lost', `${shownSend(acknowledged)}, acknowledged at ${acknowledged.position}, ${where}`);
      }
      this.#requireChat(acknowledged, send, acknowledged.chat);
    }
    this.#acknowledged = [];
    this.chats.judgeMessages();
    this.#deliveries.judge(
      (id) => this.#sends[id.sender]?.[id.send],
      (text) => this.find('delivery', text),
    );
  }

  /** Judges what can only be told when all is answered. */
  end(): void {
    this.judge();
    for (const [sender, sends] of this.#sends.entries()) {
      for (const [index, { fate, position }] of sends.entries()) {
        const shown = shownSend({ sender, send: index });
        if (fate === 'open') this.find('process', `${shown} was never answered`);
        if (fate === 'refused' && position !== undefined) this.find('refused', `${shown} is at ${position}`);
      }
    }
    for (const { passed, by } of this.#passedOver) {
      const fate = this.#sends[passed.sender]?.[passed.send]?.fate;
      if (by.fate === 'acknowledged' && fate !== 'refused')
        this.find('hole', `${shownSend(passed)} before ${by.position}`);
    }
    this.#deliveries.end((text) => this.find('delivery', text));
  }

  /** The newest message for an account, by position; 0 for none. */
  newestFor(account: number): number {
    return this.#deliveries.newestFor(account);
  }

  /** Where the ledger has that send. */
  positionOf({ sender, send }: SendId): number | undefined {
    return this.#sends[sender]?.[send]?.position;
  }

  /** How many messages an account's inbox has. */
  inboxSize(account: number): number {
    return this.#deliveries.inboxSize(account);
  }

  #intended({ sender, send, to, connection }: LogEntry & { type: 'intended' }): void {
    this.#counts.intended += 1;
    this.#sends[sender] ??= [];
    this.#sends[sender][send] = { to, connection, fate: 'open', position: undefined };
    const way = `${sender} ${to}`;
    const ahead = this.#ahead.get(way);
    if (ahead === undefined) this.#ahead.set(way, [send]);
    else ahead.push(send);
  }

  #settle(id: SendId, fate: Exclude<Send['fate'], 'open'>): void {
    const send = this.#sends[id.sender]?.[id.send];
    if (send === undefined) this.find('process', `${shownSend(id)} was ${fate} before it was sent`);
    else if (send.fate !== 'open') this.find('twice', `${shownSend(id)} was ${send.fate}, and then ${fate}`);
    else {
      send.fate = fate;
      this.#counts[fate] += 1;
    }
  }

  /** In its chat no send comes after a later one of the same sender. */
  #requireOrder(id: SendId, send: Send): void {
    const ahead = this.#ahead.get(`${id.sender} ${send.to}`) ?? [];
    const at = ahead.indexOf(id.send);
    if (at === -1) {
      this.find('disorder', `${shownSend(id)} is at ${send.position}, after a later one to the same account`);
      return;
    }
    for (const passed of ahead.splice(0, at + 1).slice(0, -1)) {
      if (this.#sends[id.sender]?.[passed]?.connection !== send.connection) continue;
      this.#passedOver.push({ passed: { sender: id.sender, send: passed }, by: send });
    }
  }

  #requireChat(id: SendId, { to }: Send, chat: string): void {
    const from = accountOf(id.sender);
    const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
    const known = this.#chats.get(pair);
    if (known === undefined) this.#chats.set(pair, chat);
    else if (known !== chat) this.find('stranger', `${shownSend(id)} is in chat ${chat}, not in ${known}`);
  }
}
