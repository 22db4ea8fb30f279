import type { PreferencePair } from '@retable/core'
import { recordingEngine, rehearse, type Asked, type Rehearsal } from '@retable/core/testing'
import { wordCount } from '@retable/evaluators'
import { beforeAll, describe, expect, test } from 'vitest'
import { answeringModels } from './data/answers.ts'
import type { Split } from './data/instructions.ts'
import { recipe } from './recipe.ts'
import type { TestItem } from './setup.ts'
import { mini } from './setup.mini.ts'
import { answerOf, count, excluded, limitOf, readSmall, tokensOf } from './data/testing-files.ts'

const rehearsed = (seed: number, quick = false) =>
  rehearse(recipe, mini({ seed, quick }).setup, {
    ...{ engine: recordingEngine({ write: ({ id }) => `${id} wrote three words` }), seed },
    ...{ read: readSmall, tokensOf },
  })
const placeOf = (text: string) => Number.parseInt(text, 10)
const training = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'train' }>
const generation = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'generate' }>
const stepsOf = ({ asked }: Rehearsal, kind: Asked['kind']) =>
  Object.entries(asked).flatMap(([step, ask]) => (ask.kind === kind ? [step] : []))

let run: Rehearsal
let split: Split
let pairs: readonly PreferencePair[]
beforeAll(async () => {
  run = await rehearsed(61)
  split = run.gave['split'] as Split
  pairs = run.gave['preferences'] as readonly PreferencePair[]
})

describe('instructions', () => {
  test('those of 70 tokens at most that name no length are split in three, each once', () => {
    const places = Object.values(split).map((part: Split['test']) => part.map(({ text }) => placeOf(text)))
    const short = Array.from({ length: count }, (_, i) => i).filter(
      (i) => i % 10 !== 9 && !excluded.includes(i),
    )
    expect(places.flat().toSorted((a, b) => a - b)).toEqual(short)
    // Of the two that are excluded and short, and of 229, which is long.
    expect(places.map(({ length }) => length)).toEqual([200, 64, 360 - 2 - 264])
  })

  test('a seed decides the split, and every seed another', async () => {
    const again = async (seed: number) => (await rehearsed(seed, true)).gave['split'] as Split
    expect((await again(61)).training.at(-1)).toEqual(split.training.at(-1))
    const places = ({ training: part }: Split) => part.slice(-90).map(({ text }) => placeOf(text))
    expect(places(await again(62))).not.toEqual(places(split))
  })

  test('limits are a quarter of AlpacaEval-LI’s, within 10 and 80 words', () => {
    const items = run.gave['limits'] as readonly TestItem[]
    expect(items.map(({ instruction }) => instruction)).toEqual(split.test.map(({ text }) => text))
    for (const { instruction, limit } of items) {
      const of = limitOf(placeOf(instruction))
      expect(limit).toBe(of < 42 ? 10 : of > 318 ? 80 : Math.round(of / 4))
    }
    const limits = items.map(({ limit }) => limit)
    expect([Math.min(...limits), Math.max(...limits)]).toEqual([10, 80])
  })
})

describe('pairs', () => {
  test('are of training instructions, one of each at most, in their order', () => {
    const order = split.training.map(({ text }) => text)
    const places = pairs.map(({ prompt }) => order.indexOf(prompt))
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThanOrEqual(0)
    expect(pairs.length).toBeGreaterThan(60)
  })

  test('are two models’ answers of 90 tokens at most, far enough apart in words and in log-odds', () => {
    const answers = (place: number) => answeringModels.map((_, model) => answerOf(model, place))
    const odds = (preference: number | null) => {
      const [of, against] = [preference! - 1, 2 - preference!].map((each) => Math.max(each, 1e-9))
      return Math.log(of! / against!)
    }
    for (const { prompt, chosen, rejected } of pairs) {
      const [won, lost] = [chosen, rejected].map((side) =>
        answers(placeOf(prompt)).find(({ text }) => text === side)!,
      )
      expect(odds(won!.preference) - odds(lost!.preference)).toBeGreaterThanOrEqual(1)
      expect(Math.abs(wordCount(chosen) - wordCount(rejected))).toBeGreaterThanOrEqual(10)
      expect(Math.max(tokensOf(chosen), tokensOf(rejected))).toBeLessThanOrEqual(90)
    }
    // Answers of every length that is short enough win.
    expect([...new Set(pairs.map(({ chosen }) => tokensOf(chosen)))].toSorted()).toEqual([12, 24, 40])
  })
})

