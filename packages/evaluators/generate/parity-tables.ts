// Writes the parity tables in docs/benchmarks/*.md from the golden data in RETABLE_GOLDEN.
import path from 'node:path'
import type { Comparison } from '../golden/comparison.ts'
import { gsm8kComparisons } from '../golden/gsm8k.ts'
import { betweenMarkers, lacksInput, renew } from '@retable/core/generated-file'

const comparisonsOf: Readonly<Record<string, (golden: string) => Comparison[]>> = { gsm8k: gsm8kComparisons }

const golden = process.env['RETABLE_GOLDEN']
if (golden) {
  const docs = path.resolve(import.meta.dirname, '../../../docs/benchmarks')
  for (const [benchmark, comparisons] of Object.entries(comparisonsOf)) {
    const file = path.join(docs, `${benchmark}.md`)
    renew(file, betweenMarkers(file, 'parity table, generated', tableOf(comparisons(path.resolve(golden)))))
  }
} else {
  console.error('RETABLE_GOLDEN names no folder of published raw outputs to compute the parity tables from')
  process.exitCode = lacksInput
}

function tableOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(
    ({ source, figure, compared, equal }) =>
      `| ${source} | ${figure} | ${count(compared)} | ${count(equal)} | ${count(compared - equal)} |\n`,
  )
  return `\n<!-- prettier-ignore-start -->\n| source | figure | compared | equal | different |\n| --- | --- | ---: | ---: | ---: |\n${rows.join('')}<!-- prettier-ignore-end -->\n\n`
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
