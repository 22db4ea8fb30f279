import type { ReportedItems } from '@retable/core'

const limited = { part: 'AlpacaEval-LI', items: 802 } as const

/**
 * The two sets with length limits of arXiv 2406.17744v1: AlpacaEval's instructions, and the first turns of MT-Bench's
 * questions with three limits each.
 */
export const reportedItems: readonly ReportedItems[] = [
  { ...limited, metric: 'violation_rate', where: { column: /^AlpacaEval-LI Vlt$/i } },
  { ...limited, metric: 'win_rate', where: { column: /^AlpacaEval-LI Win$/i } },
  { ...limited, metric: 'mean_words', where: { column: /^AlpacaEval-LI Words$/i } },
  { part: 'MT-Bench-LI', items: 240, where: { column: /^MT-Bench-LI (Vlt|Win|Words)$/i } },
]
