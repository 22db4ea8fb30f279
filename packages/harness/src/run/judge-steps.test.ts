import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type {
  Drawn,
  Engine,
  Judge,
  Judged,
  Lab,
  PairVerdict,
  Prompt,
  Question,
  TrainingPlan,
  UnitValues,
  WholeEngine,
} from '@retable/core'
import { openStore, type Store } from '@retable/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute } from './execute.ts'
import { layOut } from './layout.ts'
import { pureOutput } from './steps/output.ts'
import { pureStep } from './steps/pure.ts'

let directory: string
let store: Store
let engine: WholeEngine
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-judges-'))
  store = await openStore(directory)
  const { openNanolm } = await import('@retable/nanolm')
  engine = openNanolm({
    pieces: ['1', '2', '?', '!'],
    width: 16,
    layers: 1,
    heads: 2,
    context: 16,
    workers: 2,
  })
})
afterAll(async () => {
  await engine.close()
  store.close()
  await rm(directory, { recursive: true })
})

const plan: TrainingPlan = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer: {
    kind: 'adamw',
    learningRate: 0.02,
    weightDecay: 0,
    clip: 1,
    warmup: 0,
    decayFrom: 0,
    finalShare: 1,
    betas: [0.9, 0.95],
    epsilon: 1e-8,
  },
  batchSize: 4,
  maxSteps: 12,
  order: 'shuffled',
}
const sampling = { temperature: 1, topP: 1, maxTokens: 3 }
const texts = () => ['1', '2'].map((digit) => ({ prompt: `${digit}?`, completion: digit }))
const questions: Question[] = [
  { id: 'a', instruction: '1', responses: ['11', '2'] },
  { id: 'b', instruction: '2', responses: ['1', '22'] },
]
const judge: Judge<PairVerdict> = {
  id: 'toy',
  version: '1',
  source: 'made up',
  asks: 'pair',
  order: 'both',
  // As a conversation, which this engine reads as one text; blank lines are none of its pieces, so there is one turn.
  prompt: ({ instruction, responses }) => [
    { role: 'user', content: `${instruction}!${responses.join('!')}?` },
  ],
  parse: (text) => (text.startsWith('1') ? 'first' : text.startsWith('2') ? 'second' : null),
  ties: 'none',
  errors: 'left out',
  aggregation: 'Counted.',
}

/** Runs a recipe with a model that is taught a little, and gives what `look` found in it. */
async function seen<T>(layout: (lab: Lab, look: (value: T) => UnitValues) => void, seed = 1): Promise<T[]> {
  const found: T[] = []
  const recipe = (lab: Lab) =>
    layout(lab, (value) => {
      found.push(value)
      return { metric: 'seen', unit: 'times', values: [{ item: 'x', value: 1 }] }
    })
  await execute(layOut(recipe, null, seed), { engineOf: () => engine, store })
  return found
}
const phase = { name: 'one', plan, size: 2, examples: texts }

test('a judge is asked in both orders, and each raw judgement is kept and read', async () => {
  const [judged] = await seen<readonly Judged<Question, PairVerdict>[]>((lab, look) => {
    const model = lab.model('judge', { kind: 'trained', phases: [phase] })
    const asked = lab.data('questions', { size: 2, make: () => questions })
    const judgements = lab.judge('verdicts', model, judge, asked, { samples: 2, sampling })
    lab.measure(
      'judge',
      lab.derive('look', { judgements }, (given) => look(given.judgements)),
    )
  })
  expect(judged?.map(({ of }) => of)).toEqual(questions)
  for (const { judgements } of judged ?? []) {
    expect(judgements.map(({ order }) => order)).toEqual(['given', 'given', 'swapped', 'swapped'])
    for (const { text, verdict } of judgements) expect(verdict).toBe(judge.parse(text))
  }
})

test('responses are shown in the judge’s order, which stands beside each prompt', async () => {
  const many = Array.from({ length: 40 }, (_, i): Question => ({ ...questions[0]!, id: `q${i}` }))
  const shown = async (order: Judge['order'], seed = 1) => {
    const recipe = (lab: Lab) => {
      const model = lab.model('judge', { kind: 'trained', phases: [phase] })
      const asked = lab.data('questions', { size: 40, make: () => many })
      lab.judge('verdicts', model, { ...judge, order }, asked, { samples: 1, sampling })
    }
    const step = layOut(recipe, null, seed).find(({ name }) => name === 'verdicts/prompts')!
    const derived = await pureStep(step, () => pureOutput(step, many), {})
    const prompts = derived.value() as readonly {
      readonly prompt: readonly { readonly content: string }[]
      readonly order: 'given' | 'swapped'
    }[]
    for (const { prompt, order } of prompts) {
      expect(prompt[0]?.content).toBe(order === 'given' ? '1!11!2?' : '1!2!11?')
    }
    return prompts.map(({ order }) => order)
  }
  expect(await shown('given')).toEqual(many.map(() => 'given'))
  expect(await shown('both')).toEqual(many.flatMap(() => ['given', 'swapped']))
  expect(new Set(await shown('drawn'))).toEqual(new Set(['given', 'swapped']))
  expect(await shown('drawn')).toHaveLength(40)
  expect(await shown('drawn')).toEqual(await shown('drawn'))
  expect(await shown('drawn', 2)).not.toEqual(await shown('drawn'))
})

test('two questions of one id are refused', async () => {
  const twice = seen<unknown>((lab) => {
    const model = lab.model('judge', { kind: 'trained', phases: [phase] })
    const asked = lab.data('questions', { size: 2, make: () => [questions[0]!, questions[0]!] })
    lab.judge('verdicts', model, judge, asked, { samples: 1, sampling })
  })
  await expect(twice).rejects.toThrow('verdicts: two questions have the id "a"')
})

