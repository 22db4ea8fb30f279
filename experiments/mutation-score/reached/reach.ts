import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { distances } from './import-graph.ts'
import { inParallel } from '../in-parallel.ts'
import { openKept } from '../kept.ts'
import { probeModule, withProbes } from './probes.ts'
import type { Sources } from '../faults/program.ts'
import { runVitest } from './run-vitest.ts'

/** A test file, as it is without a fault. */
export interface TestFile {
  readonly path: string
  /** Of it and of all that it loads: the same hash comes out the same. */
  readonly hash: string
  /** Why it is left out; undefined where it passes in time. */
  readonly leftOut?: string | undefined
  readonly seconds: number
  /** Steps of loading to each file. */
  readonly distance: ReadonlyMap<string, number>
  /** Functions that it comes to, as `path:where the body starts`. */
  readonly reaches: ReadonlySet<string>
}

interface Measured {
  readonly leftOut?: string | undefined
  readonly seconds: number
  readonly reaches: readonly string[]
}

/** What is measured, where, and how long one test file may take. */
export interface ReachOptions {
  readonly files: ReadonlyMap<string, string>
  readonly graph: ReadonlyMap<string, readonly string[]>
  readonly mutated: readonly string[]
  readonly sources: Sources
  /** Copies of the checkout, one a worker; they are changed. */
  readonly copies: readonly string[]
  readonly folder: string
  readonly slowest: number
  readonly progress: (line: string) => void
}

/** Runs every test file that loads a file to be mutated, alone, and notes what it comes to. */
export async function measureReach(options: ReachOptions): Promise<TestFile[]> {
  const { files, graph, mutated, copies, folder } = options
  const kept = openKept<Measured>(join(folder, 'reach.json'))
  const tests = [...graph.keys()].filter(knowsWhatIsRight).toSorted()
  const probes = join(folder, 'probes.mjs')
  writeFileSync(probes, probeModule)
  for (const path of mutated) {
    const text = withProbes(path, options.sources.file(path))
    for (const copy of copies) writeFileSync(join(copy, path), text)
  }
  const found: TestFile[] = []
  await inParallel(copies.length, tests, async (path, worker) => {
    const distance = distances(graph, path)
    if (!mutated.some((file) => distance.has(file))) return
    const hash = hashOf([...distance.keys()].toSorted().map((one) => `${one} ${files.get(one)}`))
    let measured = kept.get(hash)
    if (!measured) {
      const reached = join(folder, `reached-${worker}.txt`)
      rmSync(reached, { force: true })
      const outcome = await runVitest(copies[worker]!, [path], options.slowest, {
        NODE_OPTIONS: `--import ${probes}`,
        MUTATION_REACHED: reached,
      })
      const names = existsSync(reached) ? readFileSync(reached, 'utf8').trim().split('\n') : []
      const { seconds, hangs, passes, output } = outcome
      const leftOut = hangs
        ? `takes longer than ${options.slowest} s`
        : passes
          ? undefined
          : 'fails unchanged'
      measured = { leftOut, seconds, reaches: [...new Set(names)] }
      kept.set(hash, measured)
      const shown =
        leftOut === 'fails unchanged' ? `${leftOut}\n${output}` : (leftOut ?? `${names.length} functions`)
      options.progress(`${path}: ${seconds.toFixed(1)} s, ${shown}`)
    }
    found.push({ path, hash, distance, ...measured, reaches: new Set(measured.reaches) })
  })
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Some tests need other programs or engines, or a night;  the launcher's installs packages; tests of recorded bytes notice every change, and not which bytes are right. */
function knowsWhatIsRight(path: string): boolean {
  return (
    path.endsWith('.test.ts') &&
    !/\.(?:parity|containers|slurm|nightly)\.test\.ts$|\/(?:recorded-bytes|launcher)\.test\.ts$/.test(path)
  )
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}
