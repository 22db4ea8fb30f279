import { loadPaper, measuredCells, paperTables, tablesNamed } from '@retable/harness/papers'
import { printableJson, renderTables, type TableForm } from '@retable/report'
import { paperTablesOf, paperTablesText } from '@retable/report/papers'
import { CliError } from '../../errors.ts'
import { root } from '../../root.ts'

/** Options of `retable show`. */
export interface ShowRequest {
  readonly paper: string
  readonly table?: string
  readonly json?: boolean
  readonly to?: TableForm
}

/** Prints a paper's tables; with `json` as one document. */
export async function runShow({ paper: name, table, json, to }: ShowRequest): Promise<void> {
  if (table?.trim() === '')
    throw new CliError('cli/table', '--table needs a number or a part of a table’s name')
  const { reproduction, cells } = await loadPaper(root, name)
  const { paper } = reproduction
  const all = paperTables(cells, await measuredCells(root, paper.id))
  const tables = table === undefined ? all : tablesNamed(all, table)
  if (json) {
    process.stdout.write(
      `${printableJson({ paper: paper.id, title: paper.title, arxiv: paper.arxiv, tables })}\n`,
    )
    return
  }
  process.stdout.write(
    to === undefined ? paperTablesText(paper, tables) : await renderTables(paperTablesOf(paper, tables), to),
  )
}
