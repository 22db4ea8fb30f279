// How often verdicts err; with --write, into results.json, of which the tables are made.
// ./retable nx simulate verdict-errors
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { sizes } from './line.ts'
import { lines } from './lines.ts'
import { resultOf, table } from './results.ts'

const results = lines.map((line) => {
  const started = performance.now()
  const result = resultOf(line, sizes.map(line.at))
  console.error(`${line.question}, ${line.method}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return result
})
if (process.argv.includes('--write')) {
  writeFileSync(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
}
console.log(table(results))
