import type { Judgements } from '@retable/core'
import { jsonRows } from '../judgements/json-rows.ts'

/**
 * Of each row of a file of judgements what its judge was shown, by what names the row.
 *
 * @param item - fields that name a row
 * @param shown - what was shown, as far as the row holds it
 */
export function shownIn(
  judgements: Judgements,
  item: readonly string[],
  shown: (row: Readonly<Record<string, unknown>>) => unknown,
): ReadonlyMap<string, string> {
  const { rows } = jsonRows(judgements)
  return new Map(
    rows.flatMap(({ value }) => {
      const text = shown(value)
      return typeof text === 'string'
        ? [[JSON.stringify(item.map((name) => value[name])), text.trim()] as const]
        : []
    }),
  )
}
