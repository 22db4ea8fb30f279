import type { ReportedItems } from '@retable/core'
import { test } from './dataset.ts'

/** The 1,000 puzzles, easy and hard ones; cells of one puzzle are no independent items. */
export const reportedItems: readonly ReportedItems[] = [
  ['all', test.size, /^puzzle acc overall$/i, 'accuracy'] as const,
  ['all', test.size, /^cell acc$/i, 'cell_accuracy'] as const,
  ['easy', 280, /^puzzle acc easy$/i, 'easy_accuracy'] as const,
  ['hard', 720, /^puzzle acc hard$/i, 'hard_accuracy'] as const,
].map(([part, items, column, metric]) => ({
  ...{ part, items, metric },
  where: { metric: /^ZebraLogic accuracy$/i, column, unit: /^%$/ },
}))
