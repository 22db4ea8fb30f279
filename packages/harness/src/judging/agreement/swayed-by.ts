import type { Measurement } from '@retable/core'
import { measurement } from '@retable/evaluators/measurement'
import type { PreparedJudging } from '../tasks/judge-tasks.ts'
import { meanOf, withError, type Both } from './clustered.ts'

/** How much more the difference is where the judged output stood first, and where it is the longer one. */
export function swayedBy(
  both: readonly Both[],
  tasks: PreparedJudging['tasks'],
  { prefix, unit }: { readonly prefix: string; readonly unit: 'fraction' | 'points' },
): Measurement[] {
  const traits = new Map(tasks.flatMap(({ traits }) => (traits === undefined ? [] : [[traits.item, traits]])))
  const told = both.filter(({ item }) => traits.has(item))
  return (['isFirst', 'isLonger'] as const).flatMap((trait) => {
    const [those, rest] = [true, false].map((has) =>
      told.filter(({ item }) => traits.get(item)![trait] === has),
    )
    if (those!.length < 2 || rest!.length < 2) return []
    const [one, other] = [meanOf('', those!, unit), meanOf('', rest!, unit)]
    const name = `${prefix}_${trait === 'isFirst' ? 'position' : 'length'}_bias`
    const standardError = Math.hypot(one.standardError ?? Number.NaN, other.standardError ?? Number.NaN)
    const value = one.value - other.value
    const n = those!.length + rest!.length
    return [measurement(name, value, { n, unit, ...withError(value, standardError) })]
  })
}
