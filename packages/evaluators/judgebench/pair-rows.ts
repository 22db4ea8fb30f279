import type { PairVerdict } from '@retable/core'
import { isObject } from '../judgements/json-rows.ts'
import { arenaHard, decisionOfScores, pairJudges, rewardModel } from './judges.ts'
import { splitOf, type Split } from './splits.ts'

/** One pair, judged in one order or two; verdicts are told by the responses' own names, A first. */
export interface JudgedPair {
  readonly id: string
  readonly split: Split
  readonly label: 'first' | 'second'
  /** In the order given, and with the responses swapped if that was asked. */
  readonly verdicts: readonly (PairVerdict | null)[]
  /** Whether a reward model gave it, to which order does not matter. */
  readonly byScores: boolean
}

type Row = Readonly<Record<string, unknown>>

/**
 * A pair in any of these shapes, each with `pair_id`, `source` and `label` (A>B or B>A); else why it is none.
 * - a released row: `judgments` with a `decision` each (A>B, B>A, A=B or null; a failed judgment is null)
 * - `decisions`: a list of those
 * - `text`: a list of a judge's answers, the order given first; with `judge` its id, if not `arena-hard`
 * - `score_A` and `score_B`: a reward model's numbers; no other order is needed
 */
export function judgedPair(row: Row): JudgedPair | string {
  const { pair_id: id, source, label, judge_name: judgeName } = row
  const split = typeof source === 'string' ? splitOf(source) : undefined
  if (typeof id !== 'string') return 'has no pair_id'
  if (split === undefined) return 'has no source of a known split'
  const better = decisionNames.get(label)
  if (better !== 'first' && better !== 'second') return 'has no label A>B or B>A'
  const verdicts = released(row['judgments']) ?? stated(row['decisions']) ?? judged(row) ?? scored(row)
  if (verdicts === undefined) return 'has no judgments in a form that is known'
  const own = verdicts.map((verdict, order) => (order === 0 ? verdict : flipped(verdict)))
  return {
    id,
    split,
    label: better,
    verdicts: own,
    byScores: judgeName === 'reward_model' || 'score_A' in row,
  }
}

const decisionNames: ReadonlyMap<unknown, PairVerdict> = new Map([
  ['A>B', 'first'],
  ['B>A', 'second'],
  ['A=B', 'tie'],
])

type Verdicts = readonly (PairVerdict | null)[] | undefined

function released(judgments: unknown): Verdicts {
  if (!Array.isArray(judgments)) return undefined
  return stated(judgments.map((judgment: unknown) => (isObject(judgment) ? judgment['decision'] : null)))
}

function stated(decisions: unknown): Verdicts {
  if (!Array.isArray(decisions) || decisions.length < 1 || decisions.length > 2) return undefined
  return decisions.map((decision: unknown) => decisionNames.get(decision) ?? null)
}

function judged({ text, judge = arenaHard.id }: Row): Verdicts {
  const rule = pairJudges.find(({ id }) => id === judge)
  if (rule === undefined || !Array.isArray(text) || text.length < 1 || text.length > 2) return undefined
  const texts = text as unknown[]
  return texts.every((entry) => typeof entry === 'string')
    ? texts.map((entry) => rule.parse(entry))
    : undefined
}

function scored({ score_A: first, score_B: second }: Row): Verdicts {
  const scores = [first, second].map((score) =>
    typeof score === 'string' ? rewardModel.parse(score) : score,
  )
  const [a, b] = scores
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  return [decisionOfScores([a, b])]
}

function flipped(verdict: PairVerdict | null): PairVerdict | null {
  if (verdict === 'first') return 'second'
  return verdict === 'second' ? 'first' : verdict
}
