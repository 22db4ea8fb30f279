/** What people read of the verdicts on papers. */
export { withOwn, withOwnVerdicts, wordCounts } from './verdict-counts.ts'
export { paperVerdictsText } from './paper-verdicts-text.ts'
export { paperVerdictsJson, verdictsJson } from './verdicts-json.ts'
export { paperVerdictsTables, verdictsTable } from './verdicts-tables.ts'
