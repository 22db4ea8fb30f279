import { rm } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { Model } from '@retable/core'
import {
  initialWeights,
  sizesOf,
  toParameters,
  type Parameters,
  type Weights,
} from '../model/architecture.ts'
import { tokenRow } from '../training/batch.ts'
import { writeCheckpoint } from '../training/checkpoint.ts'
import { NanolmError } from '../errors.ts'
import { sharedExchange } from './exchange.ts'
import type { Job, Message, Results, SampleJob, ScoreJob, TrainJob, WorkerSetup } from './jobs.ts'
import { tree } from '../model/library.ts'
import { fileOf, hashOfFile, keptFile, readArrays, writeArrays } from '../model/model-file.ts'
import { sample } from '../sampling/sample.ts'
import { tokenizerOf } from '../model/tokenizer.ts'
import {
  areFinite,
  freshState,
  rowLogProbabilities,
  shards,
  trainerOf,
  type TrainState,
} from '../training/train.ts'

const { architecture, pieces, checkpointMs } = workerData as WorkerSetup
const tokenizer = tokenizerOf(pieces)
const sizes = sizesOf(architecture)

parentPort!.on('message', (job: Job) => {
  run(job).then(
    (result) => say({ kind: 'done', result }),
    (error: NanolmError) =>
      say({ kind: 'failed', message: error.message, code: error.code, stack: error.stack ?? String(error) }),
  )
})

function say(message: Message): void {
  parentPort!.postMessage(message)
}

async function run(job: Job): Promise<Results[keyof Results]> {
  if (job.kind === 'sample') return drawSamples(job)
  if (job.kind === 'score') return scoreTexts(job)
  return train(job)
}

/** The model last used, on the device. */
let loaded: { readonly hash: string; readonly weights: Weights; readonly parameters: Parameters } | undefined

async function load(model: Model) {
  if (loaded?.hash === model.hash) return loaded
  const file = fileOf(model)
  const { arrays } = await readArrays(file, model.hash)
  checkSizes(arrays, file)
  if (!areFinite(arrays)) {
    throw new NanolmError('nanolm/diverged', `${file} holds weights that are not finite numbers`)
  }
  if (loaded) tree.dispose(loaded.parameters)
  loaded = { hash: model.hash, weights: arrays, parameters: toParameters(architecture, arrays) }
  return loaded
}

function checkSizes(arrays: Weights, file: string): void {
  if (arrays.length !== sizes.length || arrays.some((array, i) => array.length !== sizes[i])) {
    throw new NanolmError('nanolm/other-architecture', `${file} is a model of another size or vocabulary`)
  }
}

async function drawSamples({ model, requests, sampling, seed }: SampleJob): Promise<Results['sample']> {
  const { parameters } = await load(model)
  const batches = sample(parameters, architecture, tokenizer, { requests, sampling, seed })
  return [...batches].flat()
}

async function scoreTexts({ model, texts }: ScoreJob): Promise<Results['score']> {
  const { weights } = await load(model)
  return rowLogProbabilities(
    architecture,
    weights,
    texts.map((text) => tokenRow(tokenizer, text)),
  )
}

async function train(job: TrainJob): Promise<Results['train']> {
  const { training, own, shared, keepAt } = job
  const isFirst = own.includes(0)
  const start = job.resumed ?? (await freshStart(job))
  const exchange = shared === null ? undefined : sharedExchange(shared, sizes, own, shards / own.length)
  const trainer = trainerOf(
    architecture,
    training,
    job.examples,
    start,
    own,
    exchange ?? ((gradients) => gradients),
  )
  let kept = performance.now()
  for (let step = start.step; step < training.steps; step += 1) {
    const loss = (trainer.advance() * shards) / own.length
    if (!isFirst) continue
    say({ kind: 'step', step: step + 1, steps: training.steps, loss })
    if (keepAt.includes(step + 1)) {
      await writeArrays(keptFile(job.output, step + 1), trainer.state().weights, { architecture })
    }
    if (performance.now() - kept >= checkpointMs) {
      await writeCheckpoint(job.checkpoint, trainer.state())
      kept = performance.now()
    }
  }
  if (!isFirst) return null
  const hash = await writeArrays(job.output, trainer.state().weights, { architecture })
  const onTheWay = keepAt.map(async (step): Promise<Model> => {
    const location = keptFile(job.output, step)
    return { id: `${job.output}, step ${step}`, hash: await hashOfFile(location), location }
  })
  const models = [...(await Promise.all(onTheWay)), { id: job.output, hash, location: job.output }]
  await rm(job.checkpoint, { force: true })
  return models
}

async function freshStart({ model, training }: TrainJob): Promise<TrainState> {
  if (model === null) return freshState(initialWeights(architecture, training.seed))
  return freshState((await load(model)).weights)
}
