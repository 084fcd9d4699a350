/** Times as people say them. Pure. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** From here on a date says more. */
const agoMsMax = 14 * dayMs;

/** When something was: "5 minutes ago". Both in milliseconds since 1970. */
export function agoText(timeMs: number, nowMs: number): string {
  const ms = nowMs - timeMs;
  // The server's clock may be ahead of ours.
  if (ms < minuteMs) return 'just now';
  return ms < agoMsMax ? `${durationText(ms)} ago` : `on ${dayText(timeMs)}`;
}

/** "online", "5 minutes ago"; empty where that is not known. */
export function lastSeenText(
  { online, lastSeenMs }: { readonly online: boolean; readonly lastSeenMs: number },
  nowMs: number,
): string {
  if (online) return 'online';
  return lastSeenMs === 0 ? '' : agoText(lastSeenMs, nowMs);
}

/** In the largest unit that fits at least once, rounded down. */
export function durationText(ms: number): string {
  if (ms < minuteMs) return counted(Math.max(0, Math.floor(ms / 1_000)), 'second');
  if (ms < hourMs) return counted(Math.floor(ms / minuteMs), 'minute');
  if (ms < dayMs) return counted(Math.floor(ms / hourMs), 'hour');
  return counted(Math.floor(ms / dayMs), 'day');
}

/** The hour, with the day where it is another: "14:03", "2026-04-30 23:59". */
export function clockText(timeMs: number, nowMs: number): string {
  const time = new Date(timeMs);
  // A server may send a number that is no date.
  if (Number.isNaN(time.getTime())) return '--:--';
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  return time.toDateString() === new Date(nowMs).toDateString() ? clock : `${dayText(timeMs)} ${clock}`;
}

/** "1 message", "2 messages". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function dayText(timeMs: number): string {
  const time = new Date(timeMs);
  if (Number.isNaN(time.getTime())) return '--';
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
