import { createHash } from 'node:crypto'
import { rename } from 'node:fs/promises'
import {
  contentHash,
  type Completion,
  type Engine,
  type ModelFile,
  type PreferencePair,
  type PromptedText,
  type Task,
  type TaskSamples,
  type Training,
  type TrainingPlan,
  type UnitValues,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { inputsOf, type Step } from './layout.ts'
import { evaluateSamples, measureUnits, type SettingResult } from './measure.ts'
import type { Store } from './store.ts'

/** What happens while steps are executed. */
export type StepEvent =
  | { readonly kind: 'start' | 'done'; readonly step: string; readonly what: Step['kind'] }
  | {
      readonly kind: 'progress'
      readonly step: string
      readonly done: number
      readonly of: number
      readonly unit: string
    }

/** One step as the manifest names it. */
export interface StepRecord {
  readonly step: string
  readonly kind: Step['kind']
  /** Of what decides its output; for pure steps of the output itself. */
  readonly key: string
  /** Tokens drawn, trained on or scored. */
  readonly tokens?: number
}

/** What an execution leaves. */
export interface Execution {
  readonly settings: readonly SettingResult[]
  readonly steps: readonly StepRecord[]
  /** Samples that were drawn in this execution, and those that were there already. */
  readonly drawn: number
  readonly reused: number
}

/** Options of {@link execute}. */
export interface ExecuteOptions {
  readonly engine: Engine
  readonly store: Store
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: StepEvent) => void) | undefined
}

interface Made {
  readonly value: unknown
  readonly hash: string
  readonly record: StepRecord
  readonly result?: SettingResult
}

/**
 * Executes a layout: each step as soon as what it needs is made, independent ones side by side. What the store holds
 * is not made again; pure steps always run, and only a changed output leads to new work.
 */
export async function execute(steps: readonly Step[], options: ExecuteOptions): Promise<Execution> {
  const counts = { drawn: 0, reused: 0 }
  const made = new Map<string, Promise<Made>>()
  for (const step of steps) {
    const inputs = inputsOf(step).map((name) => made.get(name)!)
    const promise = (async () => {
      await Promise.all(inputs)
      options.signal?.throwIfAborted()
      options.onEvent?.({ kind: 'start', step: step.name, what: step.kind })
      const input = async (name: string) => (await made.get(name))!
      const result = await makeStep(step, input, options, counts)
      options.onEvent?.({ kind: 'done', step: step.name, what: step.kind })
      return result
    })()
    // A failure is met below, once; what depends on it fails with it.
    promise.catch(() => undefined)
    made.set(step.name, promise)
  }
  const all = await Promise.all(made.values())
  return {
    settings: all.flatMap(({ result }) => result ?? []),
    steps: all.map(({ record }) => record),
    ...counts,
  }
}

async function makeStep(
  step: Step,
  input: (name: string) => Promise<Made>,
  options: ExecuteOptions,
  counts: { drawn: number; reused: number },
): Promise<Made> {
  const value = async <T>(name: string) => (await input(name)).value as T
  switch (step.kind) {
    case 'data':
      return pure(step, step.make())
    case 'derive': {
      const entries = Object.entries(step.inputs).map(
        async ([key, name]) => [key, await value(name)] as const,
      )
      return pure(step, step.make(Object.fromEntries(await Promise.all(entries)) as never))
    }
    case 'generate':
      return generate(step, await value(step.model), await value(step.tasks), options, counts)
    case 'train':
      return train(
        step,
        step.model === null ? null : await value(step.model),
        await input(step.examples),
        options,
      )
    case 'score':
      return score(step, await value(step.model), await input(step.texts), options)
    case 'evaluate': {
      const votes = step.votes === null ? null : await value<readonly TaskSamples[]>(step.votes)
      const result = evaluateSamples(step, await value(step.greedy), votes)
      return { ...pure(step, result), result }
    }
    case 'measure': {
      const result = measureUnits(step.setting, await value<UnitValues>(step.values))
      return { ...pure(step, result), result }
    }
    case 'hub':
      throw new HarnessError(
        'harness/hub-model',
        `${step.repository} is a model of a hub; the tiers that run here train their own`,
        { kind: 'environment' },
      )
  }
}

function pure(step: Step, value: unknown): Made {
  const hash = contentHash(value)
  return { value, hash, record: { step: step.name, kind: step.kind, key: hash } }
}

async function generate(
  step: Extract<Step, { kind: 'generate' }>,
  model: ModelFile,
  allTasks: readonly Task[],
  { engine, store, signal, onEvent }: ExecuteOptions,
  counts: { drawn: number; reused: number },
): Promise<Made> {
  const { sampling, seed, samples: perTask } = step
  const tasks = allTasks.slice(0, step.first)
  const common = contentHash({ engine: engine.identity, model: model.sha256, sampling, seed })
  const requests = tasks.flatMap((task) =>
    Array.from({ length: perTask }, (_, i) => ({ prompt: task.prompt, stream: `${task.id}/${i}` })),
  )
  const keys = requests.map(({ prompt, stream }) => sha256(JSON.stringify([common, prompt, stream])))
  const lease = sha256(JSON.stringify(keys))
  const missing = () => {
    const found = store.samples(keys)
    return requests.flatMap((request, i) => (found.has(keys[i]!) ? [] : [{ ...request, key: keys[i]! }]))
  }
  counts.reused += requests.length - missing().length
  if (missing().length > 0) {
    await store.leased(
      lease,
      async () => {
        const wanted = missing()
        let done = requests.length - wanted.length
        for await (const part of engine.generate(model, { requests: wanted, sampling, seed }, signal)) {
          store.keepSamples(part.map(({ index, completion }) => ({ key: wanted[index]!.key, completion })))
          done += part.length
          counts.drawn += part.length
          onEvent?.({ kind: 'progress', step: step.name, done, of: requests.length, unit: 'samples' })
        }
      },
      signal,
    )
  }
  const found = store.samples(keys)
  const value: TaskSamples[] = tasks.map((task, t) => ({
    task,
    completions: Array.from({ length: perTask }, (_, i): Completion => found.get(keys[t * perTask + i]!)!),
  }))
  const tokens = [...found.values()].reduce((sum, { tokens }) => sum + tokens, 0)
  return { value, hash: contentHash(value), record: { step: step.name, kind: step.kind, key: lease, tokens } }
}

async function train(
  step: Extract<Step, { kind: 'train' }>,
  model: ModelFile | null,
  examples: Made,
  { engine, store, signal, onEvent }: ExecuteOptions,
): Promise<Made> {
  const texts = examples.value as readonly PromptedText[] | readonly PreferencePair[]
  const training = trainingOf(step.plan, texts.length)
  const key = contentHash({
    kind: 'train',
    engine: engine.identity,
    model: model?.sha256 ?? null,
    examples: examples.hash,
    training,
  })
  const record: StepRecord = { step: step.name, kind: step.kind, key }
  if (training.steps === 0) {
    // Nothing to learn from (no prompt had both right and wrong samples): the model stays what it was.
    if (model === null)
      throw new HarnessError('harness/no-examples', `${step.name} has no examples to train on`)
    return { value: model, hash: model.sha256, record }
  }
  for (;;) {
    const kept = store.output(key)
    if (kept !== undefined && 'model' in kept) {
      const value: ModelFile = { path: store.modelFile(kept.model), sha256: kept.model }
      return { value, hash: kept.model, record }
    }
    await store.leased(
      key,
      async () => {
        if (store.output(key) !== undefined) return
        const trained = await engine.train(
          {
            ...(model === null ? {} : { model }),
            training,
            examples: texts,
            output: store.workFile(key, 'model'),
            checkpoint: store.workFile(key, 'checkpoint'),
            onStep: ({ step: done, steps }) =>
              onEvent?.({ kind: 'progress', step: step.name, done, of: steps, unit: 'steps' }),
          },
          signal,
        )
        await rename(trained.path, store.modelFile(trained.sha256))
        store.keepOutput(key, { model: trained.sha256 })
      },
      signal,
    )
  }
}

/** The training that a plan comes to with so many examples. */
export function trainingOf({ maxSteps, passes, ...plan }: TrainingPlan, examples: number): Training {
  const once = examples / plan.batchSize
  const steps = passes === undefined ? maxSteps : Math.min(maxSteps, Math.ceil(passes * once))
  return { ...plan, steps: examples === 0 ? 0 : steps }
}

async function score(
  step: Extract<Step, { kind: 'score' }>,
  model: ModelFile,
  texts: Made,
  { engine, store, signal }: ExecuteOptions,
): Promise<Made> {
  const key = contentHash({ kind: 'score', engine: engine.identity, model: model.sha256, texts: texts.hash })
  let kept = store.output(key)
  if (kept === undefined || !('scores' in kept)) {
    const scores = await engine.score(model, texts.value as readonly PromptedText[], signal)
    kept = { scores }
    store.keepOutput(key, kept)
  }
  return {
    value: kept.scores,
    hash: contentHash(kept.scores),
    record: { step: step.name, kind: step.kind, key },
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
