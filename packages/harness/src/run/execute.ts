import {
  randomStream,
  type Drawn,
  type Model,
  type Prompt,
  type SettingResult,
  type StepRecord,
  type Task,
  type UnitValues,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { evaluateSamples, measureUnits } from './measure.ts'
import { inputsOf, type Step } from './step.ts'
import { generateWork } from './steps/generate.ts'
import { pureOutput, type Output, type StepContext, type Work } from './steps/output.ts'
import { scoreWork } from './steps/score.ts'
import { trainWork } from './steps/train.ts'

/** What an execution leaves. */
export interface Execution {
  readonly settings: readonly SettingResult[]
  readonly steps: readonly StepRecord[]
  /** Samples that were drawn in this execution, and those that were there already. */
  readonly drawn: number
  readonly reused: number
}

/** Options of {@link execute}. */
export type ExecuteOptions = Omit<StepContext, 'counts'> & { readonly signal?: AbortSignal | undefined }

/** Gives the output of an earlier step. */
type InputOf = (step: string) => Output

/**
 * Executes a layout: each step as soon as what it needs is there, independent ones side by side. What the store has is
 * not done again; pure steps always run, and only a changed output leads to new work.
 */
export async function execute(steps: readonly Step[], options: ExecuteOptions): Promise<Execution> {
  const context: StepContext = { ...options, counts: { drawn: 0, reused: 0 } }
  const { signal } = options
  const outputs = new Map<string, Output>()
  const running = new Map<string, Promise<Output>>()
  for (const step of steps) {
    const inputs = inputsOf(step).map((name) => running.get(name)!)
    const promise = (async () => {
      await Promise.all(inputs)
      signal?.throwIfAborted()
      context.onEvent?.({ kind: 'start', step: step.name, what: step.kind })
      const { output, reused } = await outputOf(step, (name) => outputs.get(name)!, context, signal)
      outputs.set(step.name, output)
      context.onEvent?.({ kind: 'done', step: step.name, what: step.kind, reused })
      return output
    })()
    running.set(step.name, promise)
  }
  // Nothing is awaited before this: no failure goes unheard, and what depends on a step fails with it.
  const all = await Promise.all(running.values())
  return {
    settings: all.flatMap(({ results = [] }) => results),
    steps: all.map(({ record }) => record),
    ...context.counts,
  }
}

async function outputOf(
  step: Step,
  input: InputOf,
  context: StepContext,
  signal?: AbortSignal,
): Promise<{ readonly output: Output; readonly reused: boolean }> {
  const work = workOf(step, input, context)
  if (work === undefined) return { output: pureStep(step, input), reused: false }
  const { samples } = work.begun()
  if (samples !== undefined) {
    const { there, of } = samples
    context.counts.reused += there
    context.onEvent?.({ kind: 'progress', step: step.name, done: there, of, unit: 'samples' })
  }
  const stored = await work.stored()
  if (stored !== undefined) return { output: stored, reused: samples?.of !== 0 }
  for (;;) {
    const performed = await context.store.leased(
      work.key,
      async (leased) => {
        if ((await work.stored()) === undefined) await work.perform(leased)
        return true
      },
      signal,
    )
    const output = await work.stored()
    if (output !== undefined) return { output, reused: performed === null }
    if (performed !== null) throw lacking(step, work)
  }
}

function lacking(step: Step, work: Work): HarnessError {
  const { samples } = work.begun()
  const what =
    samples === undefined ? 'its output is' : `${samples.of - samples.there} of ${samples.of} samples are`
  return new HarnessError(
    'harness/missing-output',
    `${step.name}: ${what} missing after the work; run the command again`,
    { kind: 'environment' },
  )
}

/** The model work of a step; undefined for a pure one. */
export function workOf(step: Step, input: InputOf, context: StepContext): Work | undefined {
  const value = <T>(name: string) => input(name).value() as T
  switch (step.kind) {
    case 'generate':
      return generateWork(step, value<Model>(step.model), value<readonly Prompt[]>(step.prompts), context)
    case 'train':
      return trainWork(
        step,
        step.model === null ? null : value<Model>(step.model),
        input(step.examples),
        context,
      )
    case 'score':
      return scoreWork(step, value<Model>(step.model), input(step.texts), context)
    default:
      return undefined
  }
}

/** The output of a step that follows from its inputs alone. */
export function pureStep(step: Step, input: InputOf): Output {
  const value = <T>(name: string) => input(name).value() as T
  switch (step.kind) {
    case 'data':
      return pureOutput(step, step.make(randomStream('step', step.seed, step.name)))
    case 'derive': {
      const given = Object.entries(step.inputs).map(([key, name]) => [key, value(name)] as const)
      const random = randomStream('step', step.seed, step.name)
      return pureOutput(step, step.make(Object.fromEntries(given) as never, random))
    }
    case 'checkpoint': {
      // One checkpoint is the trained model itself.
      const models = [value<Model | readonly Model[]>(step.training)].flat()
      // A training of fewer steps than checkpoints has fewer of them; the last is its end.
      return modelOutput(step, models[step.index] ?? models.at(-1)!)
    }
    case 'choose': {
      const values = step.among.map((one) => value<number>(one.value))
      // What is no number, as the mean of nothing, is below every number.
      const isAbove = (a: number, b: number) => a > b || (Number.isNaN(b) && !Number.isNaN(a))
      const best = values.reduce((at, other, i) => (isAbove(other, values[at]!) ? i : at), 0)
      return modelOutput(step, value<Model>(step.among[best]!.checkpoint))
    }
    case 'evaluate': {
      const votes = step.votes === null ? null : value<readonly Drawn<Task>[]>(step.votes)
      const result = evaluateSamples(step, value(step.greedy), votes)
      return { ...pureOutput(step, result), results: [result] }
    }
    case 'measure': {
      const given = value<UnitValues | readonly UnitValues[]>(step.values)
      const results = [given].flat().map((one) => measureUnits(step.setting, one))
      return { ...pureOutput(step, results), results }
    }
    case 'hub':
      throw new HarnessError(
        'harness/hub-model',
        `${step.repository} is a model of a hub; the tiers that run here train their own`,
        { kind: 'environment' },
      )
    default:
      throw new TypeError(`a step that needs an engine was taken for a pure one: ${step.name}`)
  }
}

function modelOutput({ name, kind }: Step, model: Model): Output {
  return { value: () => model, hash: () => model.hash, record: { step: name, kind, key: model.hash } }
}
