import type { TierSetup, TrainingPlan } from '@retable/core'
import { at, flatValues, type SetupValues as Values } from '@retable/core/testing'
import { pieces } from '@retable/nano-tasks'
import { expect } from 'vitest'
import type { Setup } from '../setup.ts'

export const preferenceTrainings = ['rpo', 'dpo']
export const trainings = [...preferenceTrainings, 'sft']
const drawings = ['sampling', 'greedy', 'votes.sampling']
export const trained = (name: string, value: unknown) => at(trainings, name, value)
export const optimized = (name: string, value: unknown) => trained(`optimizer.${name}`, value)
export const drawn = (name: string, value: unknown) => at(drawings, name, value)
export const nothing: Values = {}

/** What is the method itself, and no hyper-parameter: equation 1, AdamW, greedy decoding, a fresh order for each training. */
export const method: Values = {
  ...at(preferenceTrainings, 'loss.kind', 'dpo'),
  'dpo.loss.alpha': 0,
  'sft.loss.kind': 'sft',
  'sft.loss.mean': 'responses',
  ...trained('order', 'shuffled'),
  ...optimized('kind', 'adamw'),
  ...optimized('decayFrom', 0),
  'greedy.temperature': 0,
}

/** How real models are trained and served: in full, with weights in single precision. */
export const served: Values = {
  'engine.adapter': null,
  'engine.weights': 'float32',
  'engine.autocast': 'bfloat16',
  'engine.gradientCheckpointing': true,
  'engine.batch': 64,
  'engine.device': 'cuda',
  'engine.fresh': null,
  'engine.servers': 1,
  'engine.trainings': 1,
  'base.kind': 'hub',
  'benchmark.version': '1',
}

/** Where a hyper-parameter of our own says that the paper leaves it open. */
export const open = 'own (the paper: not stated)'

/** All that a tier hands on, by path; what changes with the iteration, or the base's phase, is the list of its values. */
export function got({ setup, engine }: TierSetup<Setup>): Values {
  const { base, trainingTasks, testTasks, variant, sampling, preference, evaluation, choice, ...rest } = setup
  const iterations = Array.from({ length: setup.iterations }, (_, i) => i + 1)
  const each = <T extends object>(of: (t: number) => T) => together(iterations.map(of))
  const arm = (alpha: boolean) => each((t): TrainingPlan => preference(t, { alpha }))
  const { pieces: words, ...model } = engine.settings
  expect(words === undefined || words === pieces).toBe(true)
  const on = choice?.on
  return flatValues({
    ...rest,
    ...evaluation,
    variant: { id: variant.id },
    trainingTasks: { size: trainingTasks.size },
    testTasks: { size: testTasks.size },
    ...(choice === undefined
      ? {}
      : {
          choice: {
            ...choice,
            on: on?.kind === 'development' ? { ...on, tasks: { size: on.tasks.size } } : on,
          },
        }),
    base: base.kind !== 'trained' ? base : { kind: base.kind, ...together(base.phases) },
    sampling: each(sampling),
    rpo: arm(true),
    dpo: arm(false),
    engine: model,
  })
}

function together(several: readonly object[]): Values {
  const [first, ...others] = several.map((one) => flatValues(one))
  const names = new Set([first!, ...others].flatMap((one) => Object.keys(one)))
  return Object.fromEntries(
    [...names].map((name) => {
      const values = [first!, ...others].map((one) => one[name])
      const isOne = values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]))
      return [name, isOne ? values[0] : values]
    }),
  )
}
