/** What the crash audit and the process of the senders tell one another. */

export interface LoadOptions {
  readonly ports: { readonly wire: number; readonly grpc: number };
  readonly senders: number;
  /** How many go through the life of groups, one after another. */
  readonly groups: number;
  /** An account that is there, and may take tickets. */
  readonly operator: { readonly name: string; readonly password: string };
  /** Each reads the inbox of another account. */
  readonly subscribers: number;
  readonly seed: number;
  /** The file to write down in what is sent, and what becomes of it. */
  readonly log: string;
}

export interface LoadTokens {
  /** Of the accounts that send, by their numbers. */
  readonly tokens: readonly string[];
  /** Of those that take part in groups and tickets, by their names. */
  readonly chatTokens: Readonly<Record<string, string>>;
}

/** One at a time. */
export type LoadRequest =
  /** Makes the accounts, which takes a server that stays meanwhile, and begins to send. */
  | { readonly type: 'start'; readonly options: LoadOptions }
  /** Wait until each sender had a send acknowledged that it began after this. */
  | { readonly type: 'round' }
  /** Send nothing new, and wait for the answers. */
  | { readonly type: 'drain' }
  /** Wait until each subscriber was handed the message at the position of its account in this list. */
  | { readonly type: 'deliver'; readonly newest: readonly number[] };

export type LoadAnswer =
  | ({ readonly type: 'started' } & LoadTokens)
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };
