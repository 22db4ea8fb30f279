import type { Grade, Measurement } from '@retable/core'
import { itemMeans, share, shareInterval, type GradesByItem } from '../../measure/aggregate.ts'
import { measurement } from '../../measure/measurement.ts'
import { isFlat } from '../../measure/measurements.ts'
import { groupsOf, sizeGroups } from './sizes.ts'

/**
 * ZeroEval's further figures: puzzle accuracy by group of sizes (`easy_accuracy` and so on; a group without puzzles has
 * none), and `cell_accuracy`, the share of right cells among all cells of all puzzles.
 *
 * Source: ZeroEval at 8c1485e, task zebra-grid. With several samples an item counts with the mean over them.
 */
export function figures(grades: GradesByItem): Measurement[] {
  const items = [...grades.values()].filter((samples) => samples.length > 0)
  const single = items.every((samples) => samples.length === 1)
  const grouped = items.map((samples) => ({ samples, groups: groupsOf(samples[0]!.gold) }))
  const byGroup = sizeGroups.flatMap((group) => {
    const members = grouped.filter(({ groups }) => groups.includes(group)).map(({ samples }) => samples)
    const scores = itemMeans(members, (grade) => grade.score)
    return members.length > 0 ? [share(`${group}_accuracy`, scores, single)] : []
  })
  return [...byGroup, cellAccuracy(items)]
}

/** A ratio of two sums over puzzles; its standard error treats a puzzle's cells as one cluster. */
function cellAccuracy(items: readonly (readonly Grade[])[]): Measurement {
  const correct = itemMeans(items, (grade) => grade.measures?.['correct_cells'] ?? 0)
  const cells = itemMeans(items, (grade) => grade.measures?.['cells'] ?? 0)
  const [n, all] = [items.length, sum(cells)]
  const value = sum(correct) / all
  const squares = sum(correct.map((right, i) => (right - value * cells[i]!) ** 2))
  const standardError = n < 2 ? null : Math.sqrt((n / (n - 1)) * squares) / all
  const isSame = isFlat(correct.map((right, i) => right / cells[i]!))
  const interval = shareInterval({ mean: value, standardError, n }, isSame)
  return measurement('cell_accuracy', value, { n, unit: 'fraction', standardError, interval })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
