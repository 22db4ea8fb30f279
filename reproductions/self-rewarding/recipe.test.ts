import type { Lab, PreferencePair, PromptedText } from '@retable/core'
import { rehearse, type Asked, type Rehearsal } from '@retable/core/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { recipe } from './recipe.ts'
import { pairJudge } from './rubrics/pair-judge.ts'
import type { Instruction, Setup } from './setup.ts'
import { dpo, eft, engineOf, ift, sampling, setupOf, sft } from './testing-setup.ts'

const rehearsed = (options: Partial<Setup> = {}) => rehearse(recipe, setupOf(options), { engine: engineOf() })
const training = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'train' }>
const generation = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'generate' }>
const pairsIn = (of: Rehearsal, step: string) => training(of, step).examples as readonly PreferencePair[]
const textsIn = (of: Rehearsal, step: string) => training(of, step).examples as readonly PromptedText[]
const stepsOf = ({ asked }: Rehearsal, kind: Asked['kind']) =>
  Object.entries(asked).flatMap(([step, ask]) => (ask.kind === kind ? [step] : []))
const instructionsOf = (of: Rehearsal, t: number) =>
  of.gave[`new instructions ${t}`] as readonly Instruction[]

let run: Rehearsal
beforeAll(async () => {
  run = await rehearsed()
})

// arXiv 2401.10020v3, sections 2.1 and 2.4, appendices A.3 and A.4; the last arm is our own.
const imitations = ['sft baseline', 'm1', 'positives only', 'm1 of little eft']
const preferences = [
  { arm: 'm2', from: 'm1', of: 'aift of m1' },
  { arm: 'm3', from: 'm2', of: 'aift of m2' },
  { arm: 'm2 of little eft', from: 'm1 of little eft', of: 'aift of m1 of little eft' },
]
const models = [...imitations, ...preferences.map(({ arm }) => arm)]
const aifts = [
  { name: 'aift of m1', model: 'm1', t: 1 },
  { name: 'aift of m2', model: 'm2', t: 2 },
  { name: 'aift of sft baseline', model: 'sft baseline', t: 1 },
  { name: 'aift of m1 of little eft', model: 'm1 of little eft', t: 1 },
]

describe('trainings', () => {
  test('there is one of each model, and none beside them', () => {
    expect(stepsOf(run, 'train').toSorted()).toEqual(models.toSorted())
  })

  test.each(imitations)('%s imitates, from M0', (arm) => {
    const { model, training: asked } = training(run, arm)
    expect(model?.id).toBe('m0')
    expect(asked).toMatchObject({ loss: sft.loss, optimizer: sft.optimizer, batchSize: 2, steps: 5 })
  })

  test('M1 learns from IFT and EFT, the baseline from IFT alone, the weak judge from little EFT', () => {
    const texts = ift.map(({ prompt, completion }) => ({ prompt, completion }))
    expect(textsIn(run, 'sft baseline').map(({ completion }) => completion)).toEqual(
      texts.map(({ completion }) => completion),
    )
    expect(textsIn(run, 'm1')).toEqual([...texts, ...eft])
    expect(textsIn(run, 'm1 of little eft')).toEqual([...texts, eft[0]])
  })

  test.each(preferences)('$arm is DPO of $from, on its own pairs alone', ({ arm, from, of }) => {
    const { model, training: asked, examples } = training(run, arm)
    expect(model?.id).toBe(from)
    expect(asked).toMatchObject({ loss: dpo.loss, optimizer: dpo.optimizer, batchSize: 2, steps: 5 })
    expect(examples).toEqual(run.gave[`${of}/pairs`])
    for (const text of pairsIn(run, arm).flatMap(({ chosen, rejected }) => [chosen, rejected]))
      expect(text).toContain(`[${from}] as ${of.replaceAll(' ', '_')}/answers/`)
  })

  test('each has a random stream of its own', () => {
    const seeds = stepsOf(run, 'train').map((step) => training(run, step).training.seed)
    expect(new Set(seeds).size).toBe(models.length)
  })
})

