import type { TierSetup } from '@retable/core'
import { at, flatValues, type SetupValues as Values } from '@retable/core/testing'
import { listPieces } from '@retable/nano-tasks'
import { expect } from 'vitest'
import type { Setup } from './setup.ts'

const drawings = ['answers', 'reviews']
const trainings = ['sft', 'dpo']
export const drawn = (name: string, value: unknown) => at(drawings, `sampling.${name}`, value)
export const trained = (name: string, value: unknown) => at(trainings, name, value)
export const optimized = (name: string, value: unknown) => trained(`optimizer.${name}`, value)
export const nothing: Values = {}

/** What is the method itself, and no hyper-parameter. */
export const method: Values = {
  'sft.loss.kind': 'sft',
  'sft.loss.mean': 'tokens',
  'dpo.loss.kind': 'dpo',
  'dpo.loss.alpha': 0,
  ...trained('order', 'shuffled'),
  'answering.topP': 1,
}

/** All that a tier hands on, by path; what changes with the iteration is the list of its values. */
export function got({ setup, engine }: TierSetup<Setup>): Values {
  const { m0, rubric, newInstructions, evaluation, ...rest } = setup
  const { sizes, ...writing } = newInstructions
  const { grading, answering, length } = evaluation
  const [first, second] = [sizes(1), sizes(2)]
  const both = (one: number, other: number) => (one === other ? one : [one, other])
  const { pieces, ...model } = engine.settings
  expect(pieces === undefined || pieces === listPieces).toBe(true)
  return flatValues({
    ...rest,
    m0: m0.kind !== 'trained' ? m0 : { kind: m0.kind, ...m0.phases[0] },
    rubric: rubric.id,
    newInstructions: {
      ...writing,
      written: both(first.written, second.written),
      kept: both(first.kept, second.kept),
    },
    ...{ answering, length },
    grading: grading.kind === 'judged' ? { ...grading, judge: grading.judge.id } : grading,
    ...(engine.engine === 'nanolm' ? { engine: model } : {}),
  })
}
