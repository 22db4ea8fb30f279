import type { CriticalOptions } from './critical-counts.ts'
import { itemsByRule, mostDiscordant } from './normal-rule.ts'
import { powerOf, type TrueDifference } from './power.ts'

/** What is to be seen, and how surely. */
export interface ItemsNeededOptions extends Omit<CriticalOptions, 'n'>, TrueDifference {
  /** 0.8 where left out. */
  readonly power?: number
}

/** More items than this are not looked for. */
const most = 200_000

/**
 * Items with which a verdict is reached with such a power, at a true drop. The power goes up in small teeth: this is the
 * end of one near which it crosses, so a few items less may do as well. For *no worse* of equal versions and 80 % it is
 * about 6.18 · discordance / margin² + 2 / margin. Where more than 2,000 of them differ it is told by the normal rule.
 *
 * @returns Infinity where more than 200,000 would be needed, as where the drop is on the other side of the margin
 */
export function itemsNeeded({ power = 0.8, ...options }: ItemsNeededOptions): number {
  const { verdict, margin, drop, discordance } = options
  const beyond = verdict === 'regressed' ? drop - margin : margin - drop
  if (beyond <= 0) return Infinity
  const surplus = (n: number) => powerOf({ ...options, n })(options) - power
  const start = (6.18 * Math.max(discordance, Math.abs(drop))) / beyond ** 2 + 2 / beyond
  if (start > most) return Infinity
  if (start * discordance > mostDiscordant) return itemsByRule({ ...options, power })
  let [low, high] = [Math.max(1, Math.floor(0.9 * start)), Math.ceil(1.1 * start)]
  let [atLow, atHigh] = [surplus(low), surplus(high)]
  while (atHigh < 0) {
    ;[low, atLow] = [high, atHigh]
    high *= 2
    if (high > most) return Infinity
    atHigh = surplus(high)
  }
  while (atLow >= 0 && low > 1) {
    ;[high, atHigh] = [low, atLow]
    low = Math.floor(low / 2)
    atLow = surplus(low)
  }
  if (atLow >= 0) return low
  for (let i = 0; high - low > 1; i += 1) {
    // The power is nearly a line between the two; every third step halves, so that one end cannot stay.
    const share = i % 3 === 2 ? 0.5 : -atLow / (atHigh - atLow)
    const next = Math.min(high - 1, Math.max(low + 1, Math.round(low + share * (high - low))))
    const at = surplus(next)
    if (at < 0) [low, atLow] = [next, at]
    else [high, atHigh] = [next, at]
  }
  return high
}
