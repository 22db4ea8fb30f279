/** A wait before the next attempt, in milliseconds: doubled from one to the next, drawn from its upper half. */
export function backoff(
  failures: number,
  { first, longest }: { readonly first: number; readonly longest: number },
  random: () => number = Math.random,
): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 30))
  return whole / 2 + (random() * whole) / 2
}
