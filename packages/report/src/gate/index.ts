/** A gate's report, as a text, tables and JUnit's XML. */
export { gateJunit } from './gate-junit.ts'
export { gateTables } from './gate-tables.ts'
export { gateText } from './gate-text.ts'
