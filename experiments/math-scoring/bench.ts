// How fast retable grades MATH answers, beside its peers, on the same pairs in one run: quote the ratios.
// ./retable nx bench math-scoring
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { findBenchmark, findVariant, openAssets, pythonEnvironment } from '@retable/harness'
import { textTable } from '@retable/report'
import { execa } from 'execa'
import { Bench } from 'tinybench'
import { outputLines, pairsOf, type Pair } from './pairs.ts'

interface Peer {
  readonly seconds: readonly number[]
  readonly verdicts: readonly boolean[]
}

const root = path.resolve(import.meta.dirname, '../..')
const store = process.env['RETABLE_STORE'] ?? path.join(root, '.retable')
const assets = openAssets({
  directory: path.join(store, 'assets'),
  mirror: process.env['RETABLE_MIRROR'] || undefined,
})
const load = loadavg()[0]!

const benchmark = await findBenchmark('math')
const { asset, parse } = benchmark.splits.test
const items = await parse(await assets.read(asset))
const pairs = pairsOf(items)
// The checker keeps what it has read, so every slice has problems of its own.
const sliceSize = 100
const slices = Array.from({ length: 50 }, (_, i) => pairsOf(items.filter((_, at) => at % 50 === i)))
const peerSlices = slices.slice(-3)

console.error('Python packages of the peers')
const python = await pythonEnvironment({
  lockFile: path.join(root, 'packages/evaluators/parity/requirements.lock'),
  directory: path.join(store, 'python'),
  minorVersion: 11,
})

const grading = (id: string) => {
  const variant = findVariant(benchmark, 'jsonl', id)
  return (of: readonly Pair[]) =>
    of.map(([given, gold]) => variant.grade(`\\boxed{${given}}`, { gold }).score === 1)
}
const [strings, values] = [grading('hendrycks'), grading('symbolic')]

const first = timed(() => strings(pairs))
const bench = new Bench({ throws: true, now: processorTime, time: 2000, warmupTime: 500 }).add(
  'strings',
  () => {
    strings(pairs)
  },
)
await bench.run()
const result = bench.tasks[0]?.result
const stringSeconds = result !== undefined && 'latency' in result ? result.latency.p50 / 1000 : Number.NaN
console.error('strings measured')

// A repeat would find its answers read, so each slice is gone over once; the first ten warm the code up.
const valuePasses = slices.map((slice) => timed(() => values(slice)))
const valueSeconds = middle(valuePasses.slice(10).map((pass) => pass.seconds))
console.error('values measured')

const peer = await execa(python, [path.join(import.meta.dirname, 'peer.py')], {
  input: JSON.stringify({ pairs, repeats: 20, slices: peerSlices }),
  env: { HF_HUB_OFFLINE: '1', PYTHONUTF8: '1' },
})
const { hendrycks, math_verify: mathVerify } = JSON.parse(peer.stdout) as {
  readonly hendrycks: Peer
  readonly math_verify: Peer
}
console.error('peers measured')

const directory = await mkdtemp(path.join(tmpdir(), 'retable-math-scoring-'))
const file = path.join(directory, 'outputs.jsonl')
const samples = 16
const pools = [0, 1, 2]
const runs: { readonly workers: number; readonly seconds: number; readonly processor: number }[] = []
try {
  await pipeline(outputLines(items, samples), createWriteStream(file))
  // In turns, so that a busy spell of the machine meets all of them.
  for (let run = 0; run < 3; run += 1) {
    for (const workers of pools) {
      const words = [path.join(import.meta.dirname, 'score.ts'), file, String(workers)]
      const { stdout } = await execa(process.execPath, words)
      runs.push({ workers, ...(JSON.parse(stdout) as { seconds: number; processor: number }) })
    }
  }
} finally {
  await rm(directory, { recursive: true })
}

function timed(task: () => boolean[]) {
  const start = processorTime()
  const verdicts = task()
  return { verdicts, seconds: (processorTime() - start) / 1000 }
}

/** Milliseconds that all threads of this process have had a core: others on the machine do not slow it. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

const rate = (value: number) => Math.round(value).toLocaleString('en')
const line = (what: string, ours: number, other: string, theirs: number, same: string) => [
  what,
  rate(ours),
  other,
  rate(theirs),
  (ours / theirs).toFixed(1),
  same,
]
const agreement = (ours: readonly boolean[], theirs: readonly boolean[]) =>
  `${rate(ours.filter((verdict, i) => verdict === theirs[i]).length)} of ${rate(theirs.length)}`
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}; load average ${load.toFixed(1)} before\n`,
)
console.log(
  textTable(
    [
      { title: 'what' },
      { title: 'pairs/s', align: 'right' },
      { title: 'beside' },
      { title: 'pairs/s', align: 'right' },
      { title: 'ratio', align: 'right' },
      { title: 'same verdicts', align: 'right' },
    ],
    [
      line(
        'string form (hendrycks)',
        pairs.length / stringSeconds,
        'lm-eval is_equiv',
        pairs.length / middle(hendrycks.seconds),
        agreement(first.verdicts, hendrycks.verdicts),
      ),
      line(
        'whole checker (symbolic)',
        (sliceSize * 2) / valueSeconds,
        'Math-Verify',
        (sliceSize * 2) / middle(mathVerify.seconds),
        agreement(
          valuePasses.slice(-peerSlices.length).flatMap(({ verdicts }) => verdicts),
          mathVerify.verdicts,
        ),
      ),
    ],
  ),
)
console.log(`\nfirst pass of the string form, over cold code: ${rate(pairs.length / first.seconds)} pairs/s`)
console.log(`\nscore ${rate(items.length * samples)} outputs with symbolic, medians of whole files:`)
for (const workers of pools) {
  const of = runs.filter((run) => run.workers === workers)
  const [wall, processor] = [middle(of.map((run) => run.seconds)), middle(of.map((run) => run.processor))]
  console.log(`${workers} workers: ${wall.toFixed(1)} s, of processor time ${processor.toFixed(1)} s`)
}
