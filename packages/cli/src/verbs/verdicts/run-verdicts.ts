import type { PaperVerdicts } from '@retable/core'
import { allVerdicts, paperVerdicts } from '@retable/harness/papers'
import { renderTables, tableText, type TableForm } from '@retable/report'
import {
  paperVerdictsJson,
  paperVerdictsTables,
  paperVerdictsText,
  verdictsJson,
  verdictsTable,
} from '@retable/report/verdicts'
import { root } from '../../root.ts'

/** Options of `retable verdicts`. */
export interface VerdictsRequest {
  /** Every paper of the checkout if left out. */
  readonly paper?: string | undefined
  readonly to?: TableForm
  readonly json?: boolean
}

/** Prints the recorded verdicts on a paper, or a line for each of all papers. */
export async function runVerdicts({ paper: name, to, json }: VerdictsRequest): Promise<void> {
  const print = (text: string) => process.stdout.write(text)
  if (name === undefined) {
    const papers = await allVerdicts(root)
    if (json) print(verdictsJson(papers))
    else if (to !== undefined) print(await renderTables([verdictsTable(papers)], to))
    else print(`${tableText(verdictsTable(papers))}\n`)
    return
  }
  const paper: PaperVerdicts = await paperVerdicts(root, name)
  if (json) print(paperVerdictsJson(paper))
  else if (to !== undefined) print(await renderTables(paperVerdictsTables(paper), to))
  else print(paperVerdictsText(paper))
}
