import { binomial } from '@retable/stats/numeric'
import { ruleNames, rulesOf, type Rule, type RuleName } from './rules.ts'
import { chancesOf, type Truth } from './truths.ts'

/** How often each rule brings its verdict about. */
export type Rates = Readonly<Record<RuleName, number>>

const rules = new Map<number, readonly Rule[]>()
const known = new Map<string, Rates>()

/** Sums the chances of all pairs of counts for which a rule holds. */
export function exactRates(n: number, truth: Truth): Rates {
  const key = `${n} ${truth.drop} ${truth.discordance}`
  const rates = known.get(key) ?? summed(n, truth)
  known.set(key, rates)
  return rates
}

function summed(n: number, truth: Truth): Rates {
  const own = rules.get(n) ?? Object.values<Rule>(rulesOf(n)) // in the order of their names
  rules.set(n, own)
  const chances = chancesOf(truth)
  const sums = own.map(() => 0)
  const better = binomial(n, chances.better)
  better.chances.forEach((chance, i) => {
    const count = better.from + i
    const worse = binomial(n - count, Math.min(1, chances.worse / (1 - chances.better)))
    worse.chances.forEach((given, j) => {
      const weight = chance * given
      if (weight < 1e-16) return
      own.forEach((rule, k) => {
        if (rule(count, worse.from + j)) sums[k]! += weight
      })
    })
  })
  return Object.fromEntries(ruleNames.map((name, k) => [name, sums[k]!])) as unknown as Rates
}
