import type { BesidePaper } from '@retable/harness/beside'
import { root } from '../root.ts'

/** A paper, and the benchmarks that it has cells of. */
export interface PaperBeside {
  /** `leftOut` names the benchmarks that it has none of. */
  readonly paper: BesidePaper
  readonly reported: ReadonlySet<string>
}

/**
 * The paper beside whose cells benchmarks are to stand.
 *
 * @param ids - of the benchmarks
 * @throws HarnessError `harness/unknown-paper`, `harness/nothing-reported` if it has cells of none of them: nothing is asked
 *   for that nothing stands beside
 */
export async function paperBeside(name: string, ids: readonly string[]): Promise<PaperBeside> {
  const { loadPaper } = await import('@retable/harness/papers')
  const { cellsOfBenchmarks } = await import('@retable/harness/beside')
  const paper = await loadPaper(root, name)
  const cells = await cellsOfBenchmarks(paper, ids)
  const reported = new Set(cells.map(({ named }) => named.benchmark))
  const none = ids.filter((id) => !reported.has(id))
  const leftOut = none.map(
    (id) => `${paper.reproduction.paper.id} reports nothing that is told to be of ${id}`,
  )
  return { paper: { ...paper, leftOut }, reported }
}
