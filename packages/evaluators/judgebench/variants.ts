import type { BrokenRow, JudgementFile, JudgementScore, JudgeVariant } from '@retable/core'
import { inOrder, jsonRows, noJudgements } from '../judgements/json-rows.ts'
import { countOf } from '../judgements/measurements.ts'
import { judgedPair, type JudgedPair } from './pair-rows.ts'
import { isRight, judgeBenchScore, type OrderRule } from './score.ts'

const source = 'ScalerLab/JudgeBench at e2c52c2, utils/metrics.py (compute_final_metrics)'

/** As the paper's tables: reward models by the order given alone, other judges by both orders. */
export const paper: JudgeVariant = {
  id: 'paper',
  version: '1',
  summary: 'Right if the two orders sum to more than 0; a reward model by the order given alone',
  source: `${source}; arXiv 2410.12784v2, section 4`,
  measure: (file) =>
    measureWith(file, (pairs) => (pairs.some(({ byScores }) => byScores) ? 'first' : 'both')),
}

/** The order given alone, whoever judges. */
export const firstOrder: JudgeVariant = {
  id: 'first-order',
  version: '1',
  summary: 'Right if the verdict in the order given is',
  source: `${source}, without reverse order`,
  measure: (file) => measureWith(file, () => 'first'),
}

/** Both orders, whoever judges: a reward model gets the same as by one, but that equal scores are never right. */
export const bothOrders: JudgeVariant = {
  id: 'both-orders',
  version: '1',
  summary: 'Right if the two orders sum to more than 0',
  source: `${source}, with reverse order`,
  measure: (file) => measureWith(file, () => 'both'),
}

async function measureWith(
  file: JudgementFile,
  ruleFor: (pairs: readonly JudgedPair[]) => OrderRule,
): Promise<JudgementScore> {
  const { rows, broken: unread } = await Promise.resolve().then(() => jsonRows(file))
  const broken: BrokenRow[] = [...unread]
  const pairs: (JudgedPair & { readonly line: number })[] = []
  for (const { line, value } of rows) {
    const pair = judgedPair(value)
    if (typeof pair === 'string') broken.push({ kind: 'broken', line, reason: pair })
    else pairs.push({ ...pair, line })
  }
  const rule = ruleFor(pairs)
  const enough = pairs.filter(({ verdicts, line }) => {
    if (rule === 'first' || verdicts.length === 2) return true
    broken.push({ kind: 'broken', line, reason: 'was judged in one order only' })
    return false
  })
  if (enough.length === 0) {
    throw noJudgements(file, 'expected rows with pair_id, source, label and judgments, decisions or text')
  }
  return {
    measurements: [...judgeBenchScore(enough, rule), countOf('items', enough.length)],
    scores: enough.map((pair) => ({
      benchmark: 'judgebench',
      item: pair.id,
      sample: 0,
      extracted: pair.verdicts.includes(null) ? null : pair.verdicts.join(' '),
      gold: pair.label,
      score: isRight(pair, rule) ? 1 : 0,
    })),
    broken: inOrder(broken),
    notes:
      enough.length === 350
        ? []
        : [
            `${enough.length} pairs were judged; JudgeBench has 350 of GPT-4o's and 270 of Claude 3.5 Sonnet's.`,
          ],
  }
}
