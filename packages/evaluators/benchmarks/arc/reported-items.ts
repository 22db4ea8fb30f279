import type { ReportedItems } from '@retable/core'
import { test } from './dataset.ts'

/** Accuracies on ARC-Challenge's test questions, by their metric. */
export const reportedItems: readonly ReportedItems[] = [
  {
    part: 'challenge',
    items: test.size,
    where: { metric: /^ARC-Challenge accuracy( \(1172 test\))?$/i, unit: /^%$/ },
  },
]
