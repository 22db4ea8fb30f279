// How fast retable starts and scores, beside its peers, in one run on one machine: quote the ratios.
// ./retable nx bench scoring-throughput
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { findBenchmark, findVariant, openAssets, scoreFile } from '@retable/harness'
import { textTable } from '@retable/report'
import { pythonEnvironment } from '@retable/runtimes'
import { execa } from 'execa'
import { Bench } from 'tinybench'
import { outputLines } from './outputs.ts'

const root = path.resolve(import.meta.dirname, '../..')
const store = process.env['RETABLE_STORE'] ?? path.join(root, '.retable')
const assets = openAssets({
  directory: path.join(store, 'assets'),
  mirror: process.env['RETABLE_MIRROR'] || undefined,
})

console.error('Python packages of the peers')
const python = await pythonEnvironment({
  lockFile: path.join(import.meta.dirname, 'requirements.lock'),
  directory: path.join(store, 'python'),
  minorVersion: 11,
})
const program = (name: string) => path.join(path.dirname(python), name)

const benchmark = await findBenchmark('gsm8k')
const { asset, fileName } = benchmark.leaderboards[0]!.outputs.find(
  ({ subject }) => subject === 'Meta-Llama-3.1-8B-Instruct',
)!
const file = await assets.path(asset)
const megabytes = (await stat(file)).size / 1e6
const rows = JSON.parse(await readFile(file, 'utf8')) as { output: [string]; answer: string }[]

/** Median milliseconds of each task; whole processes are run ten times after one warm-up. */
async function medians(tasks: Readonly<Record<string, () => void | Promise<unknown>>>, options: object) {
  const bench = new Bench({ throws: true, ...options })
  for (const [name, task] of Object.entries(tasks)) bench.add(name, task)
  await bench.run()
  return new Map(
    bench.tasks.map(({ name, result }) => [name, 'latency' in result ? result.latency.p50 : Number.NaN]),
  )
}
const processes = { time: 0, iterations: 10, warmupTime: 0, warmupIterations: 1 }
const retable = (...words: string[]) => execa(path.join(root, 'retable'), words)

const startUp = await medians(
  {
    'node -e 0': () => execa(process.execPath, ['-e', '0']),
    './retable --help': () => retable('--help'),
    'lm-eval --help': () => execa(program('lm-eval'), ['--help']),
    'inspect --help': () => execa(program('inspect'), ['--help']),
  },
  processes,
)
console.error('start-up measured')

const peer = path.join(import.meta.dirname, 'peer.py')
const endToEnd = await medians(
  {
    './retable score gsm8k': () => retable('score', 'gsm8k', file, '--json'),
    'lm-eval filters and metric': () => execa(python, [peer, file, '1']),
  },
  processes,
)
console.error('whole processes measured')

const filters = (['lm-eval-strict', 'lm-eval-flexible'] as const).map((id) =>
  findVariant(benchmark, 'jsonl', id),
)
const inProcess = await medians(
  {
    'parse and score, zeroeval': () => scoreFile({ benchmark, file, fileName, assets }),
    'lm-eval rules': () => {
      for (const variant of filters)
        for (const row of rows) variant.grade(row.output[0], { gold: row.answer })
    },
  },
  { time: 2000, warmupTime: 500 },
)
const timed = JSON.parse((await execa(python, [peer, file, '20'])).stdout) as { seconds: number[] }
const peerMs = (timed.seconds.toSorted((a, b) => a - b)[10] ?? Number.NaN) * 1000

const directory = await mkdtemp(path.join(tmpdir(), 'retable-scoring-throughput-'))
const memory: string[] = []
try {
  const outputs = path.join(directory, 'outputs.jsonl')
  for (const count of [20_000, 320_000, 1_280_000]) {
    await pipeline(outputLines(count), createWriteStream(outputs))
    const { size } = await stat(outputs)
    const { stdout } = await execa(process.execPath, [path.join(import.meta.dirname, 'memory.ts'), outputs])
    memory.push(`${count.toLocaleString('en')} outputs, ${Math.round(size / 1e6)} MB: ${stdout} MB at most`)
  }
} finally {
  await rm(directory, { recursive: true })
}
console.error('memory measured')

const ms = (value: number) => value.toFixed(1)
const line = (what: string, ours: number, other: string, theirs: number) => [
  what,
  ms(ours),
  other,
  ms(theirs),
  (theirs / ours).toFixed(1),
]
const at = (of: Map<string, number>, name: string) => of.get(name) ?? Number.NaN
const help = at(startUp, './retable --help')
const score = at(endToEnd, './retable score gsm8k')
const parse = at(inProcess, 'parse and score, zeroeval')
const rules = at(inProcess, 'lm-eval rules')
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`)
console.log(`${rows.length} outputs, ${megabytes.toFixed(2)} MB; medians\n`)
console.log(
  textTable(
    [
      { title: 'what' },
      { title: 'retable ms', align: 'right' },
      { title: 'beside' },
      { title: 'ms', align: 'right' },
      { title: 'ratio', align: 'right' },
    ],
    [
      line('--help, whole process', help, 'node -e 0', at(startUp, 'node -e 0')),
      line('--help, whole process', help, 'lm-eval --help', at(startUp, 'lm-eval --help')),
      line('--help, whole process', help, 'inspect --help', at(startUp, 'inspect --help')),
      line(
        'score 1,319 outputs, whole process',
        score,
        'lm-eval, 2 filters',
        at(endToEnd, 'lm-eval filters and metric'),
      ),
      line('2 filters on 1,319 outputs, in process', rules, 'lm-eval, 2 filters', peerMs),
    ],
  ),
)
console.log(
  `\nparse and score a ZeroEval file, in process: ${ms(parse)} ms, ${((megabytes / parse) * 1000).toFixed(0)} MB/s`,
)
console.log(`\nmemory of scoring a file:\n${memory.join('\n')}`)
