import { grouped, type SettingResult } from '@retable/core'

/** As many of a file's rows as `score` lets pass. */
const mostLost = 0.01

/** Why nothing may be concluded from a setting's numbers, in sentences: what it says itself, and rows that were lost. */
export function doubtsOf({ doubts = [], lost }: Pick<SettingResult, 'doubts' | 'lost'>): readonly string[] {
  if (lost === undefined || lost.rows <= mostLost * lost.of) return doubts
  return [...doubts, `${grouped(lost.rows)} of ${grouped(lost.of)} rows could not be scored`]
}
