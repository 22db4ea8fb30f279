import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  RetableError,
  type Asset,
  type JudgeBenchmark,
  type JudgementFile,
  type JudgementScore,
  type ReadAsset,
} from '@retable/core'
import { execa } from 'execa'
import { goldenAnnotations } from './golden-annotations.ts'
import { inTurn, median, middle, once } from './in-turn.ts'
import { askPeer, oneThread } from './peer.ts'
import type { Line } from './table.ts'

/** What the measurements below run on. */
export interface LengthControlSetup {
  readonly benchmark: JudgeBenchmark
  readonly read: ReadAsset
  readonly locate: (asset: Asset) => Promise<string>
  readonly python: string
  /** A folder for files. */
  readonly directory: string
  /** The launcher, ./retable. */
  readonly launcher: string
}

const rounds = 3

/**
 * One model in the process, gamed pairs read anew: from a file in memory to its rates on both sides; then length control
 * alone, by what the same takes less where its files are not to be had, against alpaca_eval's function for it, and the scikit-learn fits in
 * that.
 */
export async function oneModel(setup: LengthControlSetup, model: string): Promise<Line[]> {
  const { file, location, gamed } = await annotated(setup, model)
  const ours = await rates(setup, [file])
  const theirs: (number | null)[] = []
  const pairs = await inTurn(
    rounds,
    async () => {
      const whole = await median(() => measure(setup, file))
      const controlled = whole - (await median(() => measure(withoutFiles(setup), file)))
      return [whole, controlled, controlled]
    },
    async () => {
      const job = { task: 'length_control', annotations: [location], gamed, repeats: 5 }
      const { numbers, seconds, part_seconds, fit_seconds } = await askPeer(setup.python, job)
      theirs.splice(0, Infinity, ...numbers.flat())
      return [seconds, part_seconds, fit_seconds].map((each) => 1000 * middle(each))
    },
  )
  const beside = ['alpaca_eval', 'get_length_controlled_winrate', 'scikit-learn fits']
  const part = ['file to rates', 'length control', 'length control']
  return pairs.map((pair, i) => ({
    what: `AlpacaEval 2, ${model}, ${part[i]!}`,
    beside: beside[i]!,
    ...pair,
    numbers: ours,
    peers: theirs,
  }))
}

/** Files of annotations as whole processes, from start to end. */
export async function wholeProcess(setup: LengthControlSetup, models: readonly string[]): Promise<Line> {
  const files: { readonly copy: string; readonly gamed: string }[] = []
  for (const model of models) {
    const { location, gamed } = await annotated(setup, model)
    const copy = path.join(setup.directory, model, 'annotations.json')
    await mkdir(path.dirname(copy), { recursive: true })
    await copyFile(location, copy)
    files.push({ copy, gamed })
  }
  const paths = files.map(({ copy }) => copy)
  const program = path.join(import.meta.dirname, 'score_annotations.py')
  const [pair] = await inTurn(
    9,
    async () => [await once(() => execa(setup.launcher, ['score', 'alpaca-eval', ...paths]))],
    async () => [
      await once(() => execa(setup.python, [program, files[0]!.gamed, ...paths], { env: oneThread })),
    ],
  )
  const what = `AlpacaEval 2, whole process, ${models.length === 1 ? models[0]! : `${models.length} models`}`
  return { what, beside: 'alpaca_eval, whole process', ...pair!, numbers: [], peers: [] }
}

/** Every model of the golden data one after another in one process, milliseconds a model. */
export async function allModels(setup: LengthControlSetup, golden: string): Promise<Line[]> {
  const { gamed } = await annotated(setup, 'alpaca-7b')
  const texts = await goldenAnnotations(golden)
  const files = [...texts].map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }))
  const annotations = await Promise.all(
    [...texts.values()].map(async (text, i) => {
      const location = path.join(setup.directory, `golden-${i}.json`)
      await writeFile(location, text)
      return location
    }),
  )
  const ours = await rates(setup, files)
  const theirs: (number | null)[] = []
  const pairs = await inTurn(
    rounds,
    async () => {
      const whole = (await once(() => rates(setup, files))) / files.length
      const plain = (await once(() => each(withoutFiles(setup), files))) / files.length
      return [whole, whole - plain]
    },
    async () => {
      const job = { task: 'length_control', annotations, gamed, repeats: 1 }
      const { numbers, seconds, part_seconds } = await askPeer(setup.python, job)
      theirs.splice(0, Infinity, ...numbers.flat())
      return [seconds[0]!, part_seconds[0]!].map((all) => (1000 * all) / files.length)
    },
  )
  const beside = ['alpaca_eval', 'get_length_controlled_winrate']
  const part = ['file to rates', 'length control']
  return pairs.map((pair, i) => ({
    what: `AlpacaEval 2, each of ${files.length} models, ${part[i]}`,
    beside: beside[i]!,
    ...pair,
    numbers: ours,
    peers: theirs,
  }))
}

/** A model's annotations, and the gamed pairs under the name of their column that alpaca_eval looks for. */
async function annotated({ benchmark, read, locate, directory }: LengthControlSetup, model: string) {
  const used: Asset[] = []
  await benchmark.leaderboards[0]!.recompute(model, (asset) => {
    used.push(asset)
    return read(asset)
  })
  const [location, original] = await Promise.all(used.map(locate))
  const gamed = path.join(directory, 'df_gamed.csv')
  const csv = await readFile(original!, 'utf8')
  await writeFile(gamed, csv.replace('preference_pseudo', 'preference'))
  return { location: location!, gamed, file: { bytes: await readFile(location!), name: 'annotations.json' } }
}

/** With a read function of its own, whose files are parsed anew. */
function measure({ benchmark, read }: LengthControlSetup, file: JudgementFile) {
  return weightedOf(benchmark).measure(file, (asset) => read(asset))
}

async function each(setup: LengthControlSetup, files: readonly JudgementFile[]) {
  const found: JudgementScore[] = []
  // One function for all, so that pinned files are parsed once, as in a process that is given several files.
  const read: ReadAsset = (asset) => setup.read(asset)
  const { measure } = weightedOf(setup.benchmark)
  for (const file of files) found.push(await measure(file, read))
  return found
}

function weightedOf({ variants }: JudgeBenchmark) {
  return variants.find(({ id }) => id === 'weighted')!
}

/** Where no pinned file is to be had, length control is left out and the rest is the same. */
function withoutFiles(setup: LengthControlSetup): LengthControlSetup {
  const read: ReadAsset = ({ name }) =>
    Promise.reject(
      new RetableError(`${name} is left out`, { code: 'assets/unavailable', kind: 'environment' }),
    )
  return { ...setup, read }
}

async function rates(setup: LengthControlSetup, files: readonly JudgementFile[]): Promise<number[]> {
  const scored = await each(setup, files)
  return scored.map(({ measurements }) => measurements.find(({ name }) => name === 'lc_win_rate')!.value)
}
