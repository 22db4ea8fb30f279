import { counted } from '@retable/core'
import { partNotes } from '../../judgements/names.ts'

/** Questions of MT-Bench, 81 to 160. */
const [first, last] = [81, 160]

/** What part of the questions a file has, and which of its ids are none. */
export function questionNotes(ids: readonly string[]): string[] {
  const all = new Set(ids)
  const known = [...all].filter((id) => /^\d+$/.test(id) && Number(id) >= first && Number(id) <= last)
  const strange = all.size - known.length
  return [
    ...partNotes(known.length, last - first + 1, 'question'),
    ...(strange > 0
      ? [`${counted(strange, 'question id')} not of MT-Bench, which has ${first} to ${last}.`]
      : []),
  ]
}
