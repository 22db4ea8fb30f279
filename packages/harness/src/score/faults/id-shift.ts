import { counted, grouped, type Benchmark, type Grade, type OutputRow } from '@retable/core'

/** Watches whether a file counts items from 1, where the test set's rows are counted from 0. */
export interface IdShift {
  readonly add: (row: OutputRow, grade: Grade | undefined) => void
  /** Whether most answers are right for the item before theirs. */
  readonly isProven: () => boolean
  readonly found: () => string[]
}

/** Fewer ids than this are a choice of items. */
const manyIds = 3

/** Fewer answers than this are right for the items before theirs by chance. */
const manyRight = 5

/** So many answers are held against the golds of the items before theirs. */
const mostAnswers = 500

/** An empty {@link IdShift}. Rows whose question says which item they are of need no watching. */
export function startIdShift({ itemId, splits }: Benchmark): IdShift {
  const countsFromZero =
    splits.test.size > 0 && itemId(0) !== undefined && itemId(splits.test.size) === undefined
  const ids = new Set<number>()
  const answers = new Map<number, Pick<Grade, 'extracted' | 'gold' | 'score'>>()
  let isZeroThere = false
  const evidence = () => {
    const mayBe = !isZeroThere && ids.size >= manyIds && ids.has(1)
    const before = [...answers].filter(([row, { extracted }]) => {
      const gold = answers.get(row - 1)?.gold
      return gold !== undefined && extracted === gold
    }).length
    const own = [...answers.values()].filter(({ score }) => score === 1).length
    const isLikely = mayBe && before >= manyIds && before > 2 * own
    return {
      before,
      own,
      isCounting: mayBe && Math.max(...ids) === ids.size,
      isLikely,
      // Of few letters to choose from some are right for any item by chance.
      isProven: isLikely && before >= manyRight && before * 2 > answers.size,
      isRefuted: own >= manyIds && own > 2 * before,
    }
  }
  return {
    add({ id, idIsPosition, question }, grade) {
      if (!countsFromZero || id === undefined || idIsPosition === true || question !== undefined) return
      const row = typeof id === 'number' || /^\d{1,6}$/.test(id) ? Number(id) : NaN
      if (!Number.isInteger(row) || row < 0) return
      isZeroThere ||= row === 0
      if (row <= splits.test.size) ids.add(row)
      if (grade !== undefined && answers.size < mostAnswers && !answers.has(row)) answers.set(row, grade)
    },
    isProven: () => evidence().isProven,
    found() {
      const { isCounting, isLikely, isProven, isRefuted, before, own } = evidence()
      const proof = `${grouped(before)} of ${counted(answers.size, 'answer')} are right for the item before theirs, ${grouped(own)} for their own.`
      if (isProven) {
        return [
          `The ids are one too high: ${proof} Ids are rows of the test set counted from 0, so these numbers are wrong: take 1 from each id.`,
        ]
      }
      // Answers that are right for their own items say that the ids are theirs.
      if (!(isCounting || isLikely) || isRefuted) return []
      return [
        `The ids begin at 1 (${grouped(ids.size)} of them, up to ${grouped(Math.max(...ids))}), but ids are rows of the test set counted from 0: is each one too high?${isLikely ? ` ${proof}` : ''}`,
      ]
    },
  }
}
