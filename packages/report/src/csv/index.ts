/** Tables as CSV, apart from what is printed: most verbs write none. */
export { replayCsv } from './replay-csv.ts'
export { besideCsv, runTables } from './run-tables.ts'
export type { RunTables } from './run-tables.ts'
