import { readHistory } from '@retable/harness/history'
import { printable, printableJson, renderTables, type TableForm } from '@retable/report'
import { historyTables, historyText } from '@retable/report/history'
import { storeDirectory } from '../../environment.ts'

/** Options of `retable history`. */
export interface HistoryVerbRequest {
  /** The store's runs if there are none. */
  readonly folders: readonly string[]
  readonly family?: string
  readonly benchmark?: string
  readonly metric?: string
  readonly to?: TableForm
  readonly json?: boolean
}

/** Prints the runs by family and time; with `json` as one array. */
export async function runHistory(request: HistoryVerbRequest): Promise<void> {
  const { folders, to, json } = request
  const directory = storeDirectory()
  const { rows, passedOver } = await readHistory({ ...request, storeDirectory: directory })
  for (const { folder, why } of passedOver) {
    process.stderr.write(`${printable(`${folder} is passed over: ${why}`)}\n`)
  }
  if (json) return void process.stdout.write(`${printableJson(rows)}\n`)
  if (to !== undefined) return void process.stdout.write(await renderTables(historyTables(rows), to))
  const nothing = `No finished runs in ${printable(folders.length === 0 ? directory : folders.join(', '))}.\n`
  process.stdout.write(rows.length === 0 ? nothing : historyText(rows))
}
