/** What people read of a paper. */
export { paperMarkdown } from './paper-markdown.ts'
export type { PaperFacts } from './paper-markdown.ts'
export { paperTablesOf, paperTablesText } from './paper-tables-text.ts'
