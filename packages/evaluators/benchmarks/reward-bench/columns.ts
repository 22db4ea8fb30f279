import type { Judgements } from '@retable/core'
import { judgementError, type JsonRow } from '../../judgements/json-rows.ts'

/** What columns are called there, and here in a row. */
const names: Readonly<Record<string, string>> = {
  id: 'id',
  subset: 'subset',
  results: 'correct',
  scores_chosen: 'score_chosen',
  scores_rejected: 'score_rejected',
}

/**
 * The rows of the program's own file of items: one JSON object of columns, each a list over items (`id`, `subset`,
 * `results`, `scores_chosen`, `scores_rejected`), as scripts/run_rm.py and run_generative.py write their data set
 * (allenai/reward-bench at 05a9005). Its `results` decide.
 *
 * @returns null if the object has no such columns
 * @throws RetableError `evaluators/no-judgements` if columns differ in length
 */
export function columnRows(value: Readonly<Record<string, unknown>>, { name }: Judgements): JsonRow[] | null {
  const columns = Object.entries(value).flatMap(([column, list]) => {
    const own = Object.hasOwn(names, column) ? names[column] : undefined
    return own !== undefined && Array.isArray(list) ? [{ column, own, list: list as readonly unknown[] }] : []
  })
  const subset = columns.find(({ own }) => own === 'subset')
  if (subset === undefined) return null
  const { length } = subset.list
  const other = columns.find(({ list }) => list.length !== length)
  if (other !== undefined) {
    throw judgementError(
      `${name}: its column "${other.column}" has ${other.list.length} entries, and "subset" has ${length}`,
    )
  }
  return subset.list.map((_, index) => ({
    line: index + 1,
    index,
    value: Object.fromEntries(columns.map(({ own, list }) => [own, list[index]])),
  }))
}
