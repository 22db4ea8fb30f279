import { evaluatedRows } from '@retable/harness/beside'
import { loadPaper, paperIds } from '@retable/harness/papers'
import { printableJson, renderTables, tableText, type Table, type TableForm } from '@retable/report'
import { root } from '../../root.ts'

/** A row of a paper that a model can be evaluated as. */
interface ListedRow {
  /** As `eval --as` takes it. */
  readonly as: string
  readonly paper: string
  readonly row: string
  readonly benchmarks: readonly string[]
  /** Ids of the cells that are measured. */
  readonly cells: readonly string[]
}

/** Prints the rows of papers that `eval --as` takes; with `json` as one array. */
export async function runListRows({
  json,
  to,
}: {
  readonly json: boolean
  readonly to: TableForm | undefined
}): Promise<void> {
  const rows = (await Promise.all(paperIds(root).map(rowsOf))).flat()
  if (json) process.stdout.write(`${printableJson(rows)}\n`)
  else if (to !== undefined) process.stdout.write(await renderTables([tableOf(rows)], to))
  else process.stdout.write(`${tableText(tableOf(rows))}\n`)
}

async function rowsOf(id: string): Promise<ListedRow[]> {
  const { reproduction } = await loadPaper(root, id)
  return evaluatedRows(reproduction).map(({ row, evaluations }) => ({
    ...{ as: `${id}/${row}`, paper: id, row },
    benchmarks: [...new Set(evaluations.map(({ benchmark }) => benchmark))],
    cells: evaluations.flatMap((each) =>
      Object.keys(each.cells).filter((cell) => cell.startsWith(`${row}/`)),
    ),
  }))
}

function tableOf(rows: readonly ListedRow[]): Table {
  return {
    title: 'Rows that a model can be evaluated as',
    name: 'rows',
    columns: [{ title: 'row' }, { title: 'benchmarks' }, { title: 'cells', align: 'right' }],
    rows: rows.map(({ as, benchmarks, cells }) => [as, benchmarks.join(', '), String(cells.length)]),
  }
}
