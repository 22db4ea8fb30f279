import type { PreferencePair, PromptedText, RandomStream } from '@retable/core'
import { rehearse, type Asked, type Rehearsal } from '@retable/core/testing'
import { weightedJudge } from '@retable/evaluators'
import { beforeAll, describe, expect, test } from 'vitest'
import { judgeByAnnotator } from './evaluation/judge.paper.ts'
import { recipe } from './recipe.ts'
import type { Setup } from './setup.ts'
import { dpo, engineOf, examples, greedy, itemsOf, preferences, setupOf, sft } from './testing-setup.ts'

const rehearsed = (setup: Setup) => rehearse(recipe, setup, { engine: engineOf() })
const training = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'train' }>
const generation = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'generate' }>
const pairsIn = (of: Rehearsal, step: string) => training(of, step).examples as readonly PreferencePair[]
const textsIn = (of: Rehearsal, step: string) => training(of, step).examples as readonly PromptedText[]
const stepsOf = ({ asked }: Rehearsal, kind: Asked['kind']) =>
  Object.entries(asked).flatMap(([step, ask]) => (ask.kind === kind ? [step] : []))
const promptsIn = (of: Rehearsal, step: string) => generation(of, step).requests.map(({ prompt }) => prompt)
const isLimited = ({ prompt }: { readonly prompt: string }) => prompt.startsWith('Answer the following')

let run: Rehearsal
beforeAll(async () => {
  run = await rehearsed(setupOf())
})

// arXiv 2406.17744, sections 4 and 5, table 5 (the arms).
const arms = [
  ['sft', 'base', sft],
  ['sft with limits', 'base', sft],
  ['dpo', 'sft', dpo],
  ['lift-dpo', 'sft', dpo],
  ['dpo on pairs with limits', 'sft', dpo],
  ['sft on winners', 'sft', sft],
] as const

describe('trainings', () => {
  test('there is one of each arm, and none beside them', () => {
    expect(stepsOf(run, 'train').toSorted()).toEqual(arms.map(([arm]) => arm).toSorted())
  })

  test.each(arms)('%s starts from %s', (arm, from, { loss, optimizer }) => {
    const { model, training: asked } = training(run, arm)
    expect(model?.id).toBe(from)
    expect(asked).toMatchObject({ loss, optimizer, batchSize: 2, order: 'shuffled' })
    // One pass over its own data.
    expect(asked.steps).toBe(training(run, arm).examples.length / 2)
  })

  test('each has a random stream of its own', () => {
    const seeds = arms.map(([arm]) => training(run, arm).training.seed)
    expect(new Set(seeds).size).toBe(arms.length)
  })
})

describe('what each arm learns', () => {
  const [longer, shorter] = preferences()

  test('SFT: the examples, and with limits the same ones under limits as well', () => {
    expect(textsIn(run, 'sft')).toEqual(examples())
    expect(textsIn(run, 'sft with limits').slice(0, 2)).toEqual(examples())
    expect(textsIn(run, 'sft with limits').slice(2)).toEqual([
      { prompt: instructed(4, 'Example 1.'), completion: 'one two three' },
      { prompt: instructed(2, 'Example 2.'), completion: 'one' },
    ])
  })

  test('DPO: the pairs that are far enough apart, without limits', () => {
    expect(pairsIn(run, 'dpo')).toEqual([longer, shorter])
  })

  test('pairs with limits: two of each, of which a tight limit turns a longer winner round', () => {
    const made = pairsIn(run, 'dpo on pairs with limits')
    const tight = [made[1]!, made[3]!].map(({ prompt }) => Number(/\d+/.exec(prompt)![0]))
    expect([2, 3, 4, 5]).toContain(tight[0])
    expect([3, 4, 5, 6]).toContain(tight[1])
    expect(made).toEqual([
      { ...longer, prompt: instructed(7, 'Pair 1.') },
      { prompt: instructed(tight[0]!, 'Pair 1.'), chosen: longer!.rejected, rejected: longer!.chosen },
      { ...shorter, prompt: instructed(8, 'Pair 2.') },
      { ...shorter, prompt: instructed(tight[1]!, 'Pair 2.') },
    ])
  })

  test('LIFT-DPO: both; SFT on winners: the chosen sides of those with limits', () => {
    const made = pairsIn(run, 'dpo on pairs with limits')
    expect(pairsIn(run, 'lift-dpo')).toEqual([...pairsIn(run, 'dpo'), ...made])
    expect(textsIn(run, 'sft on winners')).toEqual(
      made.map(({ prompt, chosen }) => ({ prompt, completion: chosen })),
    )
  })

  test('tight limits follow the seed', async () => {
    const setup = setupOf({
      preferences: {
        size: 1,
        make: () => [{ prompt: 'Pair.', chosen: Array(500).fill('w').join(' '), rejected: 'l' }],
      },
    })
    const limitOf = async (seed: number) => {
      const of = await rehearse(recipe, setup, { engine: engineOf(), seed })
      return pairsIn(of, 'lift-dpo').at(-1)!.prompt
    }
    expect(await limitOf(1)).toBe(await limitOf(1))
    expect(await limitOf(1)).not.toBe(await limitOf(2))
  })

  test('shares of pairs are measured: those far enough apart, and of these the ones that are turned round', () => {
    expect(
      run.measured['pairs']!.map(({ metric, values }) => [metric, values.map(({ value }) => value)]),
    ).toEqual([
      ['pairs far enough apart', [1, 1, 0]],
      ['turned round', [1, 0]],
    ])
  })
})

function instructed(limit: number, instruction: string): string {
  return `Answer the following instruction using ${limit} words or less.\n\n${instruction}`
}

