import { counted, grouped, type GatedBenchmark, type GateReport } from '@retable/core'
import { isShare } from '../compare/score-text.ts'

/** How a gate asked that stops as soon as its verdict is settled; nothing of a gate of two records. */
export function sequentialSentences({ sequential }: GateReport): string[] {
  if (sequential === null) return []
  const { question, seed, isSettled, asked, items, requests } = sequential
  const { sent, cancelled, fromStore } = requests
  const of = `${grouped(asked)} of ${counted(items, 'item')}`
  const givenUp = cancelled === 0 ? '' : `, ${grouped(cancelled)} of them given up in flight`
  const stored = fromStore === 0 ? '' : `; ${counted(fromStore, 'answer')} from the store`
  return [
    `${isSettled ? 'settled' : 'not settled'} after ${of}; ${counted(sent, 'request')} sent${givenUp}${stored}`,
    `the items come in a random order that follows from --seed ${seed}`,
    ...(question === 'the full run'
      ? [
          `what the full run on these ${grouped(items)} items would show; of the model on other items it says nothing`,
        ]
      : []),
  ]
}

/** How far the bets on a benchmark came, and what stopping at will costs. */
export function betSentences({ sequential, comparison }: GatedBenchmark): string[] {
  if (sequential === null) return []
  const { asked, items, logE, logF, thresholdE, thresholdF, price } = sequential
  if (asked === 0) return ['none of its items was bet on']
  const bets = `bets on ${grouped(asked)} of ${counted(items, 'item')}: log E ${capital(logE)} of ${thresholdE.toFixed(1)} against "the drop is at most the margin", log F ${capital(logF)} of ${thresholdF.toFixed(1)} against "it is the margin or more"`
  if (price === null) return [bets]
  const { drop, discordance, power, standardError, fixedPower } = price
  const isOfShares = isShare(comparison.bounds)
  const points = isOfShares ? (100 * drop).toFixed(1) : drop.toFixed(2)
  const changed =
    comparison.samples.most === 1 && isOfShares ? 'of answers changed' : 'as mean squared difference'
  const error = (200 * standardError).toFixed(1)
  return [
    bets,
    `the price of stopping at will: by all ${counted(price.items, 'item')}, with ${(100 * discordance).toFixed(1)} % ${changed}, a drop of ${points} points is called a regression in ${percent(power)} of such runs (simulated, ± ${error}), and by the test of all items at once in ${percent(fixedPower)}`,
  ]
}

function capital(log: number | null): string {
  return log === null ? 'without end' : log.toFixed(1)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
