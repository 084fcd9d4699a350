/**
 * What a null peer has to remember so that its canned replies satisfy who checks them: accounts by token, who is subscribed,
 * the newest messages of each chat. Knows nothing of bytes: a body is whatever the transport cuts out of a request.
 * Nothing is verified, expired, locked or kept beyond that.
 */

/** As many as a page of history is asked to have. */
const recentMessages = 50;

export interface NullMessage<Body> {
  readonly position: number;
  readonly chat: string;
  readonly sender: string;
  readonly timeMs: number;
  readonly body: Body;
}

/** Takes a message for one subscription. */
export type Deliver<Body> = (message: NullMessage<Body>) => void;

export class NullAccount<Body> {
  readonly name: string;
  readonly token: string;
  readonly subscribers = new Set<Deliver<Body>>();

  constructor(name: string, token: string) {
    this.name = name;
    this.token = token;
  }
}

export const nullLedgerId = 'null';

export class NullChats<Body> {
  readonly #byName = new Map<string, NullAccount<Body>>();
  readonly #byToken = new Map<string, NullAccount<Body>>();
  /** By chat, oldest first. */
  readonly #recent = new Map<string, NullMessage<Body>[]>();
  #position = 0;

  /** The account of that name, which is made where there is none. */
  account(name: string): NullAccount<Body> {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const account = new NullAccount<Body>(name, `token-${this.#byName.size}`);
    this.#byName.set(name, account);
    this.#byToken.set(account.token, account);
    return account;
  }

  ofToken(token: string): NullAccount<Body> | undefined {
    return this.#byToken.get(token);
  }

  /** What a session is told when it begins: the position is that of now, so that nothing before it is asked for. */
  session({ name, token }: NullAccount<Body>): {
    token: string;
    expiresAtMs: number;
    account: string;
    ledgerId: string;
    acknowledgedPosition: number;
    role: string;
  } {
    this.#position += 1;
    return {
      token,
      expiresAtMs: 4_102_444_800_000,
      account: name,
      ledgerId: nullLedgerId,
      acknowledgedPosition: this.#position,
      role: 'user',
    };
  }

  /** Gives the message a position, and hands it to everyone who is subscribed to either side. */
  send(sender: NullAccount<Body>, to: string, body: Body): NullMessage<Body> {
    this.#position += 1;
    const chat = chatOf(sender.name, to);
    const message = { position: this.#position, chat, sender: sender.name, timeMs: Date.now(), body };
    const recent = this.#recent.get(chat);
    if (recent === undefined) this.#recent.set(chat, [message]);
    else if (recent.push(message) > recentMessages * 2) recent.splice(0, recentMessages);
    const receiver = this.account(to);
    for (const deliver of receiver.subscribers) deliver(message);
    for (const deliver of sender.subscribers) deliver(message);
    return message;
  }

  /** Whether there are older ones than the newest that are kept is not known, and said to be so. */
  history(chat: string, limit: number): readonly NullMessage<Body>[] {
    return (this.#recent.get(chat) ?? []).slice(-Math.min(limit || recentMessages, recentMessages));
  }
}

/** The same whoever of the two sends. */
function chatOf(one: string, other: string): string {
  return one < other ? `${one}~${other}` : `${other}~${one}`;
}
