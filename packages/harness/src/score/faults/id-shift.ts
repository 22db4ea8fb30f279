import { counted, grouped, type Benchmark, type Grade, type OutputRow } from '@retable/core'

/** Watches whether a file counts items from 1, where the test set's rows are counted from 0. */
export interface IdShift {
  readonly add: (row: OutputRow, grade: Grade | undefined) => void
  readonly found: () => string[]
}

/** Fewer ids than this are a choice of items. */
const manyIds = 3

/** So many answers are held against the golds of the items before theirs. */
const mostAnswers = 500

/** An empty {@link IdShift}. Rows whose question says which item they are of need no watching. */
export function startIdShift({ itemId, splits }: Benchmark): IdShift {
  const countsFromZero =
    splits.test.size > 0 && itemId(0) !== undefined && itemId(splits.test.size) === undefined
  const ids = new Set<number>()
  const answers = new Map<number, Pick<Grade, 'extracted' | 'gold' | 'score'>>()
  let isZeroThere = false
  return {
    add({ id, idIsPosition, question }, grade) {
      if (!countsFromZero || id === undefined || idIsPosition === true || question !== undefined) return
      const row = typeof id === 'number' || /^\d{1,6}$/.test(id) ? Number(id) : NaN
      if (!Number.isInteger(row) || row < 0) return
      isZeroThere ||= row === 0
      if (row <= splits.test.size) ids.add(row)
      if (grade !== undefined && answers.size < mostAnswers && !answers.has(row)) answers.set(row, grade)
    },
    found() {
      if (isZeroThere || ids.size < manyIds || !ids.has(1)) return []
      const last = Math.max(...ids)
      const isCounting = last === ids.size
      const before = [...answers].filter(([row, { extracted }]) => {
        const gold = answers.get(row - 1)?.gold
        return gold !== undefined && extracted === gold
      }).length
      const own = [...answers.values()].filter(({ score }) => score === 1).length
      const isProven = before >= manyIds && before > 2 * own
      if (!isCounting && !isProven) return []
      const proof = isProven
        ? ` ${grouped(before)} of ${counted(answers.size, 'answer')} are right for the item before theirs, ${grouped(own)} for their own.`
        : ''
      return [
        `The ids begin at 1 (${grouped(ids.size)} of them, up to ${grouped(last)}), but ids are rows of the test set counted from 0: is each one too high?${proof}`,
      ]
    },
  }
}
