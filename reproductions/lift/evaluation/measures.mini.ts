import type { Drawn, UnitValues } from '@retable/core'
import { wordCount } from '@retable/evaluators'
import type { TestPrompt } from './responses.ts'
import { isBroken, isEcho } from './soundness.ts'

/** One response with what a rate of broken limits has to be read with. */
interface Response {
  readonly item: string
  readonly limit: number
  readonly words: number
  readonly isOver: boolean
  readonly isCut: boolean
  readonly isBroken: boolean
  readonly isEcho: boolean
  readonly isShort: boolean
  /** Cut off before its limit: whether it would have gone over is not known. */
  readonly isUndecided: boolean
}

/**
 * What stands beside every rate of broken limits, which falls as well where texts break: how many do, how many were cut
 * off, and the rate among those that are sound.
 */
export function soundnessOf(answers: readonly Drawn<TestPrompt>[]): UnitValues[] {
  const all = answers.map(responseOf)
  const isSound = (one: Response) => !one.isBroken && !one.isEcho && !one.isShort && !one.isUndecided
  return [
    share('sound', all, isSound),
    share('broken', all, (one) => one.isBroken),
    share('echo', all, (one) => one.isEcho),
    share('cut_off', all, (one) => one.isCut),
    share('undecided', all, (one) => one.isUndecided),
    share('under_5_words', all, (one) => one.isShort),
    share('violation_rate_sound', all.filter(isSound), (one) => one.isOver),
    share('violation_or_unsound', all, (one) => one.isOver || !isSound(one)),
    correlation(all),
  ]
}

function responseOf({ of: { item }, completions: [completion] }: Drawn<TestPrompt>): Response {
  const { text, finishReason } = completion!
  const words = wordCount(text)
  const [isOver, isCut] = [words > item.limit, finishReason === 'length']
  return {
    ...{ item: item.id, limit: item.limit, words, isOver, isCut, isUndecided: isCut && !isOver },
    ...{ isBroken: isBroken(text), isEcho: isEcho(item.instruction, text), isShort: words < 5 },
  }
}

function share(metric: string, of: readonly Response[], is: (one: Response) => boolean): UnitValues {
  return { metric, unit: 'fraction', values: of.map((one) => ({ item: one.item, value: is(one) ? 1 : 0 })) }
}

/** Pearson's correlation of limit and words, as the mean of products of standard scores; nothing where either is the same for all. */
function correlation(all: readonly Response[]): UnitValues {
  const limits = standardScores(all.map(({ limit }) => limit))
  const words = standardScores(all.map((one) => one.words))
  const isDefined = [...limits, ...words].every(Number.isFinite)
  const values = isDefined ? all.map(({ item }, i) => ({ item, value: limits[i]! * words[i]! })) : []
  return { metric: 'correlation_of_limit_and_words', unit: 'coefficient', values }
}

function standardScores(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return values.map((value) => (value - mean) / Math.sqrt(variance))
}
