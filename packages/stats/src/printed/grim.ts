/** What a printed number is the mean of. */
export interface GrimOptions {
  /** Number of items behind the mean. */
  readonly items: number
  /** Printed value = mean times this: 100 for percentages, else 1. */
  readonly scale?: number
  /** An item's value is a whole number of `1 / steps`: 1 for right or wrong, 2 where half points or two orders count. */
  readonly steps?: number
  /** The largest value of an item, and the least is 0: 1 for a share. Without it the mean has no bounds. */
  readonly most?: number
}

/** Whether a printed number can be such a mean. */
export interface GrimResult {
  /** Some total of the items rounds to it; a total that lies exactly between two printable numbers rounds to both. */
  readonly consistent: boolean
  /** The totals that do, in `1 / steps`; null where there are none. */
  readonly totals: { readonly least: bigint; readonly most: bigint } | null
  /** Some total gives it with the further digits cut off. */
  readonly cutOff: boolean
  /** Some printed number with these decimals could fail: the items are few enough for the decimals. */
  readonly decisive: boolean
}

/**
 * GRIM: whether a mean of whole-numbered values, as printed, is possible for its number of items. Brown & Heathers,
 * "The GRIM Test", Social Psychological and Personality Science 8(4), 2017. Exact at any size: whole numbers only.
 *
 * "36.6" with 120 items in per cent is none: 43 right are 35.83, 44 are 36.67. Cut off, 44 are 36.6.
 *
 * @param printed - digits as printed, since a trailing zero counts
 * @throws RangeError for what is no decimal number, or options that are no positive whole numbers
 */
export function grim(printed: string, { items, scale = 1, steps = 1, most }: GrimOptions): GrimResult {
  const { units, unit } = decimalOf(printed)
  const [parts, factor] = [positive(items) * positive(steps), positive(scale)]
  // A total t prints as factor · t / parts; it is units / unit to within half a unit where
  // (2 units − 1) parts ≤ 2 unit factor t ≤ (2 units + 1) parts.
  const whole = unit * factor
  const bounds = {
    least: most === undefined ? null : 0n,
    most: most === undefined ? null : parts * positive(most),
  }
  const rounded = totalsWithin((2n * units - 1n) * parts, (2n * units + 1n) * parts, 2n * whole, bounds)
  // Cut off towards zero, t lies from the number up to, and not at, the next one away from zero.
  const cut = printed.trim().startsWith('-')
    ? totalsWithin((units - 1n) * parts + 1n, units * parts, whole, bounds)
    : totalsWithin(units * parts, (units + 1n) * parts - 1n, whole, bounds)
  return {
    consistent: rounded !== null,
    totals: rounded,
    cutOff: cut !== null,
    decisive: parts < whole,
  }
}

/** The whole numbers t with low ≤ width · t ≤ high that keep to the bounds. */
function totalsWithin(
  low: bigint,
  high: bigint,
  width: bigint,
  bounds: { readonly least: bigint | null; readonly most: bigint | null },
): GrimResult['totals'] {
  let least = -floorOf(-low, width)
  let most = floorOf(high, width)
  if (bounds.least !== null && least < bounds.least) least = bounds.least
  if (bounds.most !== null && most > bounds.most) most = bounds.most
  return least <= most ? { least, most } : null
}

function floorOf(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}

/** "51.80" as 5180 units of 1/100. */
function decimalOf(printed: string): { readonly units: bigint; readonly unit: bigint } {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(printed.trim())
  if (parts === null) throw new RangeError(`${JSON.stringify(printed)} is no decimal number`)
  const [, sign = '', digits = '', decimals = ''] = parts
  const units = BigInt(digits + decimals)
  return { units: sign === '-' ? -units : units, unit: 10n ** BigInt(decimals.length) }
}

function positive(number: number): bigint {
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new RangeError(`a positive whole number is needed, not ${number}`)
  }
  return BigInt(number)
}
