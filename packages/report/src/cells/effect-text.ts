/** What a claim's test found, in the unit of what was compared. */
export interface Effect {
  /** Null where nothing was tested. */
  readonly effect: number | null
  readonly low: number | null
  readonly high: number | null
  readonly unit: string
}

/** An effect and its interval as people read them: differences of shares in percentage points. */
export function effectText({ effect, low, high, unit }: Effect): {
  readonly effect: string
  readonly interval: string
} {
  const isShare = unit === 'fraction'
  const named = isShare ? 'points' : unit === 'coefficient' ? '' : unit
  const shown = (value: number) => (isShare ? (100 * value).toFixed(1) : value.toFixed(3))
  return {
    effect: effect === null ? '' : `${shown(effect)} ${named}`.trim(),
    interval: low === null || high === null ? '' : `${shown(low)} to ${shown(high)}`,
  }
}
