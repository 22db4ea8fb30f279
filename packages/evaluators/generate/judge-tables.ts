// Writes the tables of judges, and of the ways to ask them, in docs/benchmarks/*.md from what the benchmarks' folders say.
import path from 'node:path'
import type { JudgeBenchmark, JudgeProcedure } from '@retable/core'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { askedText, judgesOf, registry, ruleText } from '../src/index.ts'

const docs = path.resolve(import.meta.dirname, '../../../docs/benchmarks')
for (const [id, load] of Object.entries(registry)) {
  const benchmark = await load()
  if (!('kind' in benchmark)) continue
  const file = path.join(docs, `${id}.md`)
  renew(file, betweenMarkers(file, 'judges, generated', judgesTable(benchmark)))
  if (benchmark.asking === undefined) continue
  renew(file, betweenMarkers(file, 'ways, generated', await waysTable(benchmark.asking)))
}

function judgesTable(benchmark: JudgeBenchmark): string {
  const rows = judgesOf(benchmark).map((judge) => {
    const { ties, errors, aggregation, prompt, promptSource, source } = judge
    const inLoops = prompt === undefined ? (promptSource ?? '') : "retable's own words"
    return [
      ...[`\`${judge.id}\``, askedText(judge), ruleText(ties), ruleText(errors), aggregation, inLoops],
      source,
    ]
  })
  const columns = [
    'judge',
    'asked',
    'tie',
    'no verdict',
    'what verdicts come to',
    "in a recipe's loop",
    'source',
  ]
  return tableOf(columns, rows)
}

async function waysTable(asking: NonNullable<JudgeBenchmark['asking']>): Promise<string> {
  const rows = (await asking()).map((way, i) => [
    `\`${way.id}\`${i === 0 ? ' (default)' : ''}`,
    way.summary,
    way.readouts.join(', else '),
    way.publishedJudge ?? 'the judge that is tested',
    promptOf(way),
    way.source,
  ])
  const columns = ['way', 'what is asked', 'verdicts of', 'published judge', 'prompt', 'source']
  return tableOf(columns, rows)
}

function promptOf({ readouts, otherWording }: JudgeProcedure): string {
  if (readouts[0] === 'reward') return 'none: question and response in its own chat template'
  return otherWording === undefined ? "the source's" : "retable's own words"
}

function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  const head = line(columns) + line(columns.map(() => '---'))
  return `\n<!-- prettier-ignore-start -->\n${head}${rows.map(line).join('')}<!-- prettier-ignore-end -->\n\n`
}
