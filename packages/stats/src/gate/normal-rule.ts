import { normalAbove } from '../numeric/gamma.ts'
import { rootOf } from '../numeric/root.ts'

/** With more items than this whose score differs exact sums take minutes, and the rule is as good as they are. */
export const mostDiscordant = 2_000

/** A test's level and power, and the share of items that differ. */
interface Rule {
  readonly margin: number
  readonly discordance: number
  readonly level?: number | undefined
  readonly power: number
}

/**
 * The drop that a normal variable in the differences' place is called *regressed* for, one unit's worst value counted in: to
 * a hundredth of a point.
 */
export function dropByRule({ n, ...rule }: Rule & { readonly n: number }): number {
  const beyond = (drop: number) => drop - rule.margin - errors(rule, drop) / Math.sqrt(n) - 1 / n
  return beyond(1) < 0 ? 1 : rootOf(beyond, rule.margin, 1)
}

/** The number of items by the same rule, within a per cent. */
export function itemsByRule({ drop, ...rule }: Rule & { readonly drop: number }): number {
  const beyond = Math.abs(drop - rule.margin)
  return Math.ceil((errors(rule, drop) / beyond) ** 2 + 2 / beyond)
}

/** Standard deviations of a difference at the margin, and at the truth, each as often as its error asks for. */
function errors({ margin, discordance, level = 0.05, power }: Rule, drop: number): number {
  const spread = (mean: number) => Math.sqrt(Math.max(discordance, Math.abs(mean)) - mean ** 2)
  return quantile(level) * spread(margin) + quantile(1 - power) * spread(drop)
}

/** What a standard normal variable is above with such a chance. */
function quantile(chance: number): number {
  return rootOf((z) => normalAbove(z) - chance, -40, 40)
}
