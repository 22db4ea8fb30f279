import { randomStream, type PreferencePair } from '@retable/core'
import { recordingEngine, rehearse, type Asked, type Rehearsal } from '@retable/core/testing'
import { describe, expect, test } from 'vitest'
import { bestOf, inPasses } from './choose-checkpoint.ts'
import { recipe } from './recipe.ts'
import type { Setup } from './setup.ts'
import { engineOf, greedy, setupOf, tasksOf } from './testing-setup.ts'

const training = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'train' }>
const generation = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'generate' }>
const promptsOf = (of: Rehearsal, step: string) =>
  new Set((training(of, step).examples as readonly PreferencePair[]).map(({ prompt }) => prompt))

/** Models answer right at the checkpoint that is named, and wrong at the others; samples to learn from are of both kinds. */
const knowing = (best: string) =>
  recordingEngine({
    write({ id }, { prompt, stream }) {
      const answer = Number(/\d+$/.exec(prompt as string)![0])
      const isCheckpoint = /checkpoint \d+$/.test(id)
      const isRight = isCheckpoint ? id.endsWith(best) : Number(/\d+$/.exec(stream)![0]) % 2 === 0
      return `[${id}] Final answer: ${isRight ? answer : answer + 1}`
    },
  })
const rehearsed = (options: Partial<Setup>, engine = engineOf()) =>
  rehearse(recipe, setupOf(1, options), { engine })

// arXiv 2404.19733v3, section 3.1: chosen on held-out problems, then trained again with them for as many steps.
describe('held-out problems', () => {
  const choice = { checkpoints: 5, on: { kind: 'held out', tasks: 1 } } as const

  test('are not trained on while a checkpoint is chosen, and are then', async () => {
    const run = await rehearsed({ choice }, knowing('checkpoint 3'))
    const [heldOut] = run.gave['held-out tasks'] as readonly { readonly prompt: string }[]
    const all = tasksOf('training')().map(({ prompt }) => prompt)
    for (const arm of ['rpo/iteration 1', 'dpo', 'sft on chosen', 'sft on gold', 'rpo from sft']) {
      const first = promptsOf(run, `${arm}/with held-out tasks/training`)
      expect([...first], arm).toEqual(all.filter((prompt) => prompt !== heldOut!.prompt))
      expect(training(run, `${arm}/with held-out tasks/training`).keepAt).toEqual([1, 2, 3, 4])
      expect([...promptsOf(run, arm)].toSorted(), arm).toEqual(all.toSorted())
    }
    const asked = generation(run, 'dpo/with held-out tasks/checkpoint 2/samples')
    expect([asked.requests.map(({ prompt }) => prompt), asked.sampling]).toEqual([[heldOut!.prompt], greedy])
  })

  test.each([1, 3, 5])('checkpoint %i is the best: as many of the five steps are trained', async (best) => {
    const run = await rehearsed({ choice }, knowing(`checkpoint ${best}`))
    const { training: asked, model, examples } = training(run, 'rpo/iteration 1')
    expect([asked.steps, asked.order, model?.id]).toEqual([best, 'given', 'base'])
    expect(examples).toHaveLength(best * 2)
    // The arm itself is what was trained again.
    expect(run.evaluated['rpo/iteration 1']?.model).toBe('rpo/iteration 1')
    expect(generation(run, 'rpo/iteration 1/greedy').model.id).toBe('rpo/iteration 1')
  })
})

// Section 3.2: on the development set.
test('on a development set the best checkpoint is taken as it is', async () => {
  const tasks = { size: 2, make: tasksOf('development') }
  const run = await rehearsed(
    { choice: { checkpoints: 5, on: { kind: 'development', tasks } } },
    knowing('checkpoint 2'),
  )
  expect([...promptsOf(run, 'dpo/training')]).toEqual(tasksOf('training')().map(({ prompt }) => prompt))
  const asked = generation(run, 'dpo/checkpoint 4/samples')
  expect(asked.requests.map(({ prompt }) => prompt)).toEqual(
    tasksOf('development')().map(({ prompt }) => prompt),
  )
  expect(generation(run, 'dpo/greedy').model.id).toBe('dpo/checkpoint 2')
  expect(run.asked).not.toHaveProperty(['dpo'])
})

test('without a rule a training goes to its end', async () => {
  const run = await rehearsed({})
  expect(training(run, 'dpo')).toMatchObject({ keepAt: [], training: { steps: 5 } })
})

test('the first of equals is the best, and what is no number is none', () => {
  expect([bestOf([0.1, 0.3, 0.3]), bestOf([0, 0]), bestOf([Number.NaN, 0.2])]).toEqual([1, 0, 1])
})

test('passes go over everything before anything comes again', () => {
  const taken = inPasses(['a', 'b', 'c'], 7, randomStream('passes'))
  expect([taken.slice(0, 3).toSorted(), taken.slice(3, 6).toSorted(), taken.length]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    7,
  ])
  expect(inPasses([], 3, randomStream('passes'))).toEqual([])
})
