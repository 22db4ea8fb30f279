import type { StatedClaim } from '@retable/core'
import { critics, precision, recall } from './critics.ts'

/** The paper's claims as far as its abstracts and repository tell them; figures of C1, C4 and C5 were not read. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'scores by GPT-4 agree with people’s labels of atomic information units',
    cells: [],
  },
  {
    id: 'C2',
    statement: 'critiques by people are the most precise and not the most complete',
    cells: [...critics.map(precision), ...critics.map(recall)],
  },
  {
    id: 'C3',
    statement: 'open critique models are less factual than GPT-3.5 and people',
    cells: critics.map(precision),
  },
  { id: 'C4', statement: 'refining by a critique of higher F1 gives better answers', cells: [] },
  {
    id: 'C5',
    statement: 'judging unit by unit agrees better with people than judging a critique as a whole',
    cells: [],
  },
]
