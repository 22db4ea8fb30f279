/** Tables as data, and the forms that other programs take them in. */
export { orNone } from './table.ts'
export { renderTables } from './render-tables.ts'
export type { Cell, Table, TableColumn, TableForm } from './table.ts'
export { tableText } from './table-text.ts'
export type { TableTextOptions } from './table-text.ts'
