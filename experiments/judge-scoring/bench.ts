// How fast retable makes the tables of judge benchmarks, beside its peers, on the same files in one run: quote the ratios.
// ./retable nx bench judge-scoring
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import type { Asset, JudgeBenchmark } from '@retable/core'
import {
  current,
  itemContent,
  modelResults,
  responseMatrix,
  rewardBenchScore,
  subsetsOfItems,
} from '@retable/evaluators/reward-bench'
import { findAnyBenchmark, openAssets, pythonEnvironment } from '@retable/harness'
import { textTable } from '@retable/report'
import { execa } from 'execa'
import { Bench } from 'tinybench'
import { battleFile } from './battles.ts'

interface Peer {
  readonly numbers: readonly (readonly number[])[]
  readonly seconds: readonly number[]
  readonly part_seconds: readonly number[]
}

const root = path.resolve(import.meta.dirname, '../..')
const store = process.env['RETABLE_STORE'] ?? path.join(root, '.retable')
const assets = openAssets({
  directory: path.join(store, 'assets'),
  mirror: process.env['RETABLE_MIRROR'] || undefined,
  acceptedLicences: (process.env['RETABLE_ACCEPT_LICENCES'] ?? '').split(',').map((id) => id.trim()),
})
const load = loadavg()[0]!

console.error('Python packages of the peers')
const python = await pythonEnvironment({
  lockFile: path.join(import.meta.dirname, 'requirements.lock'),
  directory: path.join(store, 'python'),
  minorVersion: 11,
})
const lines: string[][] = []

