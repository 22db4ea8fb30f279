import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, type Model, type TrainRequest } from '@retable/core'
import type { WaitingServers } from '@retable/runtimes'
import { readTrainingResult, type TrainingResult } from '@retable/trainer'
import { HarnessError } from '../../../errors.ts'
import { agreeWithServer } from './agree-with-server.ts'
import { checkResult } from './check-result.ts'
import type { OpenServed } from '../context.ts'
import { followMetrics } from './follow-metrics.ts'
import { keepRecord, metricsFile } from './keep-record.ts'
import { freshModel } from '../weights/fresh-model.ts'
import { runProgram } from '../run-program.ts'
import type { ServedSettings } from '../settings.ts'
import { nextServers, trainedFolder } from '../serving/next-servers.ts'
import { locationOf } from '../serving/start-server.ts'
import { gpusOfTraining, trainingLaunch } from './sharded.ts'
import { resultFile, writeJob } from './write-job.ts'

/**
 * Trains by the trainer's program, in a folder that stands for the training until it is done: its job, its checkpoints and
 * what it leaves. A training that was cut off goes on there.
 */
export async function train(
  open: OpenServed,
  request: TrainRequest,
  signal?: AbortSignal,
): Promise<readonly Model[]> {
  const { optimizer } = request.training
  if (optimizer.kind !== 'adamw') {
    const message = `the engine served trains by adamw alone, and ${optimizer.kind} was asked for`
    throw new HarnessError('harness/engine-cannot', message)
  }
  const folder = request.checkpoint
  const own = path.resolve(folder, trainedFolder)
  try {
    return await trainedModels(open, folder, request, signal)
  } finally {
    // Those of a model that is not taken, or that no one has asked for.
    const waiting = open.waiting.get(own)
    open.waiting.delete(own)
    await waiting?.cancel()
  }
}

async function trainedModels(
  open: OpenServed,
  folder: string,
  request: TrainRequest,
  signal?: AbortSignal,
): Promise<readonly Model[]> {
  const result = await open.trainings.run(
    (gpuIds) => trained(open, { folder, gpuIds }, request, signal),
    gpusOfTraining(open.settings),
    signal,
  )
  const left = result.models.map(({ folder: own, hash, step }) => {
    const isLast = step === request.training.steps
    const output = isLast ? request.output : `${request.output}.${step}`
    return { from: path.join(folder, own), model: { id: path.basename(output), hash, location: output } }
  })
  const lost = left.find(({ from, model }) => !existsSync(from) && !existsSync(model.location))
  if (lost !== undefined) {
    const message = `${lost.from} is gone, which a training has left; remove ${folder}, and it is trained anew`
    throw new HarnessError('harness/training', message, { kind: 'environment' })
  }
  // Its server starts from here and goes on when the folder has moved: it has read it.
  const last = left.at(-1)!
  const here = existsSync(last.from) ? { ...last.model, location: last.from } : last.model
  await agreeWithServer(open, here, result, signal)
  await keepRecord(open, folder, last.model)
  for (const { from, model } of left) await move(from, model.location)
  await rm(folder, { recursive: true })
  return left.map(({ model }) => model)
}

/** Runs the training where it is not done, and gives its result, checked. */
async function trained(
  open: OpenServed,
  { folder, gpuIds }: { readonly folder: string; readonly gpuIds: readonly string[] | undefined },
  request: TrainRequest,
  signal?: AbortSignal,
): Promise<TrainingResult> {
  await makeFolder(folder)
  const { training, model, onStep } = request
  const base = model ?? (await freshModel(open, { folder, seed: training.seed, signal }))
  const job = await writeJob(folder, base, request, open.settings)
  const steps = onStep && (await followMetrics(path.join(folder, metricsFile), onStep))
  try {
    const what = `the training of ${base.id}`
    const launch = await trainingLaunch(folder, base, request, open.settings)
    const reads = readsOf(folder, base)
    const next = nextServers(open, { folder, base, job })
    const onWaiting = (waiting: WaitingServers) =>
      void open.waiting.set(path.resolve(folder, trainedFolder), waiting)
    const command = {
      ...{ what, name: what, folder, args: ['train', '.'], reads, resultFile, gpuIds, ...launch },
      ...{ next, onWaiting },
    }
    await runProgram(open, command, signal)
  } finally {
    await steps?.finish()
  }
  const result = await readTrainingResult(folder)
  checkResult(result, request, { job, settings: open.settings })
  const lost = lostRows(result.rows, open.settings)
  if (lost !== undefined) open.tell(`the training of ${base.id} leaves out ${lost}`)
  return result
}

/** The model that a training starts from, where it lies outside of its folder. */
function readsOf(folder: string, base: Model): string[] {
  const location = locationOf(base)
  return path.relative(folder, location).startsWith('..') ? [location] : []
}

/** Which rows were not learnt, as the end of a sentence; undefined where all were. */
function lostRows(
  { given, tooLong, unspellable }: TrainingResult['rows'],
  { maxTokens }: ServedSettings,
): string | undefined {
  if (tooLong + unspellable === 0) return undefined
  return `${tooLong + unspellable} of ${given} rows: ${tooLong} with more than ${maxTokens} tokens, ${unspellable} with a text that spells the end of an answer`
}

/** Gives a trained model its place; an earlier run may have been killed after that. */
async function move(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return
  await rm(to, { recursive: true, force: true })
  await rename(from, to)
}
