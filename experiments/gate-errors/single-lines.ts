import { drawnRates } from './drawn-rates.ts'
import { exactRates, type Rates } from './exact-rates.ts'
import { methods, type Line } from './line.ts'
import { suiteSize } from './rules.ts'
import { discordances, margin, type Truth } from './truths.ts'

const exact = { by: 'exact sum' } as const

/** A rate of one benchmark: the largest over discordances. */
const largest = (drop: number, of: (rates: Rates) => number, over: readonly number[]) => (n: number) =>
  Math.max(...over.map((discordance) => of(exactRates(n, { drop, discordance }))))

/** Seven alike, as the unpaired test is drawn with. */
export const alike = (truth: Truth): Truth[] => Array<Truth>(suiteSize).fill(truth)

function saidToRegress(
  question: string,
  drop: number,
  over: readonly number[],
  promise: { readonly atMost?: number } = {},
): Line[] {
  return [
    { question, method: methods.ours, ...exact, ...promise, at: largest(drop, (r) => r.regressed, over) },
    { question, method: methods.released, ...exact, at: largest(drop, (r) => r['released: breach'], over) },
    {
      question,
      method: methods.threshold,
      ...exact,
      at: largest(drop, (r) => r['documented: breach'], over),
    },
    {
      question,
      method: methods.unpaired,
      by: '10,000 runs',
      at: (n) => Math.max(...over.map((discordance) => drawnRates(n, alike({ drop, discordance })).unpaired)),
    },
  ]
}

function saidToBeNoWorse(
  question: string,
  drop: number,
  over: readonly number[],
  promise: { readonly atMost?: number } = {},
): Line[] {
  return [
    { question, method: methods.ours, ...exact, ...promise, at: largest(drop, (r) => r['no worse'], over) },
    { question, method: methods.released, ...exact, at: largest(drop, (r) => r['released: pass'], over) },
    {
      question,
      method: methods.threshold,
      ...exact,
      at: largest(drop, (r) => 1 - r['documented: breach'], over),
    },
  ]
}

/** What is asked of one benchmark. */
export const singleLines: readonly Line[] = [
  ...saidToRegress('worse by the margin: said to regress', margin, discordances, { atMost: 0.05 }),
  ...saidToBeNoWorse('worse by the margin: said to be no worse', margin, discordances, { atMost: 0.05 }),
  ...saidToRegress('equal: said to regress', 0, discordances),
  ...saidToRegress('worse by 1 point: said to regress', 0.01, discordances),
  ...[0.1, 0.3].flatMap((discordance) => {
    const where = `${100 * discordance} % discordant`
    return [
      ...saidToRegress(`worse by 5 points, ${where}: said to regress`, 0.05, [discordance]),
      ...saidToBeNoWorse(`equal, ${where}: said to be no worse`, 0, [discordance]),
    ]
  }),
]
