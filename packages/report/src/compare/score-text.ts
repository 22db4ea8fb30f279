import type { BenchmarkComparison, DifferenceTest } from '@retable/core'

type Bounds = BenchmarkComparison['bounds']

/** A score: a share in per cent, others as they are. */
export function scoreText(value: number, bounds: Bounds): string {
  if (Number.isNaN(value)) return ''
  return isShare(bounds) ? `${(100 * value).toFixed(1)} %` : value.toFixed(2)
}

/** A difference and its interval: of shares in percentage points. */
export function scoreDifferenceText(
  { effect, low, high }: Pick<DifferenceTest, 'effect' | 'low' | 'high'>,
  bounds: Bounds,
): { readonly effect: string; readonly interval: string } {
  const shown = (value: number) => signed(isShare(bounds) ? (100 * value).toFixed(1) : value.toFixed(2))
  return { effect: shown(effect), interval: `${shown(low)} to ${shown(high)}` }
}

/** Whether scores go from 0 to 1. */
export function isShare({ least, most }: Bounds): boolean {
  return least === 0 && most === 1
}

/** What is rounded to 0 has no sign. */
function signed(text: string): string {
  return /^-0\.?0*$/.test(text) ? text.slice(1) : Number(text) > 0 ? `+${text}` : text
}
