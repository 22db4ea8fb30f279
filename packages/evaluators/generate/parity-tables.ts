// Writes the parity tables in docs/benchmarks/*.md from the golden data in RETABLE_GOLDEN.
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { grouped } from '@retable/core'
import type { Comparison } from '../golden/comparison.ts'
import { betweenMarkers, lacksInput, renew } from '@retable/core/generated-file'

/** What a benchmark's golden/published.ts exports. */
interface GoldenModule {
  readonly comparisons: (golden: string) => readonly Comparison[] | Promise<readonly Comparison[]>
}

const golden = process.env['RETABLE_GOLDEN']
if (golden) {
  const docs = path.resolve(import.meta.dirname, '../../../docs/benchmarks')
  const benchmarks = path.resolve(import.meta.dirname, '../benchmarks')
  for (const benchmark of globSync('*/benchmark.ts', { cwd: benchmarks })
    .map((file) => path.dirname(file))
    .toSorted()) {
    const source = path.join(benchmarks, benchmark, 'golden/published.ts')
    if (!existsSync(source)) continue
    const { comparisons } = (await import(source)) as GoldenModule
    const file = path.join(docs, `${benchmark}.md`)
    const table = tableOf(await comparisons(path.resolve(golden)))
    renew(file, betweenMarkers(file, 'parity table, generated', table))
  }
} else {
  console.error('RETABLE_GOLDEN names no folder of published raw outputs to compute the parity tables from')
  process.exitCode = lacksInput
}

function tableOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(
    ({ source, figure, compared, equal }) =>
      `| ${source} | ${figure} | ${grouped(compared)} | ${grouped(equal)} | ${grouped(compared - equal)} |\n`,
  )
  return `\n<!-- prettier-ignore-start -->\n| source | figure | compared | equal | different |\n| --- | --- | ---: | ---: | ---: |\n${rows.join('')}<!-- prettier-ignore-end -->\n\n`
}
