/**
 * A number that stands beside a reported one: with one decimal, or as many as are printed there; of a recomputed one a
 * decimal more, so that rounding shows.
 */
export function shownNumber(
  value: number,
  { tier, reported }: { readonly tier: string; readonly reported: string },
): string {
  if (!Number.isFinite(value)) return String(value)
  const printed = /\.(\d+)/.exec(reported)?.[1]?.length ?? 0
  const decimals = tier === 'replay' ? printed + 1 : Math.max(1, printed)
  const shown = value.toFixed(Math.min(decimals, 20))
  return Number(shown) === 0 ? shown.replace('-', '') : shown
}
