import type { ReportedItems } from '@retable/core'

/**
 * The two sets with length limits of arXiv 2406.17744v1: AlpacaEval's instructions, and the first turns of MT-Bench's
 * questions with three limits each.
 */
export const reportedItems: readonly ReportedItems[] = [
  { part: 'AlpacaEval-LI', items: 802, where: { column: /^AlpacaEval-LI (Vlt|Win|Words)$/i } },
  { part: 'MT-Bench-LI', items: 240, where: { column: /^MT-Bench-LI (Vlt|Win|Words)$/i } },
]