describe('new instructions', () => {
  test('M0 writes them where no other model is named, a fixed one for every iteration', async () => {
    for (const t of [1, 2]) {
      const { model, requests, sampling: drawn } = generation(run, `new instructions ${t}/written`)
      expect([model.id, requests.length, drawn]).toEqual(['m0', 3, sampling.writing])
    }
    const promptWriter = { kind: 'hub', repository: 'a/chat-model', revision: 'r' } as const
    const other = await rehearsed({ promptWriter })
    for (const t of [1, 2])
      expect(generation(other, `new instructions ${t}/written`).model.id).toBe('prompt writer')
    expect(training(other, 'm1').model?.id).toBe('m0')
  })

  test('later demonstrations are of IFT and of what was written before', () => {
    const shown = (t: number) =>
      generation(run, `new instructions ${t}/written`).requests.map(({ prompt }) => prompt as string)
    for (const prompt of shown(1)) expect(prompt).toMatch(/^write one more: seed \d, seed \d$/)
    for (const prompt of shown(2)) {
      expect(prompt).toMatch(/seed \d/)
      expect(instructionsOf(run, 1).some(({ instruction }) => prompt.includes(instruction))).toBe(true)
    }
  })

  test('as many are kept as are wanted, other ones in each iteration', () => {
    const kept = [1, 2].flatMap((t) => instructionsOf(run, t))
    expect(kept).toHaveLength(4)
    expect(new Set(kept.map(({ instruction }) => instruction)).size).toBe(4)
    expect(new Set(kept.map(({ id }) => id)).size).toBe(4)
  })
})

describe.each(aifts)('$name', ({ name, model, t }) => {
  test('the model answers each new instruction four times', () => {
    const { model: asked, requests, sampling: drawn } = generation(run, `${name}/answers`)
    expect([asked.id, drawn]).toEqual([model, sampling.answers])
    const prompts = instructionsOf(run, t).flatMap(({ prompt }) => Array<string>(4).fill(prompt))
    expect(requests.map(({ prompt }) => prompt)).toEqual(prompts)
  })

  test('the same model reviews each of its answers three times', () => {
    const { model: asked, requests, sampling: drawn } = generation(run, `${name}/reviews/answers`)
    expect([asked.id, drawn]).toEqual([model, sampling.reviews])
    expect(requests).toHaveLength(2 * 4 * 3)
    expect(new Set(requests.map(({ prompt }) => prompt)).size).toBe(8)
    for (const { prompt } of requests) expect(prompt).toMatch(`score "[${model}] as `)
  })

  test('scores are means of what could be read; the best is chosen, the worst rejected, ties give no pair', () => {
    const scores = (run.gave[`${name}/scores`] as readonly { readonly score: number }[]).map(
      ({ score }) => score,
    )
    // Three reviews give n, n and n + 1; of the fourth answer one cannot be read.
    expect(scores.slice(0, 4)).toEqual([1 / 3, 4 / 3, 7 / 3, 3.5])
    expect(scores.slice(4)).toEqual([4, 4, 4, 4])
    const pairs = run.gave[`${name}/pairs`] as readonly PreferencePair[]
    expect(pairs).toHaveLength(1)
    expect([pairs[0]!.chosen.at(-1), pairs[0]!.rejected.at(-1)]).toEqual(['3', '0'])
    expect(pairs[0]!.prompt).toBe(instructionsOf(run, t)[0]!.prompt)
  })

  test('pairs, own scores and what could be read are counted by instruction', () => {
    const figures = Object.fromEntries(
      run.measured[name]!.map(({ metric, values }) => [metric, values.map(({ value }) => value)]),
    )
    expect(figures).toEqual({
      pairs: [1, 0],
      'own score': [expect.closeTo((1 / 3 + 4 / 3 + 7 / 3 + 3.5) / 4, 12), 4],
      'reviews read': [11 / 12, 1],
    })
  })
})

