/** What people read of the verdicts on papers. */
export { cellWord } from './verdict-counts.ts'
export { paperVerdictsText } from './paper-verdicts-text.ts'
export { paperVerdictsJson, verdictsJson } from './verdicts-json.ts'
export { paperVerdictsTables, verdictsTable } from './verdicts-tables.ts'
