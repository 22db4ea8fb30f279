import type { Table, TableForm } from './table.ts'

/** Renders tables in a form, one after another; only what the form takes is loaded. */
export async function renderTables(tables: readonly Table[], form: TableForm): Promise<string> {
  if (form === 'csv') {
    const { tablesCsv } = await import('./tables-csv.ts')
    return tablesCsv(tables)
  }
  if (form === 'md') {
    const { tableMarkdown } = await import('./table-markdown.ts')
    return tables.map(tableMarkdown).join('\n')
  }
  const { tableLatex } = await import('./table-latex.ts')
  return tables.length === 0 ? '' : `% \\usepackage{booktabs} is needed\n${tables.map(tableLatex).join('\n')}`
}
