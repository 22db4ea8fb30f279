import {
  shuffled,
  type Handle,
  type Lab,
  type ModelHandle,
  type PreferencePair,
  type PromptedText,
  type Task,
  type TrainingPlan,
} from '@retable/core'
import { meanScore } from './pairs.ts'
import type { Setup } from './setup.ts'

/** What a training learns from. */
type Examples = Handle<readonly PromptedText[]> | Handle<readonly PreferencePair[]>

/** Trains a model as the tier says: to the end, or with a checkpoint that is chosen. */
export type Train = (name: string, model: ModelHandle, examples: Examples, plan: TrainingPlan) => ModelHandle

/**
 * How every training of a tier is done. Where a checkpoint is chosen on problems held out of the training set, the
 * training is then done again with them, for as many steps as the best checkpoint had (section 3.1); where it is chosen on a
 * development set, it is taken as it is (section 3.2).
 */
export function trainerOf(lab: Lab, setup: Setup, tasks: Handle<readonly Task[]>): Train {
  const { choice, variant, evaluation } = setup
  if (choice === undefined) return (name, model, examples, plan) => lab.train(name, model, examples, plan)
  const { checkpoints, on } = choice
  const heldOut =
    on.kind === 'held out'
      ? lab.derive(
          'held-out tasks',
          { tasks },
          (given, random) => shuffled(random, given.tasks).slice(0, on.tasks),
          on.tasks,
        )
      : lab.data('development tasks', on.tasks)
  const accuracy = (checkpoint: ModelHandle, at: string) => {
    const samples = lab.generate(`${at}/samples`, checkpoint, heldOut, {
      samples: 1,
      sampling: evaluation.greedy,
    })
    return lab.derive(`${at}/accuracy`, { samples }, (given) => meanScore(given.samples, variant))
  }
  if (on.kind === 'development') {
    return (name, model, examples, plan) =>
      lab.train(name, model, examples, plan, { checkpoints, value: accuracy })
  }
  return (name, model, examples, plan) => {
    const values: Handle<number>[] = []
    const given: Handle<Prompted> = examples
    const others = lab.derive(`${name}/examples without held-out tasks`, { given, heldOut }, (of) => {
      const prompts = new Set(of.heldOut.map(({ prompt }) => prompt))
      return of.given.filter(({ prompt }) => !prompts.has(prompt))
    })
    lab.train(`${name}/with held-out tasks`, model, others as Examples, plan, {
      checkpoints,
      value: (checkpoint, at) => {
        const value = accuracy(checkpoint, at)
        values.push(value)
        return value
      },
    })
    const best = lab.derive(`${name}/best checkpoint`, numbered(values), (of) => bestOf(Object.values(of)))
    const { batchSize, maxSteps } = plan
    const all = lab.derive(
      `${name}/examples for as many steps`,
      { given, best },
      (of, random) => {
        const steps = Math.round(((of.best + 1) * maxSteps) / checkpoints)
        return inPasses(of.given, steps * batchSize, random)
      },
      maxSteps * batchSize,
    )
    return lab.train(name, model, all as Examples, { ...plan, order: 'given', passes: 1 })
  }
}

/** Handles by their place, in that order. */
function numbered<T>(handles: readonly Handle<T>[]): Readonly<Record<string, Handle<T>>> {
  return Object.fromEntries(handles.map((handle, i) => [`checkpoint ${i + 1}`, handle]))
}

type Prompted = readonly (PromptedText | PreferencePair)[]

/** Place of the largest value, the first of equals; what is no number is below every number. */
export function bestOf(values: readonly number[]): number {
  return values.reduce((best, value, i) => {
    const isAbove = value > values[best]! || (Number.isNaN(values[best]) && !Number.isNaN(value))
    return isAbove ? i : best
  }, 0)
}

/** So many examples: all of them in a new order, again and again. */
export function inPasses<T>(examples: readonly T[], count: number, random: () => number): T[] {
  const taken: T[] = []
  while (examples.length > 0 && taken.length < count) taken.push(...shuffled(random, examples))
  return taken.slice(0, count)
}