for (const model of ['alpaca-7b', 'claude-2']) await lengthControl(model)
const directory = await mkdtemp(path.join(tmpdir(), 'retable-judge-scoring-'))
try {
  await arena(2658, 2, 100)
  await arena(29_964, 18, 10)
} finally {
  await rm(directory, { recursive: true })
}
await rewardBench()

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}; load average ${load.toFixed(1)} before; medians\n`,
)
console.log(
  textTable(
    [
      { title: 'what' },
      { title: 'retable ms', align: 'right' },
      { title: 'beside' },
      { title: 'ms', align: 'right' },
      { title: 'ratio', align: 'right' },
      { title: 'first number', align: 'right' },
      { title: "peer's", align: 'right' },
      { title: 'compared', align: 'right' },
      { title: 'largest difference', align: 'right' },
    ],
    lines,
  ),
)

/** The whole measure, from a file in memory to its rates; the gamed pairs are read anew every time. */
async function lengthControl(model: string): Promise<void> {
  const { leaderboards, variants } = await judgeBenchmark('alpaca-eval')
  const used: Asset[] = []
  const read = (asset: Asset) => {
    used.push(asset)
    return assets.read(asset)
  }
  await leaderboards[0]!.recompute(model, read)
  const [annotations, gamed] = await Promise.all(used.map((asset) => assets.path(asset)))
  const file = { bytes: await readFile(annotations!), name: 'annotations.json' }
  const weighted = variants.find(({ id }) => id === 'weighted')!
  const { measurements } = await weighted.measure(file, read)
  const ours = measurements.filter(({ name }) => name === 'lc_win_rate').map(({ value }) => value)
  const ms = await median(() => weighted.measure(file, read))
  const peer = await askPeer({ task: 'length_control', annotations, gamed, repeats: 7 })
  const what = `AlpacaEval 2, ${model}`
  addLine(what, ms, 'the fit alone', 1000 * middle(peer.part_seconds), ours, peer.numbers.flat())
  addLine(what, ms, 'file, frame and fit', 1000 * middle(peer.seconds), ours, peer.numbers.flat())
}

/** With fewer than 100 rounds of the peer, its time is scaled, and scores are compared but no intervals. */
async function arena(battles: number, models: number, peerRounds: number): Promise<void> {
  const { variants, defaultVariant } = await judgeBenchmark('arena-hard')
  const v01 = variants.find(({ id }) => id === defaultVariant)!
  const location = path.join(directory, `${models}.jsonl`)
  await writeFile(location, battleFile(battles, models, 20_240_731))
  const file = { bytes: await readFile(location), name: 'battles.jsonl' }
  const { measurements } = await v01.measure(file, (asset) => assets.read(asset))
  const isWhole = peerRounds === 100
  const ours = measurements
    .filter(({ name }) => name.startsWith('score/'))
    .flatMap(({ value, interval }) => (isWhole ? [value, interval!.low, interval!.high] : [value]))
  const ms = await median(() => v01.measure(file, (asset) => assets.read(asset)))
  const peer = await askPeer({
    task: 'arena',
    battles: location,
    rounds: peerRounds,
    repeats: isWhole ? 3 : 1,
  })
  const seconds = peer.seconds.map((all, i) => {
    const rounds = peer.part_seconds[i]!
    return all - rounds + (rounds * 100) / peerRounds
  })
  const beside = isWhole ? 'regressions, 100 rounds' : `regressions, ${peerRounds} rounds, scaled to 100`
  const theirs = peer.numbers.flatMap((of) => (isWhole ? of : of.slice(0, 1)))
  const what = `Arena-Hard, ${battles.toLocaleString('en')} battles of ${models} models`
  addLine(what, ms, beside, 1000 * middle(seconds), ours, theirs)
}

/** Every model of the matrix, from the two files in memory; retable makes standard errors and intervals too. */
async function rewardBench(): Promise<void> {
  const [matrix, items] = await Promise.all([assets.read(responseMatrix), assets.read(itemContent)])
  const scores = () =>
    modelResults(matrix, subsetsOfItems(items)).map(({ results }) => rewardBenchScore(results, current))
  const wanted = ['score', ...current.weights.keys()]
  const found = scores()
  // A section that a model was not run on is left out here and no number there.
  const ours = found.flatMap((of) =>
    wanted.map((metric) => of.find(({ name }) => name === metric)?.value ?? Number.NaN),
  )
  const ms = await median(scores)
  const [matrixPath, itemsPath] = await Promise.all([assets.path(responseMatrix), assets.path(itemContent)])
  const weights = Object.fromEntries(
    [...current.weights].map(([section, own]) => [section, Object.fromEntries(own)]),
  )
  const peer = await askPeer({
    task: 'reward_bench',
    matrix: matrixPath,
    items: itemsPath,
    weights,
    repeats: 7,
  })
  const what = `RewardBench, ${found.length} models`
  addLine(what, ms, 'pandas', 1000 * middle(peer.seconds), ours, peer.numbers.flat())
}

async function judgeBenchmark(id: string): Promise<JudgeBenchmark> {
  const benchmark = await findAnyBenchmark(id)
  if ('kind' in benchmark) return benchmark
  throw new Error(`${id} is no benchmark of judgements`)
}

/** Median milliseconds of two seconds' runs after half a second of warm-up. */
async function median(task: () => unknown): Promise<number> {
  const bench = new Bench({ throws: true, time: 2000, warmupTime: 500 }).add('task', async () => {
    await task()
  })
  await bench.run()
  const result = bench.tasks[0]?.result
  return result !== undefined && 'latency' in result ? result.latency.p50 : Number.NaN
}

async function askPeer(job: object): Promise<Peer> {
  const program = path.join(import.meta.dirname, 'peer.py')
  const { stdout } = await execa(python, [program], { input: JSON.stringify(job) })
  // Python writes a number that is none as NaN, which is no JSON.
  return JSON.parse(stdout.replaceAll('NaN', 'null')) as Peer
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

/** Numbers that neither side has are the same. */
function addLine(
  what: string,
  ours: number,
  beside: string,
  theirs: number,
  numbers: readonly number[],
  peers: readonly (number | null)[],
): void {
  if (numbers.length !== peers.length) throw new Error(`${what}: not as many numbers on both sides`)
  const differences = numbers.map((value, i) => {
    const peer = peers[i] ?? Number.NaN
    return Number.isNaN(value) && Number.isNaN(peer) ? 0 : Math.abs(value - peer)
  })
  lines.push([
    what,
    ours.toFixed(1),
    beside,
    theirs.toFixed(1),
    (theirs / ours).toFixed(1),
    numbers[0]!.toFixed(6),
    (peers[0] ?? Number.NaN).toFixed(6),
    String(numbers.length),
    Math.max(...differences).toExponential(1),
  ])
  console.error(`${what} measured`)
}