test('full marks of the first iteration join the seed data, and nothing else does', async () => {
  expect(textsIn(run, 'positives only')).toEqual(textsIn(run, 'm1'))
  // One point more for every answer: the last has 4.5, the second instruction's have 5.
  const { rubric } = setupOf()
  const generous = await rehearsed({
    rubric: {
      ...rubric,
      parse: (text) => {
        const score = rubric.parse(text)
        return score === null ? null : score + 1
      },
    },
  })
  const added = textsIn(generous, 'positives only').slice(textsIn(generous, 'm1').length)
  expect(added).toHaveLength(4)
  for (const { prompt, completion } of added) {
    expect(prompt).toBe(instructionsOf(generous, 1)[1]!.prompt)
    expect(completion).toContain('[m1] as aift_of_m1/answers/')
  }
})

describe('measurements', () => {
  test.each(models)('%s answers the test instructions greedily and reviews the ranked responses', (model) => {
    const answers = generation(run, `${model}/test answers`)
    expect([answers.model.id, answers.sampling]).toEqual([model, sampling.answering])
    expect(answers.requests.map(({ prompt }) => prompt)).toEqual(['do test 0', 'do test 1'])
    const reviews = generation(run, `${model}/ranked reviews/answers`)
    expect([reviews.model.id, reviews.sampling, reviews.requests.length]).toEqual([
      ...[model, sampling.reviews, 4 * 3],
    ])
    expect(run.measured[model]!.map(({ metric }) => metric)).toEqual([
      ...['quality', 'right', 'length'],
      ...['pairwise accuracy', '5-best', 'exact match', 'spearman', 'kendall tau'],
    ])
  })

  const comparisons = [
    ...['m1 vs sft baseline', 'm2 vs sft baseline', 'm3 vs sft baseline', 'm2 vs m1', 'm3 vs m2', 'm3 vs m1'],
    ...['positives only vs sft baseline', 'm2 vs positives only'],
    ...['m2 vs m2 of little eft', 'm2 of little eft vs m1 of little eft'],
  ]

  test('models are compared by those answers', () => {
    expect(
      Object.keys(run.measured)
        .filter((setting) => setting.includes(' vs '))
        .toSorted(),
    ).toEqual(comparisons.toSorted())
  })

  test('a judge that is no model of the recipe compares them where the tier says so', async () => {
    const drawing = { samples: 1, sampling: { temperature: 0, topP: 1, maxTokens: 1 } }
    const grader = { kind: 'hub', repository: 'a/grader', revision: 'r' } as const
    const { answering } = sampling
    const grading = { kind: 'judged', grader, judge: pairJudge, drawing } as const
    const judged = await rehearsed({ evaluation: { answering, grading, length: 'characters' } })
    for (const comparison of comparisons) {
      const { model, requests } = generation(judged, `${comparison}/judged/answers`)
      // Both instructions in both orders.
      expect([model.id, requests.length]).toEqual(['grader', 4])
      const [left, right] = comparison.split(' vs ')
      expect(requests[0]!.prompt).toMatch(new RegExp(`model m:\\n\\[${left}\\][^]*model M:\\n\\[${right}\\]`))
    }
  })
})

test('no two samples that are not greedy share a stream', () => {
  const streams = stepsOf(run, 'generate').flatMap((step) =>
    generation(run, step).requests.map(({ stream }) => stream),
  )
  expect(new Set(streams).size).toBe(streams.length)
})

test('one iteration ends with M2', async () => {
  const short = await rehearsed({ iterations: 1 })
  expect(stepsOf(short, 'train')).not.toContain('m3')
  expect(stepsOf(short, 'train')).toContain('m2')
})

test('a plan bounds the pairs of an iteration by the instructions that this iteration keeps', async () => {
  const bounds = new Map<string, number | undefined>()
  const setup = setupOf()
  const kept = [3, 7]
  const sizes = (t: number) => ({ ...setup.newInstructions.sizes(t), kept: kept[t - 1]! })
  await rehearse<Setup>(
    (lab, asked) => {
      const derive: Lab['derive'] = (name, inputs, make, most) => {
        bounds.set(name, most)
        return lab.derive(name, inputs, make, most)
      }
      recipe(Object.assign(Object.create(lab) as Lab, { derive }), asked)
    },
    { ...setup, newInstructions: { ...setup.newInstructions, sizes } },
    { engine: engineOf() },
  )
  for (const { name, t } of aifts) expect([name, bounds.get(`${name}/pairs`)]).toEqual([name, kept[t - 1]])
})
