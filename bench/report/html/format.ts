/** Figures where there is little room, as at an axis: few digits, no zeros at the end. Pure. */

export function shortCount(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (size >= 1e3) return `${trimmed(value / 1e3)}k`;
  return trimmed(value);
}

/** Of microseconds. */
export function shortDuration(us: number): string {
  if (us >= 1e6) return `${trimmed(us / 1e6)} s`;
  if (us >= 1e3) return `${trimmed(us / 1e3)} ms`;
  return `${trimmed(us)} µs`;
}

export function shortBytes(value: number): string {
  if (value >= 2 ** 30) return `${trimmed(value / 2 ** 30)} GiB`;
  if (value >= 2 ** 20) return `${trimmed(value / 2 ** 20)} MiB`;
  if (value >= 2 ** 10) return `${trimmed(value / 2 ** 10)} KiB`;
  return `${trimmed(value)} B`;
}

export function percent(share: number): string {
  return `${trimmed(share * 100)} %`;
}

/** A ratio at an axis: 0.5×, 1×, 2×. */
export function shortTimes(ratio: number): string {
  return `${trimmed(ratio)}×`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function trimmed(value: number): string {
  const digits = value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
