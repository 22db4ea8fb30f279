import type { ReportedItems } from '@retable/core'
import { test } from './dataset.ts'

/** Accuracies on GSM8K's test problems, by their metric. */
export const reportedItems: readonly ReportedItems[] = [
  { part: 'test', items: test.size, where: { metric: /^GSM8K (exact-match )?accuracy$/i, unit: /^%$/ } },
]
