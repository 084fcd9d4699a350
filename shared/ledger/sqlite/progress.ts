/** How far a long piece of work is. */

export interface WorkProgress {
  readonly done: number;
  readonly total: number;
  /** What is being done. */
  readonly what: string;
}

export type OnProgress = (progress: WorkProgress) => void;
