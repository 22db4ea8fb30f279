/** Histories of models' versions, as tables and texts. */
export { historyTables } from './history-tables.ts'
export { historyText } from './history-text.ts'
