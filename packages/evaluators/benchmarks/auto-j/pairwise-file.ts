import type { BrokenRow, Judgements, PairVerdict } from '@retable/core'
import { judgedOnce } from '../../judgements/judged-once.ts'
import { inOrder, jsonRows, noJudgements, noVerdicts, type JsonRow } from '../../judgements/json-rows.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { inOwnOrder } from '../../judgements/orders.ts'
import { verdictOfLabel } from './dataset.ts'
import { pairwise } from './judges.ts'

/** The size of Eval-P. */
export const pairs = 1392

/** What a judge says of one pair, in the pair's own order; null where its text holds no decision. */
export interface PairJudgement {
  /** 0-based row of Eval-P. */
  readonly index: number
  /** Shown in the pair's own order, then exchanged if both orders are read. */
  readonly verdicts: readonly (PairVerdict | null)[]
}

/**
 * Reads a file of verdicts on Eval-P: one object a row, in Eval-P's order or with `id`, its 0-based row. `output` is the
 * verdict with the responses in their own order, `exchange_output` the one with them exchanged, told by the order in
 * which they were shown: 0, 1 or 2 as in the repository's files, or the judge's text.
 *
 * @param both - whether both orders are read
 * @throws RetableError `evaluators/no-judgements` if no row has what is read
 */
export function readPairwise(
  file: Judgements,
  both: boolean,
): { judgements: PairJudgement[]; broken: BrokenRow[]; named: Named } {
  const { rows, broken } = jsonRows(file)
  const judgements: PairJudgement[] = []
  const repeated = judgedOnce()
  for (const row of rows) {
    const judgement = judgementOf(row, both)
    const reason =
      typeof judgement === 'string'
        ? judgement
        : repeated(String(judgement.index), `row ${judgement.index} of Eval-P`)
    if (typeof judgement !== 'string' && reason === null) judgements.push(judgement)
    else broken.push({ kind: 'broken', line: row.line, reason: reason ?? '' })
  }
  if (judgements.length === 0) {
    const members = both
      ? '"output" and "exchange_output" (the variant first-order needs "output" alone)'
      : '"output"'
    throw noJudgements(file, `expected one object for each pair of Eval-P with ${members}`, broken)
  }
  if (judgements.every(({ verdicts }) => verdicts.every((verdict) => verdict === null))) {
    throw noVerdicts(file, judgements.length)
  }
  const named = namedIn(
    rows.map(({ value }) => value),
    { judges: ['judge', 'model'] },
  )
  return { judgements, broken: inOrder(broken), named }
}

/** The judgement in a row, or what is wrong with it. */
function judgementOf({ value, index }: JsonRow, both: boolean): PairJudgement | string {
  const item = value['id'] ?? index
  if (typeof item !== 'number' || !Number.isInteger(item) || item < 0 || item >= pairs) {
    return `Eval-P has no row ${JSON.stringify(item)}`
  }
  const verdicts: (PairVerdict | null)[] = []
  for (const member of both ? ['output', 'exchange_output'] : ['output']) {
    const verdict = verdictIn(value[member])
    if (verdict === undefined) return `"${member}" is neither 0, 1 or 2 nor a text`
    verdicts.push(verdict)
  }
  return { index: item, verdicts: (both ? inOwnOrder(pairwise, verdicts) : null) ?? verdicts }
}

/** @returns null for a text without a decision and for -1, which the source writes for one */
function verdictIn(value: unknown): PairVerdict | null | undefined {
  if (typeof value === 'string') return pairwise.parse(value)
  return value === -1 ? null : verdictOfLabel(value)
}
