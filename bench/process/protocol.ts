/** What the processes of a bench tell one another, over Node's channel between parent and child. */

/** What a process can be asked for, by name: each takes one structured-cloneable value and resolves with another. */
export type Duties = { readonly [name: string]: (request: never) => Promise<unknown> };

export type Asked<D extends Duties, Name extends keyof D> = Parameters<D[Name]>[0];
export type Answer<D extends Duties, Name extends keyof D> = Awaited<ReturnType<D[Name]>>;

export interface Request {
  readonly name: string;
  readonly request: unknown;
}

export type Said = { readonly answer: unknown } | { readonly failed: string };
