import type { ReportedItems } from '@retable/core'
import { test } from './dataset.ts'

/** Accuracies on MATH's test problems, by their metric; a smaller part (MATH-500) has a name of its own. */
export const reportedItems: readonly ReportedItems[] = [
  {
    part: 'test',
    items: test.size,
    where: { metric: /^MATH (exact-match )?accuracy( \(5000 test\))?$/i, unit: /^%$/ },
  },
]
