import { isLabel, labelVerdict } from '../../judgements/arena-label.ts'
import { isObject } from '../../judgements/json-rows.ts'
import { scoreIn } from '../../judgements/number-in.ts'
import { inOwnOrder, type Verdicts } from '../../judgements/orders.ts'
import { shown } from '../../judgements/shown.ts'
import { arenaHard, decisionOfScores, pairJudges, pairRules } from './judges.ts'
import { splitOf, type Split } from './splits.ts'

/** One pair, judged in one order or two; verdicts are told by the responses' own names, A first. */
export interface JudgedPair {
  readonly id: string
  readonly split: Split
  readonly label: 'first' | 'second'
  /** In the order given, and with the responses swapped if that was asked. */
  readonly verdicts: Verdicts
  /** Whether a reward model gave it, to which order does not matter. */
  readonly byScores: boolean
  /** Whether neither score is more, NaN in one included; then each order is for the response that it shows second. */
  readonly scoresAreEqual: boolean
  /** Whether one of its two scores is NaN. */
  readonly hasNaN: boolean
  /** Labels that its judge stored and that are none of those that count. */
  readonly uncounted: readonly string[]
}

type Row = Readonly<Record<string, unknown>>

/**
 * A pair in any of these shapes, each with `pair_id`, `source` and `label` (A>B or B>A); else why it is none.
 * - a released row: `judgments` with a `decision` each (A>B, B>A, A=B or null; a failed judgment is null). Any other
 *   label between brackets is stored as well, "A>A" for instance, and is neither right nor wrong
 * - `decisions`: a list of those
 * - `text`: a list of a judge's answers, the order given first; with `judge` its id, if not `arena-hard`
 * - `score_A` and `score_B`: a reward model's numbers, null being Python's NaN; no other order is needed
 */
export function judgedPair(row: Row): JudgedPair | string {
  const { pair_id: id, source, label, judge_name: judgeName } = row
  const split = typeof source === 'string' ? splitOf(source) : undefined
  if (typeof id !== 'string') return 'has no pair_id'
  if (split === undefined) return 'has no source of a known split'
  const better = labelVerdict(label)?.verdict
  if (better !== 'first' && better !== 'second') return 'has no label A>B or B>A'
  const stated = 'judgments' in row || 'decisions' in row || 'text' in row
  const read = stated ? ofDecisions(row) : ofScores(row)
  if (typeof read === 'string') return read
  const { verdicts, uncounted = [], scoresAreEqual = false, hasNaN = false } = read
  // Of one order alone the verdicts are its own.
  const own = inOwnOrder(pairRules, verdicts) ?? verdicts
  const byScores = judgeName === 'reward_model' || !stated
  return { id, split, label: better, verdicts: own, byScores, scoresAreEqual, hasNaN, uncounted }
}

/** What a row says of its pair, the verdicts told by the order in which responses were shown. */
type Read = Pick<JudgedPair, 'verdicts'> &
  Partial<Pick<JudgedPair, 'uncounted' | 'scoresAreEqual' | 'hasNaN'>>

function ofDecisions(row: Row): Read | string {
  const { judgments, decisions } = row
  if ('judgments' in row) {
    if (!Array.isArray(judgments)) return '"judgments" is no list'
    return stated(
      judgments.map((judgment: unknown) => (isObject(judgment) ? judgment['decision'] : null)),
      'judgments',
    )
  }
  if (!('decisions' in row)) return judged(row)
  return Array.isArray(decisions) ? stated(decisions, 'decisions') : '"decisions" is no list'
}

/** Decisions by their names, `A>>B` too. A label that does not count is no verdict; what is no label is broken. */
function stated(decisions: readonly unknown[], field: string): Read | string {
  const wrong = decisions.find((decision) => decision !== null && !isLabel(decision))
  if (wrong !== undefined) return `"${field}" has the decision ${shown(wrong)}, which is no label such as A>B`
  const read = ofOrders(
    decisions.map((decision) => labelVerdict(decision)?.verdict ?? null),
    field,
  )
  const uncounted = decisions.filter((decision) => isLabel(decision) && labelVerdict(decision) === null)
  return typeof read === 'string' ? read : { ...read, uncounted: uncounted as readonly string[] }
}

function judged({ text, judge = arenaHard.id }: Row): Read | string {
  const rule = pairJudges.find(({ id }) => id === judge)
  if (rule === undefined)
    return `names the judge ${JSON.stringify(judge)}, none of ${pairJudges.map(({ id }) => id).join(', ')}`
  if (!Array.isArray(text)) return '"text" is no list'
  const texts = text as readonly unknown[]
  if (!texts.every((entry) => typeof entry === 'string')) return '"text" holds what is no text'
  return ofOrders(
    texts.map((entry) => rule.parse(entry)),
    'text',
  )
}

function ofOrders(verdicts: Verdicts, field: string): Read | string {
  return verdicts.length === 1 || verdicts.length === 2
    ? { verdicts }
    : `"${field}" has ${verdicts.length} entries; there are one or two orders`
}

function ofScores({ score_A: first, score_B: second }: Row): Read | string {
  if (first === undefined && second === undefined) return 'has no judgments, decisions, text or scores'
  const [a, b] = [scoreIn(first), scoreIn(second)]
  if (a === null) return `score_A is ${JSON.stringify(first)}, which is no number`
  if (b === null) return `score_B is ${JSON.stringify(second)}, which is no number`
  return {
    verdicts: [decisionOfScores([a, b])],
    scoresAreEqual: !(a > b || b > a),
    hasNaN: Number.isNaN(a) || Number.isNaN(b),
  }
}
