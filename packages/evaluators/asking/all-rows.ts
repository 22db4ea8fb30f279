import type { JudgementFile } from '@retable/core'
import { jsonRows, judgementError, type JsonRow } from '../judgements/json-rows.ts'

/**
 * The objects of a file of one's own. What stands in a line that is none would be left out of the figures unseen, so that
 * such a file is refused.
 *
 * @throws RetableError `evaluators/no-judgements` with the lines that are no objects, and for a file without any object
 */
export function allRows(file: JudgementFile): readonly JsonRow[] {
  const { rows, broken } = jsonRows(file, 'outputs or pairs to judge')
  const [first] = broken
  if (first === undefined) return rows
  const lines = broken.slice(0, mostNamed).map(({ line }) => line)
  const more = broken.length > lines.length ? `, and ${broken.length - lines.length} more` : ''
  throw judgementError(
    `${file.name}, ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}: ${first.reason}`,
  )
}

const mostNamed = 8
