import type { Engine, TaskSamples, UnitValues } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { inputsOf, type Step } from './layout.ts'
import { evaluateSamples, measureUnits, type SettingResult } from './measure.ts'
import { generate } from './steps/generate.ts'
import { pure, type Made, type StepContext, type StepEvent, type StepRecord } from './steps/made.ts'
import { score } from './steps/score.ts'
import { train } from './steps/train.ts'
import type { Store } from './store.ts'

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

/**
 * Executes a layout: each step as soon as what it needs is made, independent ones side by side. What the store holds
 * is not made again; pure steps always run, and only a changed output leads to new work.
 */
export async function execute(steps: readonly Step[], options: ExecuteOptions): Promise<Execution> {
  const context: StepContext = { ...options, counts: { drawn: 0, reused: 0 } }
  const all = await Promise.all(startAll(steps, context).values())
  return {
    settings: all.flatMap(({ result }) => result ?? []),
    steps: all.map(({ record }) => record),
    ...context.counts,
  }
}

/** Starts every step; each waits for what it needs, and fails with it. */
export function startAll(steps: readonly Step[], context: StepContext): Map<string, Promise<Made>> {
  const made = new Map<string, Promise<Made>>()
  for (const step of steps) {
    const inputs = inputsOf(step).map((name) => made.get(name)!)
    const promise = (async () => {
      await Promise.all(inputs)
      context.signal?.throwIfAborted()
      context.onEvent?.({ kind: 'start', step: step.name, what: step.kind })
      const result = await makeStep(step, async (name) => (await made.get(name))!, context)
      context.onEvent?.({ kind: 'done', step: step.name, what: step.kind, reused: result.reused === true })
      return result
    })()
    // Whoever awaits the steps meets a failure once; what depends on it fails with it.
    promise.catch(() => undefined)
    made.set(step.name, promise)
  }
  return made
}

async function makeStep(
  step: Step,
  input: (name: string) => Promise<Made>,
  context: StepContext,
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
      return generate(step, await value(step.model), await value(step.tasks), context)
    case 'train': {
      const model = step.model === null ? null : await value<never>(step.model)
      return train(step, model, await input(step.examples), context)
    }
    case 'score':
      return score(step, await value(step.model), await input(step.texts), context)
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
