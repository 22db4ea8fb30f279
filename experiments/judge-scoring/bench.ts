// How fast retable makes the tables of judge benchmarks, beside its peers, on the same files in one run: quote the ratios.
// ./retable nx bench judge-scoring
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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
import { findAnyBenchmark, openAssets } from '@retable/harness'
import { battleFile } from './battles.ts'
import { inTurn, machine, median, middle } from './in-turn.ts'
import { allModels, oneModel, wholeProcess } from './length-control.ts'
import { askPeer, peerPython } from './peer.ts'
import { printed, type Line } from './table.ts'

const root = path.resolve(import.meta.dirname, '../..')
const store = process.env['RETABLE_STORE'] ?? path.join(root, '.retable')
const assets = openAssets({
  directory: path.join(store, 'assets'),
  mirror: process.env['RETABLE_MIRROR'] || undefined,
  acceptedLicences: (process.env['RETABLE_ACCEPT_LICENCES'] ?? '').split(',').map((id) => id.trim()),
})
const read = (asset: Asset) => assets.read(asset)
const before = machine()

console.error('Python packages of the peers')
const python = await peerPython(store)
const lines: Line[] = []
const directory = await mkdtemp(path.join(tmpdir(), 'retable-judge-scoring-'))
try {
  await lengthControl()
  await arena(2658, 2, 100)
  await arena(29_964, 18, 10)
} finally {
  await rm(directory, { recursive: true })
}
await rewardBench()

console.log(`Before: ${before}\nAfter: ${machine()}\n`)
console.log(printed(lines))

async function lengthControl(): Promise<void> {
  const setup = {
    benchmark: await judgeBenchmark('alpaca-eval'),
    read,
    locate: (asset: Asset) => assets.path(asset),
    python,
    directory,
    launcher: path.join(root, 'retable'),
  }
  const models = ['alpaca-7b', 'claude-2']
  for (const model of models) add(...(await oneModel(setup, model)))
  add(await wholeProcess(setup, models.slice(0, 1)))
  const eight = [
    ...models,
    'falcon-7b-instruct',
    'gemma-7b-it',
    'gpt4_gamed',
    'NullModel',
    'phi-2',
    'vicuna-13b-v1.5',
  ]
  add(await wholeProcess(setup, eight))
  const golden = process.env['RETABLE_GOLDEN']
  if (golden) add(...(await allModels(setup, golden)))
  else console.error('All models are left out: RETABLE_GOLDEN names no golden data')
}

/** With fewer than 100 rounds of the peer, its time is scaled, and scores are compared but no intervals. */
async function arena(battles: number, models: number, peerRounds: number): Promise<void> {
  const { variants, defaultVariant } = await judgeBenchmark('arena-hard')
  const v01 = variants.find(({ id }) => id === defaultVariant)!
  const location = path.join(directory, `${models}.jsonl`)
  await writeFile(location, battleFile(battles, models, 20_240_731))
  const file = { bytes: await readFile(location), name: 'battles.jsonl' }
  const { measurements } = await v01.measure(file, read)
  const isWhole = peerRounds === 100
  const numbers = measurements
    .filter(({ name }) => name.startsWith('score/'))
    .flatMap(({ value, interval }) => (isWhole ? [value, interval!.low, interval!.high] : [value]))
  let peers: (number | null)[] = []
  const [pair] = await inTurn(
    1,
    async () => [await median(() => v01.measure(file, read))],
    async () => {
      const repeats = isWhole ? 3 : 1
      const answer = await askPeer(python, { task: 'arena', battles: location, rounds: peerRounds, repeats })
      peers = answer.numbers.flatMap((of) => (isWhole ? of : of.slice(0, 1)))
      const seconds = answer.seconds.map((all, i) => {
        const drawn = answer.part_seconds[i]!
        return all - drawn + (drawn * 100) / peerRounds
      })
      return [1000 * middle(seconds)]
    },
  )
  const beside = isWhole ? 'regressions, 100 rounds' : `regressions, ${peerRounds} rounds, scaled to 100`
  const what = `Arena-Hard, ${battles.toLocaleString('en')} battles of ${models} models`
  add({ what, beside, ...pair!, numbers, peers })
}

/** Every model of the matrix, from the two files in memory; retable makes standard errors and intervals too. */
async function rewardBench(): Promise<void> {
  const [matrix, items] = await Promise.all([assets.read(responseMatrix), assets.read(itemContent)])
  const scores = () =>
    modelResults(matrix, subsetsOfItems(items)).map(({ results }) => rewardBenchScore(results, current))
  const wanted = ['score', ...current.weights.keys()]
  const found = scores()
  // A section that a model was not run on is left out here and no number there.
  const numbers = found.flatMap((of) =>
    wanted.map((metric) => of.find(({ name }) => name === metric)?.value ?? Number.NaN),
  )
  const [matrixPath, itemsPath] = await Promise.all([assets.path(responseMatrix), assets.path(itemContent)])
  const weights = Object.fromEntries(
    [...current.weights].map(([section, own]) => [section, Object.fromEntries(own)]),
  )
  let peers: (number | null)[] = []
  const job = { task: 'reward_bench', matrix: matrixPath, items: itemsPath, weights, repeats: 7 }
  const [pair] = await inTurn(
    3,
    async () => [await median(scores)],
    async () => {
      const answer = await askPeer(python, job)
      peers = answer.numbers.flat()
      return [1000 * middle(answer.seconds)]
    },
  )
  add({ what: `RewardBench, ${found.length} models`, beside: 'pandas', ...pair!, numbers, peers })
}

async function judgeBenchmark(id: string): Promise<JudgeBenchmark> {
  const benchmark = await findAnyBenchmark(id)
  if ('kind' in benchmark) return benchmark
  throw new Error(`${id} is no benchmark of judgements`)
}

function add(...added: readonly Line[]): void {
  lines.push(...added)
  console.error(`${added[0]?.what ?? 'nothing'} measured`)
}
