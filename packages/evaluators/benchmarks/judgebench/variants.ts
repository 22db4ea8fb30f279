import {
  counted,
  type BrokenRow,
  type Judgements,
  type JudgementScore,
  type JudgeVariant,
} from '@retable/core'
import { judgedOnce } from '../../judgements/judged-once.ts'
import { inOrder, isObject, jsonRows, noJudgements, noVerdicts } from '../../judgements/json-rows.ts'
import { countOf } from '../../measure/measurements.ts'
import { namedIn } from '../../judgements/named.ts'
import { pairJudges, rewardModel } from './judges.ts'
import { judgedPair, type JudgedPair } from './pair-rows.ts'
import { isRight, judgeBenchScore, type OrderRule, type RuledPair } from './score.ts'

const source = 'ScalerLab/JudgeBench at e2c52c2, utils/metrics.py (compute_final_metrics)'

/** As the paper's tables: reward models by the order given alone, other judges by both orders. */
export const paper: JudgeVariant = variant({
  id: 'paper',
  summary: 'Right if the two orders sum to more than 0; a reward model by the order given alone',
  source: `${source}; arXiv 2410.12784v2, section 4`,
  ruleFor: ({ byScores }) => (byScores ? 'first' : 'both'),
})

/** The order given alone, whoever judges. */
export const firstOrder: JudgeVariant = variant({
  id: 'first-order',
  summary: 'Right if the verdict in the order given is',
  source: `${source}, without reverse order`,
  ruleFor: () => 'first',
})

/**
 * Both orders, whoever judges. A reward model's two scores are the same in both, so that equal ones are for the second
 * response once and for the first once: never right.
 */
export const bothOrders: JudgeVariant = variant({
  id: 'both-orders',
  summary: 'Right if the two orders sum to more than 0',
  source: `${source}, with reverse order`,
  ruleFor: () => 'both',
})

interface PairRule {
  readonly id: string
  readonly summary: string
  readonly source: string
  /** By which orders a pair is judged. */
  readonly ruleFor: (pair: JudgedPair) => OrderRule
}

function variant({ ruleFor, ...rule }: PairRule): JudgeVariant {
  return {
    ...rule,
    version: '3',
    judges: [...pairJudges, rewardModel],
    measure: (judgements) => Promise.resolve().then(() => measured(judgements, ruleFor)),
  }
}

function measured(judgements: Judgements, ruleFor: PairRule['ruleFor']): JudgementScore {
  const { rows, broken: unread } = jsonRows(judgements)
  const broken: BrokenRow[] = [...unread]
  const pairs: RuledPair[] = []
  const repeated = judgedOnce()
  for (const { line, value } of rows) {
    const pair = ruled(judgedPair(value), ruleFor)
    const reason = typeof pair === 'string' ? pair : repeated(pair.id, `pair ${pair.id}`)
    if (typeof pair === 'string' || reason !== null)
      broken.push({ kind: 'broken', line, reason: reason ?? '' })
    else pairs.push(pair)
  }
  if (pairs.length === 0) {
    throw noJudgements(
      judgements,
      'expected rows with pair_id, source, label and judgments, decisions, text or scores',
      broken,
    )
  }
  if (pairs.every(({ verdicts }) => verdicts.every((verdict) => verdict === null))) {
    throw noVerdicts(judgements, pairs.length)
  }
  const withNaN = pairs.filter(({ hasNaN }) => hasNaN).length
  const [once, twice] = [pairs.filter(({ rule }) => rule === 'first').length, pairs.length]
  return {
    measurements: [...judgeBenchScore(pairs), countOf('items', pairs.length)],
    scores: pairs.map((pair) => ({
      benchmark: 'judgebench',
      item: pair.id,
      sample: 0,
      extracted: pair.verdicts.includes(null) ? null : pair.verdicts.join(' '),
      gold: pair.label,
      score: isRight(pair) ? 1 : 0,
    })),
    broken: inOrder(broken),
    notes: [
      ...(pairs.length === 350 || pairs.length === 270
        ? []
        : [
            `${counted(pairs.length, 'pair')} judged; JudgeBench has 350 of GPT-4o's and 270 of Claude 3.5 Sonnet's.`,
          ]),
      ...uncountedNotes(pairs),
      ...(withNaN > 0
        ? [
            `${counted(withNaN, 'pair')} with NaN for a score: no comparison with it is true, so the second response counts as better, as in the program.`,
          ]
        : []),
      ...(once > 0 && once < twice
        ? [`${counted(once, 'pair')} of ${twice} by one order, the others by both.`]
        : []),
    ],
    named: namedIn(
      rows.map(({ value }) => ({ ...value, judge: judgeModelIn(value['judgments']) })),
      { models: ['response_model'], judges: ['judge'] },
    ),
  }
}

/** Labels shown in a note, the most frequent ones, and how much of each: a judge may write hundreds between brackets. */
const [labelsShown, labelLength] = [5, 12]

/** Labels that the judge stored and the program counts as neither right nor wrong, each with how often it stands. */
function uncountedNotes(pairs: readonly RuledPair[]): string[] {
  const labels = pairs.flatMap(({ uncounted }) => uncounted)
  if (labels.length === 0) return []
  const counts = [...Map.groupBy(labels, (label) => label)].map(([label, { length }]) => ({ label, length }))
  const listed = counts
    .toSorted((one, other) => other.length - one.length)
    .slice(0, labelsShown)
    .map(({ label, length }) => `${label.slice(0, labelLength)} ${length}`)
  const what = `${counted(labels.length, 'decision')} ${labels.length === 1 ? 'is' : 'are'} none of A>B, B>A and A=B`
  const examples = `${listed.join(', ')}${counts.length > labelsShown ? ', …' : ''}`
  return [`${what} (${examples}): neither right nor wrong, and the pair stays, as in the program.`]
}

/** The judge's model as released rows have it. */
function judgeModelIn(judgments: unknown): unknown {
  const [first] = Array.isArray(judgments) ? (judgments as readonly unknown[]) : []
  const judgment = isObject(first) ? first['judgment'] : undefined
  return isObject(judgment) ? judgment['judge_model'] : undefined
}

/** The pair with its rule, or why it lacks an order that the rule needs. */
function ruled(pair: JudgedPair | string, ruleFor: PairRule['ruleFor']): RuledPair | string {
  if (typeof pair === 'string') return pair
  const rule = ruleFor(pair)
  if (rule === 'first' || pair.verdicts.length === 2) return { ...pair, rule }
  if (!pair.byScores) return 'was judged in one order only'
  const [given = null] = pair.verdicts
  return { ...pair, rule, verdicts: [given, pair.scoresAreEqual ? 'first' : given] }
}
