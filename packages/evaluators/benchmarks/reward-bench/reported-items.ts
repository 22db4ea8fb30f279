import type { ReportedItems } from '@retable/core'
import { sections, subsets } from './subsets.ts'

const metric = /^RewardBench accuracy$/i
const unit = /^%$/
const itemsOf = (those: typeof subsets) => those.reduce((sum, { items }) => sum + items, 0)

/** The score, its four sections as tables name them (`Chat Hard`), and the 23 subsets. */
export const reportedItems: readonly ReportedItems[] = [
  {
    ...{ part: 'all', items: itemsOf(subsets), metric: 'score' },
    where: { metric, unit, column: /^(Overall|Final score)$/i },
  },
  ...sections.map((section) => ({
    part: section,
    metric: section,
    items: itemsOf(subsets.filter((subset) => subset.section === section)),
    where: { metric, unit, column: new RegExp(`^${section.replace('_', '[ _-]')}$`, 'i') },
  })),
  ...subsets.map(({ id, items }) => ({
    part: id,
    metric: `subset/${id}`,
    items,
    where: { metric: /^RewardBench subset accuracy$/i, unit, column: new RegExp(`^${id}$`, 'i') },
  })),
]
