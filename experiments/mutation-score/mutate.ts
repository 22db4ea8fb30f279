/**
 * Puts faults into the sources, one at a time, and counts how many the tests notice. Run by
 * `./retable nx mutation mutation-score`, or directly with options: see README.md.
 */
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyCheckout, filesOf } from './checkout.ts'
import { drawn } from './faults/drawn.ts'
import { readEquivalents, staleEquivalents } from './equivalent.ts'
import { importGraph } from './reached/import-graph.ts'
import { inParallel } from './in-parallel.ts'
import { openKept } from './kept.ts'
import { changeText } from './faults/mutant.ts'
import { mutantsOf, withChange } from './faults/mutants-of.ts'
import { openSources } from './faults/program.ts'
import { measureReach } from './reached/reach.ts'
import { roomOf, rooms } from './rooms.ts'
import { summary, type Tried } from './summary.ts'
import { testsOf, tryMutant, type Outcome } from './reached/try-mutant.ts'

const { values: given } = parseArgs({
  options: {
    rooms: { type: 'string', default: Object.keys(rooms).join(',') },
    files: { type: 'string', default: '' },
    count: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    least: { type: 'string', default: '85' },
    seconds: { type: 'string', default: '60' },
    slowest: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '..', '..')
const folder = join(root, '.retable', 'mutation')
const progress = (line: string) => process.stderr.write(`${line}\n`)

// Leaving runs what ends the tests that are under way.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const asked = given.rooms.split(',')
const unknown = asked.filter((room) => rooms[room] === undefined)
if (unknown.length > 0) {
  progress(`--rooms: ${unknown.join(', ')} is none of ${Object.keys(rooms).join(', ')}`)
  process.exit(2)
}

const files = filesOf(root)
const mutated = [...files.keys()].filter(
  (path) => asked.includes(roomOf(path) ?? '') && path.includes(given.files),
)
const copies = Array.from({ length: Number(given.workers) }, (_, i) => join(folder, `copy-${i + 1}`))
for (const copy of copies) copyCheckout(root, copy, files)

const sources = openSources(root, mutated)
const checker = sources.checker()
const texts = new Map(mutated.map((path) => [path, sources.file(path).text]))
const mutants = mutated.flatMap((path) => mutantsOf(path, sources.file(path), checker))
progress(`${mutants.length} faults can be put into ${mutated.length} files`)

const graph = importGraph(root, [...files.keys()])
const slowest = Number(given.slowest)
const tests = await measureReach({ files, graph, mutated, sources, copies, folder, slowest, progress })
for (const copy of copies) copyCheckout(root, copy, files)

const kept = openKept<Outcome>(join(folder, 'outcomes.json'))
const tried: Tried[] = []
const chosen = drawn(mutants, given.seed, Number(given.count), (mutant) =>
  sources.refuses(mutant.file, withChange(texts.get(mutant.file)!, mutant)),
)
await inParallel(copies.length, chosen, async (mutant, worker) => {
  const coming = testsOf(mutant, tests, Number(given.seconds))
  const known = [mutant.key, files.get(mutant.file), ...coming.map((test) => test.hash)]
  const key = createHash('sha256').update(JSON.stringify(known)).digest('hex')
  const outcome = kept.get(key) ?? (await tryMutant(copies[worker]!, mutant, texts.get(mutant.file)!, coming))
  kept.set(key, outcome)
  tried.push({ mutant, outcome })
  const verdict = outcome.caught ? 'caught' : 'NOT CAUGHT'
  progress(
    `${tried.length}/${given.count} ${verdict} ${mutant.file}:${mutant.line} ${changeText(mutant)} (${outcome.by})`,
  )
})

const equivalents = readEquivalents(join(import.meta.dirname, 'equivalent.json'))
const stale = staleEquivalents(equivalents, mutants, mutated, (file) => !files.has(file))
const result = summary(tried, equivalents, stale, tests, Number(given.least))
process.stdout.write(
  given.json ? `${JSON.stringify({ seed: given.seed, ...result.json }, null, 2)}\n` : result.text,
)
process.exitCode = result.isEnough ? 0 : 1