test('the samples of a step are listed with their prompts', async () => {
  const recipe = (lab: Lab) => {
    const model = lab.model('policy', { kind: 'trained', phases: [phase] })
    const prompts = lab.data('prompts', {
      size: 2,
      make: () => ['1?', '2?'].map((prompt, i) => ({ id: String(i), prompt })),
    })
    lab.generate('answers', model, prompts, { samples: 2, sampling })
  }
  const { steps } = await execute(layOut(recipe, null, 1), { engineOf: () => engine, store })
  const { key } = steps.find(({ step }) => step === 'answers')!
  const listed = [...store.samplesOfStep(key)]
  expect(listed.map(({ id, sample, prompt }) => [id, sample, prompt])).toEqual([
    ['0', 0, '1?'],
    ['0', 1, '1?'],
    ['1', 0, '2?'],
    ['1', 1, '2?'],
  ])
  expect(listed.every(({ completion }) => completion.tokens > 0)).toBe(true)
})

test('the checkpoint with the largest value goes on, the first of equals; each is a model of its own', async () => {
  const chosen = async (value: (index: number) => number, checkpoints = 3) => {
    const [scores] = await seen<Record<string, readonly number[]>>((lab, look) => {
      const start = lab.model('policy', { kind: 'trained', phases: [phase] })
      const examples = lab.data('texts', { size: 2, make: texts })
      const all: Record<string, ReturnType<Lab['score']>> = {}
      const best = lab.train('tuned', start, examples, plan, {
        checkpoints,
        value: (checkpoint, name) => {
          const index = Object.keys(all).length
          all[`${index}`] = lab.score(`${name}/scores`, checkpoint, examples)
          return lab.derive(`${name}/value`, {}, () => value(index))
        },
      })
      const scores = { ...all, best: lab.score('scores of the best', best, examples) }
      lab.measure(
        'policy',
        lab.derive('look', scores, (given) => look(given)),
      )
    })
    const { best, ...others } = scores!
    expect(new Set(Object.values(others).map(String)).size).toBe(checkpoints)
    return Object.values(others).findIndex((each) => String(each) === String(best))
  }
  expect(await chosen((index) => [1, 3, 2][index]!)).toBe(1)
  expect(await chosen(() => 1)).toBe(0)
  expect(await chosen((index) => [NaN, 1, 2][index]!)).toBe(2)
  expect(await chosen((index) => [1, NaN, 0][index]!)).toBe(0)
  expect(await chosen(() => 1, 1)).toBe(0)
  await expect(chosen(() => 1, 0)).rejects.toThrow('tuned: 0 checkpoints; at least 1 is needed')
})

test('a step and the id of a prompt name a random stream together, and no other step’s', async () => {
  const drawn = await seen<readonly Drawn<Prompt>[]>((lab, look) => {
    const model = lab.model('policy', { kind: 'trained', phases: [phase] })
    for (const [step, id] of [
      ['a', 'b/c'],
      ['a/b', 'c'],
    ] as const) {
      const prompts = lab.data(`${step} prompts`, { size: 1, make: () => [{ id, prompt: '1?' }] })
      const drawn = lab.generate(step, model, prompts, { samples: 20, sampling })
      lab.measure(
        step,
        lab.derive(`${step} look`, { drawn }, (given) => look(given.drawn)),
      )
    }
  })
  const [first, second] = drawn.map(([one]) => one?.completions.map(({ text }) => text))
  expect(first).toHaveLength(20)
  expect(first).not.toEqual(second)
})

test('several metrics of one step are measured, and each role has its own engine', async () => {
  const asked: string[] = []
  const recipe = (lab: Lab) => {
    const trained = { kind: 'trained', phases: [phase] } as const
    const prompts = lab.data('prompts', { size: 1, make: () => [{ id: 'p', prompt: '1?' }] })
    const draws = ['policy', 'judge'].map((role) =>
      lab.generate(`${role}/answers`, lab.model(role, trained), prompts, { samples: 1, sampling }),
    )
    const values = lab.derive('values', { first: draws[0]!, second: draws[1]! }, () =>
      ['length', 'score'].map((metric) => ({ metric, unit: 'points', values: [{ item: 'p', value: 2 }] })),
    )
    lab.measure('both', values)
  }
  const { settings } = await execute(layOut(recipe, null, 1), {
    store,
    engineOf(role) {
      asked.push(role)
      return engine
    },
  })
  expect(settings.map(({ measurements }) => measurements[0]?.name)).toEqual(['length', 'score'])
  expect(new Set(asked)).toEqual(new Set(['policy', 'judge']))
})

test('an engine that cannot do what its role asks for is named', async () => {
  const mute: Engine = {
    identity: engine.identity,
    promises: engine.promises,
    close: engine.close,
    train: engine.train,
  }
  const recipe = (lab: Lab) => {
    const model = lab.model('judge', { kind: 'trained', phases: [phase] })
    const prompts = lab.data('prompts', { size: 1, make: () => [{ id: 'p', prompt: '1!' }] })
    lab.generate('answers', model, prompts, { samples: 1, sampling })
  }
  await expect(execute(layOut(recipe, null, 1), { engineOf: () => mute, store })).rejects.toMatchObject({
    code: 'harness/engine-cannot',
    message: expect.stringMatching(/^answers: the engine nanolm plays the role "judge" and cannot generate/),
  })
})
