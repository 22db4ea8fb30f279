import type { ReportedItems } from '@retable/core'

const metric = /^MT-Bench score\b/i
/** Ten questions each. */
const categories = ['Writing', 'Roleplay', 'Reasoning', 'Math', 'Coding', 'Extraction', 'STEM', 'Humanities']

/** Ratings and lengths: the independent items are the 80 questions, each of two turns. */
export const reportedItems: readonly ReportedItems[] = [
  { part: 'all', items: 80, metric: 'score', where: { metric, column: /^(Overall|Score)$/i } },
  { part: 'all', items: 80, metric: 'turn_1', where: { metric, column: /^Turn 1$/i } },
  { part: 'all', items: 80, metric: 'turn_2', where: { metric, column: /^Turn 2$/i } },
  ...categories.map((category) => ({
    part: category,
    items: 10,
    where: { metric, column: new RegExp(`^${category}$`, 'i') },
  })),
  {
    part: 'math, coding, reasoning',
    items: 30,
    where: { metric, column: /^Math, Cod(e|ing) & Reasoning$/i },
  },
  {
    part: 'the other five categories',
    items: 50,
    where: { metric, column: /^Humanities, Extraction, STEM, Roleplay & Writing$/i },
  },
  { part: 'all', items: 80, where: { metric: /^average response length$/i, table: /\(MT-Bench\)/i } },
]
