import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Benchmark, JudgeBenchmark } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { benchmarkIds, findAnyBenchmark } from '../benchmarks/find-benchmark.ts'
import { isPath } from '../names/is-path.ts'
import { nearestName } from '../names/nearest-name.ts'
import { isPaper } from '../papers/load-reproduction.ts'
import { loadPaper, type LoadedPaper } from '../papers/load-paper.ts'
import { paperIds } from '../papers/paper-ids.ts'

/** Something with published numbers that may be recomputed. */
export type Replayable =
  | { readonly kind: 'benchmark'; readonly benchmark: Benchmark | JudgeBenchmark }
  | { readonly kind: 'paper'; readonly paper: LoadedPaper }

/**
 * What a name stands for: a benchmark, a paper, or both, the benchmark first. A path is a paper's if it is a folder with
 * a reproduction.ts, else a benchmark's.
 *
 * @throws HarnessError `harness/unknown-name` if it is neither
 */
export async function findReplays(root: string, name: string): Promise<readonly Replayable[]> {
  const hasPaper = isPaper(root, name)
  if (isPath(name) && !hasPaper && existsSync(path.resolve(name))) {
    return [{ kind: 'benchmark', benchmark: await findAnyBenchmark(name) }]
  }
  const found: Replayable[] = []
  if (benchmarkIds.includes(name)) {
    found.push({ kind: 'benchmark', benchmark: await findAnyBenchmark(name) })
  }
  if (hasPaper) found.push({ kind: 'paper', paper: await loadPaper(root, name) })
  if (found.length > 0) return found
  const nearest = nearestName(name, [...benchmarkIds, ...paperIds(root)])
  const hint = nearest === undefined ? '' : `did you mean ${nearest}? `
  throw new HarnessError(
    'harness/unknown-name',
    `there is no benchmark or paper "${name}"; ${hint}./retable list names them all`,
  )
}
