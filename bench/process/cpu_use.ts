/** CPU time of this process. */

/** In microseconds. */
export interface CpuUse {
  readonly userUs: number;
  readonly systemUs: number;
}

/** What was used since the process began, or since `since`. */
export function cpuUse(since?: CpuUse): CpuUse {
  const { user, system } = process.cpuUsage();
  return { userUs: user - (since?.userUs ?? 0), systemUs: system - (since?.systemUs ?? 0) };
}