describe('tests', () => {
  const models = ['base', ...arms.map(([arm]) => arm)]
  const scaled = ['dpo', 'lift-dpo'].flatMap((arm) => [0.5, 0.25].map((scale) => `${arm}/limits x ${scale}`))

  test.each(models)('%s is asked with limits stated and without, greedily, once each', (arm) => {
    for (const [set, limits] of [
      ['limits', [4, 2]],
      ['no limit', null],
    ] as const) {
      const step = `${arm}/${set}/answers`
      expect([generation(run, step).model.id, generation(run, step).sampling]).toEqual([arm, greedy])
      const texts = itemsOf(set)().map(({ instruction }, i) =>
        limits === null ? instruction : instructed(limits[i]!, instruction),
      )
      expect(promptsIn(run, step)).toEqual(texts)
    }
  })

  test('DPO and LIFT-DPO are asked under scaled limits as well, and no other step draws', () => {
    for (const step of scaled) {
      const limits = step.endsWith('0.5') ? [2, 1] : [1, 1]
      expect(promptsIn(run, `${step}/answers`)).toEqual(
        itemsOf('limits')().map(({ instruction }, i) => instructed(limits[i]!, instruction)),
      )
    }
    const all = [...models.flatMap((arm) => [`${arm}/limits`, `${arm}/no limit`]), ...scaled]
    expect(stepsOf(run, 'generate').toSorted()).toEqual(all.map((step) => `${step}/answers`).toSorted())
    expect(Object.keys(run.measured).toSorted()).toEqual([...all, 'pairs'].toSorted())
  })

  test('no two samples share a stream, and no test prompt is a training prompt', () => {
    const streams = stepsOf(run, 'generate').flatMap((step) =>
      generation(run, step).requests.map(({ stream }) => stream),
    )
    expect(new Set(streams).size).toBe(streams.length)
    const tested = new Set(stepsOf(run, 'generate').flatMap((step) => promptsIn(run, step)))
    const learned = arms.flatMap(([arm]) => training(run, arm).examples.map(({ prompt }) => prompt))
    expect(learned.filter((prompt) => tested.has(prompt))).toEqual([])
    expect(pairsIn(run, 'dpo').some(isLimited)).toBe(false)
  })

  // Each response has three words; the limits are 4 and 2, and a half and a quarter of them at least 1.
  test('what is measured: over the limit, words, and wins, of which one over a stated limit is none', () => {
    const values = (setting: string) =>
      Object.fromEntries(
        run.measured[setting]!.map(({ metric, values: all }) => [metric, all.map(({ value }) => value)]),
      )
    for (const arm of models) {
      expect(values(`${arm}/limits`)).toEqual({
        violation_rate: [0, 1],
        mean_words: [3, 3],
        win_rate: [1, 0],
      })
      expect(values(`${arm}/no limit`)).toEqual({
        violation_rate: [0, 1],
        mean_words: [3, 3],
        win_rate: [1, 1],
      })
    }
    for (const step of scaled) expect(values(step)).toEqual({ violation_rate: [1, 1], mean_words: [3, 3] })
  })

  test('what a tier tells of a response besides is measured everywhere', async () => {
    const grade = () => [{ metric: 'quality', unit: 'points', value: 0.5 }]
    const { measured } = await rehearsed(setupOf({ grade }))
    for (const setting of ['base/limits', 'sft/no limit', 'dpo/limits x 0.5']) {
      expect(measured[setting]!.find(({ metric }) => metric === 'quality')?.values).toEqual([
        { item: '0', value: 0.5 },
        { item: '1', value: 0.5 },
      ])
    }
  })

  test('a model can be the judge: it is asked without limits, and both labels are read', async () => {
    const judge = judgeByAnnotator('a-judge', { temperature: 0, topP: 1, maxTokens: 1 })
    const judged = await rehearsed(setupOf({ judge }))
    const step = 'lift-dpo/no limit/judged/verdicts/answers'
    expect(generation(judged, step)).toMatchObject({ model: { id: 'judge' }, sampling: { maxTokens: 1 } })
    const shown = promptsIn(judged, step)
    const responses = itemsOf('no limit')().map(({ instruction, baseline }) => {
      const pair = [baseline, 'liftdpo two three']
      return [pair, pair.toReversed()].map((both) => weightedJudge.prompt!({ instruction, responses: both }))
    })
    responses.forEach((either, i) => expect(either).toContain(shown[i]))
    // What this engine's judge writes is no label: a verdict lacks, and the contest counts nowhere.
    expect(judged.measured['lift-dpo/no limit']!.find(({ metric }) => metric === 'win_rate')!.values).toEqual(
      [],
    )
    // Over the limit has lost without a judge; only the other is asked about.
    expect(promptsIn(judged, 'lift-dpo/limits/judged/verdicts/answers')).toHaveLength(1)
    expect(judged.measured['lift-dpo/limits']!.find(({ metric }) => metric === 'win_rate')!.values).toEqual([
      { item: '1', value: 0 },
    ])
    const all = stepsOf(judged, 'generate').filter((one) => generation(judged, one).model.id === 'judge')
    for (const prompt of all.flatMap((one) => promptsIn(judged, one)))
      expect(prompt).not.toContain('words or less')
  })

  test('data are drawn from streams of their own', async () => {
    const drawn: number[] = []
    const from =
      <T>(make: () => T) =>
      (random: RandomStream) => {
        drawn.push(random())
        return make()
      }
    const { tests } = setupOf()
    await rehearsed(
      setupOf({
        sft: { examples: { size: 2, make: from(examples) }, plan: sft },
        preferences: { size: 3, make: from(preferences) },
        tests: tests.map((set) => ({ ...set, make: from(itemsOf(set.name)) })),
      }),
    )
    expect(new Set(drawn).size).toBe(4)
  })
})
