// Writes the tables of judges in docs/benchmarks/*.md from what the benchmarks' folders say.
import path from 'node:path'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { askedText, judgesOf, registry, ruleText } from '../src/index.ts'

const docs = path.resolve(import.meta.dirname, '../../../docs/benchmarks')
for (const [id, load] of Object.entries(registry)) {
  const benchmark = await load()
  if (!('kind' in benchmark)) continue
  const rows = judgesOf(benchmark).map((judge) => {
    const { ties, errors, aggregation, prompt, promptSource, source } = judge
    const asked = prompt === undefined ? (promptSource ?? '') : "retable's own words"
    const cells = [
      `\`${judge.id}\``,
      askedText(judge),
      ruleText(ties),
      ruleText(errors),
      aggregation,
      asked,
      source,
    ]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  })
  const head = `| judge | asked | tie | no verdict | what verdicts come to | prompt | source |\n| --- | --- | --- | --- | --- | --- | --- |\n`
  const table = `\n<!-- prettier-ignore-start -->\n${head}${rows.join('')}<!-- prettier-ignore-end -->\n\n`
  const file = path.join(docs, `${id}.md`)
  renew(file, betweenMarkers(file, 'judges, generated', table))
}
