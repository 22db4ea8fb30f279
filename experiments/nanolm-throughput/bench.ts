// Tokens a second of nanolm and of PyTorch on the CPU, same shapes, in one run on one machine: quote the ratios.
// ./retable nx bench nanolm-throughput
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { randomStream, type Model, type Training } from '@retable/core'
import { drawCorpus, pieces, workedSolution } from '@retable/nano-tasks'
import { openNanolm } from '@retable/nanolm'
import { textTable } from '@retable/report'
import { pythonEnvironment } from '@retable/runtimes'
import { execa } from 'execa'
import { Bench } from 'tinybench'

const root = path.resolve(import.meta.dirname, '../..')
const store = process.env['RETABLE_STORE'] ?? path.join(root, '.retable')
/** Sizes of the nano tier; pieces are padded to the next multiple of 8. */
const shape = { width: 64, layers: 3, heads: 4, context: 36 }
const vocabulary = Math.ceil((pieces.length + 2) / 8) * 8
const [trainingRows, samplingRows, prompt, seconds] = [32, 256, 14, 8]
const trainingSteps = 20

console.error('Python packages of the peer')
const python = await pythonEnvironment({
  lockFile: path.join(root, 'packages/nanolm/parity/requirements.lock'),
  directory: path.join(store, 'python'),
  minorVersion: 11,
})
const scratch = await mkdtemp(path.join(tmpdir(), 'retable-bench-'))

interface Rates {
  readonly training: number
  readonly sampling: number
}

/** Training of whole batches with one worker or shared by two; sampling of one batch for each worker. */
async function nanolm(workers: number): Promise<Rates> {
  const engine = openNanolm({ pieces, ...shape, workers })
  const corpus = { batches: trainingSteps, batchSize: trainingRows, drills: 20, gold: 0, habits: null }
  const examples = drawCorpus(corpus, randomStream('corpus', 1), workedSolution)
  const training: Training = {
    loss: { kind: 'sft', mean: 'tokens' },
    optimizer: {
      kind: 'adamw',
      learningRate: 1e-3,
      weightDecay: 0.01,
      clip: 1,
      warmup: 0,
      decayFrom: 0,
      finalShare: 1,
      betas: [0.9, 0.95],
      epsilon: 1e-8,
    },
    batchSize: trainingRows,
    steps: trainingSteps,
    order: 'given',
    seed: 1,
  }
  const output = path.join(scratch, `model-${workers}`)
  const train = async (): Promise<Model> => {
    const checkpoint = `${output}.checkpoint`
    const [trained] = await engine.train({ training, examples, output, checkpoint })
    return trained!
  }
  const model = await train()
  const text = pieces.filter((piece) => piece.length > 0).slice(0, prompt)
  const requests = Array.from({ length: samplingRows * workers }, (_, i) => ({
    prompt: text.join(''),
    stream: String(i),
  }))
  const sampling = { temperature: 1, topP: 1, maxTokens: shape.context - prompt }
  // The last token drawn is not fed; a batch goes on until its longest row ends.
  let fed = 0
  const sample = async () => {
    fed = 0
    for await (const part of engine.generate(model, { requests, sampling, seed: 1 })) {
      fed += part.length * (prompt - 1 + Math.max(...part.map(({ completion }) => completion.tokens)))
    }
  }
  const bench = new Bench({
    throws: true,
    time: seconds * 1000,
    iterations: 4,
    warmupTime: seconds * 100,
    warmupIterations: 1,
  })
  bench.add('training', train).add('sampling', sample)
  await bench.run()
  await engine.close()
  const [trained, sampled] = bench.tasks.map(({ result }) =>
    'latency' in result ? result.latency.p50 / 1000 : Number.NaN,
  ) as [number, number]
  return {
    training: (trainingSteps * trainingRows * shape.context) / trained,
    sampling: fed / sampled,
  }
}

async function torch(threads: number): Promise<Rates & { readonly version: string }> {
  const job = { ...shape, vocabulary, trainingRows, samplingRows, prompt, seconds }
  const program = path.join(import.meta.dirname, 'peer.py')
  const { stdout } = await execa(python, [program, String(threads), JSON.stringify(job)])
  return JSON.parse(stdout) as Rates & { readonly version: string }
}

const rows: string[][] = []
let version = ''
for (const threads of [1, 2]) {
  const ours = await nanolm(threads)
  console.error(`nanolm with ${threads} measured`)
  const theirs = await torch(threads)
  console.error(`PyTorch with ${threads} measured`)
  version = theirs.version
  const rate = (value: number) => Math.round(value).toLocaleString('en')
  for (const what of ['training', 'sampling'] as const) {
    const ratio = (ours[what] / theirs[what]).toFixed(2)
    rows.push([what, String(threads), rate(ours[what]), rate(theirs[what]), ratio])
  }
}
await rm(scratch, { recursive: true })

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`)
console.log(`PyTorch ${version}; tokens a second, padding and prompts counted; medians\n`)
console.log(
  textTable(
    [
      { title: 'what' },
      { title: 'threads', align: 'right' },
      { title: 'nanolm', align: 'right' },
      { title: 'PyTorch', align: 'right' },
      { title: 'ratio', align: 'right' },
    ],
    rows,
  ),
)
