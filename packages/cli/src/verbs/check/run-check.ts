import { checkPapers, isSurprising, paperIds } from '@retable/harness/papers'
import { printableJson, renderTables, type TableForm } from '@retable/report'
import { checkCounts, checkTables, checkText, totalCounts } from '@retable/report/checks'
import { root } from '../../root.ts'
import { exitCodes } from '../../exit-codes.ts'

/** Options of `retable check`. */
export interface CheckRequest {
  readonly papers: readonly string[]
  readonly json: boolean
  /** Only counts, a line a paper. */
  readonly summary?: boolean
  readonly to?: TableForm | undefined
}

/**
 * Prints every contradiction and a total; exit code 1 if one is new or a known one vanished. With `json` one array over
 * papers; with `summary` too, one document of counts.
 */
export async function runCheck({ papers, json, summary = false, to }: CheckRequest): Promise<void> {
  const checks = await checkPapers(root, papers.length > 0 ? papers : paperIds(root))
  if (json) {
    const counts = checks.map(checkCounts)
    const papers = checks.map(({ paper }, i) => ({ paper, ...counts[i]! }))
    process.stdout.write(`${printableJson(summary ? { papers, total: totalCounts(counts) } : checks)}\n`)
  } else if (to !== undefined) process.stdout.write(await renderTables(checkTables(checks, { summary }), to))
  else process.stdout.write(checkText(checks, { summary }))
  if (checks.some(isSurprising)) process.exitCode = exitCodes.deviation
}
