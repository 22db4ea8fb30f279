/** What people read of the verdicts on papers. */
export { paperVerdictsText } from './paper-verdicts-text.ts'
export { paperVerdictsJson, verdictsJson } from './verdicts-json.ts'
export { paperVerdictsTables, verdictsTable } from './verdicts-tables.ts'
