/** The harmonic mean of two shares, as F1 is of precision and recall; 0 where either is 0. */
export function harmonicMean(p: number, r: number): number {
  return p === 0 || r === 0 ? 0 : 2 / (1 / p + 1 / r)
}