describe('arms', () => {
  const limited = ({ prompt }: PreferencePair) => prompt.startsWith('Answer the following instruction using')
  const examples = (step: string) => training(run, step).examples as readonly PreferencePair[]

  test('there is no SFT: every arm starts from the base, and is trained as long, but for one', () => {
    const steps = Object.fromEntries(
      stepsOf(run, 'train').map((step) => [step, training(run, step).training.steps]),
    )
    expect(steps).toEqual({
      ...{ dpo: 48, 'lift-dpo': 48, 'dpo on pairs with limits': 48, 'r-dpo 0.1': 48 },
      'dpo for one pass': Math.ceil(pairs.length / 8),
    })
    for (const step of stepsOf(run, 'train')) expect(training(run, step).model?.id).toBe('base')
  })

  test('what each learns: the pairs, those with limits, or both', () => {
    for (const step of ['dpo', 'dpo for one pass', 'r-dpo 0.1']) expect(examples(step)).toEqual(pairs)
    const both = examples('lift-dpo')
    expect(both.slice(0, pairs.length)).toEqual(pairs)
    expect(both.slice(pairs.length)).toEqual(examples('dpo on pairs with limits'))
    expect([both.length, both.filter(limited).length]).toEqual([3 * pairs.length, 2 * pairs.length])
  })

  test('R-DPO has the length regulariser, and no other has', () => {
    const penalties = stepsOf(run, 'train').map((step) => {
      const { loss } = training(run, step).training
      return [step, loss.kind === 'dpo' ? loss.lengthPenalty : null]
    })
    expect(penalties.filter(([, penalty]) => penalty !== undefined)).toEqual([['r-dpo 0.1', 0.1]])
  })
})

describe('tests', () => {
  test('all arms under limits and without; three of them under one limit for all', () => {
    const arms = ['base', ...stepsOf(run, 'train')]
    const all = arms.flatMap((arm) => [`${arm}/limits`, `${arm}/no limit`])
    const alike = ['base', 'dpo', 'lift-dpo'].flatMap((arm) =>
      [15, 30, 60].map((limit) => `${arm}/${limit} words`),
    )
    expect(stepsOf(run, 'generate').toSorted()).toEqual(
      [...all, ...alike].map((one) => `${one}/answers`).toSorted(),
    )
    expect(Object.keys(run.measured).toSorted()).toEqual([...all, ...alike, 'pairs'].toSorted())
  })

  test('limits are stated in front of the same instructions, and without one there is room for more', () => {
    const prompts = (set: string) =>
      generation(run, `base/${set}/answers`).requests.map(({ prompt }) => prompt as string)
    const first = split.test.slice(0, 100)
    expect(first).toHaveLength(100)
    expect(prompts('no limit')).toEqual(first.map(({ text }) => text))
    for (const limit of [15, 30, 60]) {
      expect(prompts(`${limit} words`)).toEqual(
        first.map(({ text }) => `Answer the following instruction using ${limit} words or less.\n\n${text}`),
      )
    }
    const most = (set: string) => generation(run, `base/${set}/answers`).sampling.maxTokens
    expect([most('limits'), most('15 words'), most('no limit')]).toEqual([128, 128, 300])
  })

  test('beside the rate of broken limits stands how many texts are sound; nothing judges', () => {
    for (const set of ['limits', 'no limit', '15 words']) {
      expect(run.measured[`lift-dpo/${set}`]!.map(({ metric }) => metric)).toEqual([
        ...[
          'violation_rate',
          'mean_words',
          'sound',
          'broken',
          'echo',
          'cut_off',
          'undecided',
          'under_5_words',
        ],
        ...['violation_rate_sound', 'violation_or_unsound', 'correlation_of_limit_and_words'],
      ])
    }
  })

  test('no test prompt is a training prompt', () => {
    const tested = new Set(split.test.map(({ text }) => text))
    expect(pairs.filter(({ prompt }) => tested.has(prompt))).toEqual([])
  })
})

test('what gates and claims are about is measured on every seed that tests them', async () => {
  const about = ({ claims, gates = [] }: ReturnType<typeof mini>) => [
    ...gates.map(({ of }) => of),
    ...claims.flatMap(({ test: of }) =>
      of.kind === 'higher'
        ? of.pairs.flatMap(({ higher, lower }) => [higher, lower])
        : of.kind === 'no worse'
          ? [of.a, of.b]
          : [],
    ),
  ]
  for (const [seed, quick] of [
    [61, false],
    [62, false],
    [61, true],
  ] as const) {
    const { measured } = await rehearsed(seed, quick)
    for (const { setting, metric } of about(mini({ seed, quick }))) {
      expect(
        measured[setting]?.map((one) => one.metric),
        `${seed}: ${setting}`,
      ).toContain(metric)
    }
  }
})

test('a quick run trains two short steps on eight pairs, and asks six instructions', async () => {
  const small = await rehearsed(61, true)
  expect(stepsOf(small, 'train')).toEqual(['dpo', 'lift-dpo'])
  for (const step of ['dpo', 'lift-dpo'])
    expect(training(small, step).training).toMatchObject({ steps: 2, batchSize: 4 })
  expect(training(small, 'lift-dpo').examples).toHaveLength(24)
  expect(generation(small, 'base/limits/answers').requests).toHaveLength(6)
  expect(mini({ seed: 61, quick: true }).underpowered).toBe(true)
})
