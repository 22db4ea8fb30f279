import type { Model, Prompt, SettingResult, StepRecord } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { inputsOf, type Step } from './step.ts'
import { generateWork } from './steps/generate.ts'
import { eachTextWork } from './steps/each-text.ts'
import { loadWork } from './steps/load.ts'
import type { Output, StepContext, Work } from './steps/output.ts'
import { pureStep, type InputOf } from './steps/pure.ts'
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
  if (work === undefined) return { output: await pureStep(step, input, context), reused: false }
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
    case 'load':
      return loadWork(step, context)
    case 'score':
    case 'count tokens':
      return eachTextWork(step, value<Model>(step.model), input(step.texts), context)
    default:
      return undefined
  }
}
