import type { PairVerdict } from '@retable/core'
import type { LabelVerdict } from '../../judgements/arena-label.ts'
import { credit } from '../../judgements/credit.ts'
import { inOwnOrder } from '../../judgements/orders.ts'
import { pairJudge } from './judge.ts'

/** Whom v0.1 holds every model against. */
export const baselineModel = 'gpt-4-0314'

/** Who won a battle; `tie` is neither. */
export type Winner = 'baseline' | 'model' | 'tie'

/** One battle of a model with the baseline. */
export interface Battle {
  readonly question: string
  readonly model: string
  readonly winner: Winner
}

/**
 * The battles that two games of one question come to, as show_result.py counts them (lmarena/arena-hard-auto at
 * e4248e0, get_battles_from_judgment). In the first game the baseline is A, in the second the model.
 *
 * @param games - the verdict of each; null counts no battle
 * @param strong - number of identical battles that a `>>` counts; 3 in v0.1
 */
export function winnersOf(games: readonly (LabelVerdict | null)[], { strong = 3 } = {}): Winner[] {
  const verdicts = inOwnOrder(
    pairJudge,
    games.map((label) => label?.verdict ?? null),
  )
  return games.flatMap((label, game) => {
    const verdict = verdicts?.[game] ?? null
    if (label === null || verdict === null) return []
    return Array<Winner>(label.isStrong ? strong : 1).fill(winners[verdict])
  })
}

const winners = { first: 'baseline', second: 'model', tie: 'tie' } as const

/** What a battle counts for the model, by the judge's rules. */
export const points: Readonly<Record<Winner, number>> = {
  baseline: pointsOf('first'),
  tie: pointsOf('tie'),
  model: pointsOf('second'),
}

function pointsOf(verdict: PairVerdict): number {
  return credit(verdict, pairJudge, 'second') ?? 0
}
