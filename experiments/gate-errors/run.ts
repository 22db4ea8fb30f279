// How often gates err and what they see; with --write, into results.json, of which the tables are made.
// ./retable nx simulate gate-errors
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { gridOf } from './grid.ts'
import { lines } from './lines.ts'
import { resultOf, tables, type Results } from './results.ts'
import { brokenStops, sequentialDiscordances, sequentialRows } from './sequential-rows.ts'
import { sizes } from './truths.ts'

function timed<T>(what: string, make: () => T): T {
  const started = performance.now()
  const made = make()
  console.error(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return made
}

const results: Results = {
  lines: lines.map((line) =>
    timed(`${line.question}, ${line.method}`, () => resultOf(line, sizes.map(line.at))),
  ),
  sequential: sequentialRows.map((row) =>
    timed(row.question, () => resultOf(row, sequentialDiscordances.map(row.at))),
  ),
  broken: [50, 90].map((points) => ({ points, ...brokenStops(points) })),
  grid: gridOf(),
}
if (process.argv.includes('--write')) {
  writeFileSync(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
}
console.log(tables(results))
