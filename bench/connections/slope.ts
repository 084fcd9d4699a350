/** A straight line through points, by least squares. Pure. */

/** How much y grows with each x. Throws where all x are the same, or there are none: there is no line then. */
export function slopeThrough(points: readonly { readonly x: number; readonly y: number }[]): number {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  let covariance = 0;
  let variance = 0;
  for (const { x, y } of points) {
    covariance += (x - meanX) * (y - meanY);
    variance += (x - meanX) ** 2;
  }
  if (!(variance > 0)) throw new Error('a slope needs points at two places at least');
  return covariance / variance;
}
