/** Two versions beside each other, as tables and texts. */
export { comparisonTables } from './comparison-tables.ts'
export { comparisonText } from './comparison-text.ts'
export { fallenFirst, flipsText } from './flips-text.ts'
export { scoreText } from './score-text.ts'
