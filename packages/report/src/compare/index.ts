/** Two versions beside each other, as tables and texts. */
export { comparisonNotes } from './comparison-notes.ts'
export { comparisonTables } from './comparison-tables.ts'
export { comparisonText } from './comparison-text.ts'
export { fallenFirst, flipsText } from './flips-text.ts'
export { scoreText, scoreDifferenceText } from './score-text.ts'
