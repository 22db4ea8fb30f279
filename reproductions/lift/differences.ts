import type { Difference } from '@retable/core'

/** What texts say differently, and no two cells can be held against each other for. */
export const differences: readonly Difference[] = [
  {
    between: 'the draft and a report on the arXiv text',
    what: 'of figure 3 the draft says that under limits scaled to a tenth DPO goes over half of them (below 0.1 to 0.5) and LIFT-DPO over fewer than 0.05; the report has DPO climb towards 100 % and LIFT-DPO stay below 10 %',
    source: 'the texts on figure 3, which prints no number',
  },
  {
    between: 'the draft’s text and its own rule',
    what: 'the text speaks of 1,083 pairs that are turned round; by the rule of section 4 those are turned round whose winner is longer, 1,894',
    source: 'sections 4 and 5.1 of the draft',
    cells: ['shorter', 'longer'].map((side) => `text-sec-5-1/pairs-rank0-${side}/count`),
  },
]
