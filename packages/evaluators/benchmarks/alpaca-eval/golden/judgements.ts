import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { isSwitched, judgedPreference, weightedJudge } from '../judges.ts'
import { within, type Instruction } from './data.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

interface LogprobCase {
  readonly model: string
  readonly index: number
  readonly is_switched: boolean
  readonly same_output: boolean
  readonly top_logprobs: unknown
  readonly preference: number | null
}
interface FullAnnotation {
  readonly instruction: string
  readonly preference: number | null
  readonly raw_completion: unknown
}
/** The order of outputs, log-probabilities, and whole completions. */
export function judgements(data: string): Comparison[] {
  const [switched, parsed, whole] = [new Tally(), new Tally(), new Tally()]
  for (const row of goldenRows<Instruction>(data, 'instructions.jsonl.gz')) {
    switched.add(`row ${row.index}`, row.is_switched_seed0, isSwitched(row.instruction))
  }
  const preferenceOf = (shown: unknown, isSwapped: boolean) => {
    const read = weightedJudge.parse(JSON.stringify(shown))
    return read === null || !isSwapped ? read : 3 - read
  }
  for (const row of goldenRows<LogprobCase>(data, 'logprob_cases.jsonl.gz')) {
    // Equal outputs are not shown to the judge: their preference is 1.5 by rule.
    const ours = row.same_output ? 1.5 : preferenceOf(row.top_logprobs, row.is_switched)
    within(parsed, 6e-11, `${row.model} ${row.index}`, row.preference, ours)
  }
  const file = gunzipSync(readFileSync(path.join(data, 'annotations_full_alpaca-7b.json.gz'))).toString(
    'utf8',
  )
  for (const [i, row] of (JSON.parse(file) as readonly FullAnnotation[]).entries()) {
    if (row.raw_completion === null) continue
    const ours = judgedPreference(weightedJudge, row.raw_completion, row.instruction)
    within(whole, 6e-11, `row ${i}`, row.preference, ours)
  }
  return [
    switched.comparison('alpaca_eval', 'which output each instruction shows first'),
    parsed.comparison(
      'alpaca_eval',
      'preference in the log-probabilities of three models, to its ten decimals',
    ),
    whole.comparison(
      'alpaca_eval',
      'the same of alpaca-7b from whole completions, with the order drawn anew',
    ),
  ]
}
