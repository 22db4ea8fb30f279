/** What people read of papers whose cells are held against each other. */
export { checkCounts, totalCounts } from './check-counts.ts'
export type { CheckCounts } from './check-counts.ts'
export { checkTables } from './check-tables.ts'
export { checkText } from './check-text.ts'
export { contradictionList, quotedCell } from './contradictions-markdown.ts'
