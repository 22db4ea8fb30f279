// Writes src/registry.generated.ts: one loader for every folder that holds a benchmark.ts.
import { globSync } from 'node:fs'
import path from 'node:path'
import { renew } from '@retable/core/generated-file'

const room = path.resolve(import.meta.dirname, '..')
const ids = globSync('*/benchmark.ts', { cwd: path.join(room, 'benchmarks') })
  .map((file) => path.dirname(file))
  .toSorted()

const key = (id: string) => (/^\w+$/.test(id) ? id : `'${id}'`)
const loaders = ids.map(
  (id) => `  ${key(id)}: async () => (await import('../benchmarks/${id}/benchmark.ts')).benchmark,\n`,
)

renew(
  path.join(room, 'src/registry.generated.ts'),
  `// Generated from the folders that hold a benchmark.ts; do not edit. To renew: ./retable test --write
import type { Benchmark, JudgeBenchmark } from '@retable/core'

/** Loads a benchmark's module only when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<Benchmark | JudgeBenchmark>>> = {
${loaders.join('')}}
`,
)
