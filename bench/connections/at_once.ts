/** Much work, so much of it at a time. */

/** Does `work` for 0 to `count` - 1, each once, `atOnceMax` at a time. Rejects with the first failure, and starts no more. */
export async function forEachAtOnce(
  count: number,
  atOnceMax: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < count && !failed) {
      const index = next;
      next += 1;
      try {
        await work(index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, atOnceMax) }, lane));
}
