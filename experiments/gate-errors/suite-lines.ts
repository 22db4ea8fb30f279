import { meanOfMeansBelow } from './drawn-means.ts'
import { drawnRates, type DrawnRates } from './drawn-rates.ts'
import { exactRates, type Rates } from './exact-rates.ts'
import { methods, type Line } from './line.ts'
import { suiteSize } from './rules.ts'
import { alike } from './single-lines.ts'
import { discordances, margin, type Truth } from './truths.ts'

/** The suites that are asked about, each at a discordance. */
type Suite = (discordance: number) => readonly Truth[]
const all =
  (drop: number): Suite =>
  (discordance) =>
    alike({ drop, discordance })
const one =
  (drop: number): Suite =>
  (discordance) => [{ drop, discordance }, ...alike({ drop: 0, discordance }).slice(1)]

/** Independent benchmarks: any of them, or all. */
const any = (n: number, suite: readonly Truth[], of: (rates: Rates) => number) =>
  1 - suite.reduce((none, truth) => none * (1 - of(exactRates(n, truth))), 1)
const every = (n: number, suite: readonly Truth[], of: (rates: Rates) => number) =>
  suite.reduce((product, truth) => product * of(exactRates(n, truth)), 1)

const exact = { by: 'exact sum' } as const
interface Promise {
  readonly atMost?: number
}

function anyRegresses(
  question: string,
  suite: Suite,
  over: readonly number[],
  promise: Promise = {},
): Line[] {
  const largest = (of: (rates: Rates) => number) => (n: number) =>
    Math.max(...over.map((discordance) => any(n, suite(discordance), of)))
  return [
    // By Holm any is rejected where the smallest p is below a seventh of 5 %.
    {
      question,
      method: `${methods.ours}, Holm`,
      ...exact,
      ...promise,
      at: largest((r) => r['regressed, first of seven']),
    },
    { question, method: methods.released, ...exact, at: largest((r) => r['released: breach']) },
    { question, method: methods.threshold, ...exact, at: largest((r) => r['documented: breach']) },
    {
      question,
      method: methods.unpaired,
      by: '10,000 runs',
      at: (n) => Math.max(...over.map((discordance) => drawnRates(n, suite(discordance)).unpairedAny)),
    },
  ]
}

function allNoWorse(question: string, suite: Suite, over: readonly number[], promise: Promise = {}): Line[] {
  const largest = (of: (rates: Rates) => number) => (n: number) =>
    Math.max(...over.map((discordance) => every(n, suite(discordance), of)))
  return [
    { question, method: methods.ours, ...exact, ...promise, at: largest((r) => r['no worse']) },
    { question, method: methods.released, ...exact, at: largest((r) => r['released: pass']) },
  ]
}

function meanIs(
  question: string,
  of: (rates: DrawnRates) => number,
  suite: Suite,
  over: readonly number[],
  promise: Promise = {},
): Line {
  const at = (n: number) => Math.max(...over.map((discordance) => of(drawnRates(n, suite(discordance)))))
  return { question, method: methods.ours, by: '10,000 runs', ...promise, at }
}

const promised = { atMost: 0.05 }
const atTen = [0.1]
const below = (rates: DrawnRates) => rates.meanBelow
const belowAndNone = (rates: DrawnRates) => rates.meanNoWorse

/** What is asked of a suite of seven. */
export const suiteLines: readonly Line[] = [
  ...anyRegresses(
    'seven, each worse by the margin: any said to regress',
    all(margin),
    discordances,
    promised,
  ),
  ...allNoWorse(
    'seven, one worse by the margin: all said to be no worse',
    one(margin),
    discordances,
    promised,
  ),
  meanIs(
    'seven, each worse by the margin: the mean said to be no worse',
    below,
    all(margin),
    discordances,
    promised,
  ),
  meanIs(
    'seven, one worse by seven margins: the same',
    below,
    one(suiteSize * margin),
    discordances,
    promised,
  ),
  {
    question: 'seven of four samples an item, rare losses, at the margin: the same',
    method: methods.ours,
    by: '2,000 runs',
    ...promised,
    at: meanOfMeansBelow,
  },
  ...anyRegresses('seven equal: any said to regress', all(0), discordances),
  ...allNoWorse('seven equal, 10 % discordant: all said to be no worse', all(0), atTen),
  meanIs('seven equal, 10 % discordant: mean no worse, none regressed', belowAndNone, all(0), atTen),
  ...anyRegresses('seven, one worse by 5 points, 10 % discordant: any said to regress', one(0.05), atTen),
  meanIs('the same: mean no worse, none regressed', belowAndNone, one(0.05), atTen),
  ...anyRegresses('seven, each worse by 5 points, 10 % discordant: any said to regress', all(0.05), atTen),
]
