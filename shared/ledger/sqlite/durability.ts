/** When a commit is answered. */

/** After the disk has it; after the system has it, which decides when to sync; or when it is in memory, and written after. */
export const durabilities = ['synced', 'written', 'memory'] as const;
export type Durability = (typeof durabilities)[number];
