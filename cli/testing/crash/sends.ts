/** What the senders of the crash audit send: each send has a number of its sender's, and a body that follows from both. */

/** A send: the sender's number, and its own among that sender's, from 0 on. */
export interface SendId {
  readonly sender: number;
  readonly send: number;
}

/** Each account has two senders, which share its session: to have a password hashed takes its time. */
export const sendersPerAccount = 2;

export function accountOf(sender: number): number {
  return Math.floor(sender / sendersPerAccount);
}

export function accountName(account: number): string {
  return `account-${account}`;
}

/** Some are longer than a page of the database file; none is plain ASCII. */
export function bodyOf({ sender, send }: SendId): string {
  const length = send % 61 === 60 ? 3_000 : (sender * 31 + send * 17) % 100;
  return `${sender}.${send} ${'ä😀'.repeat(length)}`;
}

/** Undefined where no sender would send that. */
export function sendOf(body: string): SendId | undefined {
  const match = /^(\d+)\.(\d+) /.exec(body);
  if (match === null) return undefined;
  const id = { sender: Number(match[1]), send: Number(match[2]) };
  return body === bodyOf(id) ? id : undefined;
}

/** What is said in a group or ticket, by whomever: the chat's name, and a number among all that its driver has said. */
export interface SaidId {
  readonly chat: string;
  readonly number: number;
}

export function bodySaid({ chat, number }: SaidId): string {
  return `${chat} #${number} ${'ä😀'.repeat((number * 29) % 50)}`;
}

/** Undefined where no driver would say that. */
export function saidOf(body: string): SaidId | undefined {
  const match = /^([a-z]+ [\d.]+) #(\d+) /.exec(body);
  if (match === null) return undefined;
  const id = { chat: match[1] as string, number: Number(match[2]) };
  return body === bodySaid(id) ? id : undefined;
}

export function shownSaid({ chat, number }: SaidId): string {
  return `message ${number} of ${chat}`;
}

export function shownSend({ sender, send }: SendId): string {
  return `send ${send} of sender ${sender}`;
}
