import type { OutcomeCounts } from './outcome-counts.ts'

/** How sentences call an answer that says nothing. */
export const unansweredWords: Readonly<Record<keyof OutcomeCounts['unanswered'], string>> = {
  refused: 'refused',
  filtered: 'filtered',
  'thought only': 'thought without an answer',
  empty: 'empty',
}
