/** How many connections the system lets one process have. */

/** Beside its connections a process has files, pipes and libraries open. */
const otherFiles = 256;

interface UserLimits {
  readonly userLimits?: { readonly open_files?: { readonly soft: number | string } };
}

/** Of this process, and so of those that it starts: `ulimit -n`, less what is needed for other things. */
export function connectionsAllowed(): number {
  const report = process.report.getReport() as UserLimits;
  const soft = report.userLimits?.open_files?.soft;
  // Windows has no such limit, and where there is none it is called unlimited.
  if (soft === undefined || soft === 'unlimited') return Number.POSITIVE_INFINITY;
  return Math.max(0, Number(soft) - otherFiles);
}
