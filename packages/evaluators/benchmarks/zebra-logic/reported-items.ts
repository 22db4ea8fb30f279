import type { ReportedItems } from '@retable/core'
import { test } from './dataset.ts'

/** The 1,000 puzzles, easy and hard ones; cells of one puzzle are no independent items. */
export const reportedItems: readonly ReportedItems[] = [
  ['all', test.size, /^(puzzle acc overall|cell acc)$/i] as const,
  ['easy', 280, /^puzzle acc easy$/i] as const,
  ['hard', 720, /^puzzle acc hard$/i] as const,
].map(([part, items, column]) => ({
  part,
  items,
  where: { metric: /^ZebraLogic accuracy$/i, column, unit: /^%$/ },
}))
