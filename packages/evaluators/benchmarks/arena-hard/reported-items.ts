import type { ReportedItems } from '@retable/core'

/** Version 0.1 asks 500 requests; version 2 is another set. */
const items = 500
const part = 'v0.1'
const setting = /^(?!.*\bv2\b)/i

/** Scores and lengths of answers. Ends of the leaderboard's own intervals are no means over requests. */
export const reportedItems: readonly ReportedItems[] = [
  { part, items, metric: 'score', where: { metric: /^Arena-Hard (score|win rate)$/i, unit: /^%$/, setting } },
  { part, items, where: { metric: /^average response length$/i, table: /\(Arena-Hard\)/i, setting } },
]
