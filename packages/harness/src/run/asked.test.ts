import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  randomStream,
  streamSeed,
  type Lab,
  type Optimizer,
  type Task,
  type TrainingPlan,
} from '@retable/core'
import { recordingEngine, type Asked, type RecordingEngine } from '@retable/core/testing'
import { finalAnswer } from '@retable/evaluators'
import { openStore, type Store } from '@retable/store'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { execute } from './execute.ts'
import { layOut } from './layout.ts'

let directory: string
let store: Store
let engine: RecordingEngine
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-asked-'))
  store = await openStore(directory)
  engine = recordingEngine()
})
afterEach(async () => {
  store.close()
  await rm(directory, { recursive: true })
})

const run = (recipe: (lab: Lab) => void, seed = 1) =>
  execute(layOut(recipe, null, seed), { engineOf: () => engine, store })
const ofKind = <K extends Asked['kind']>(kind: K) =>
  engine.asked.filter((ask): ask is Extract<Asked, { kind: K }> => ask.kind === kind)

const optimizer: Optimizer = {
  kind: 'adamw',
  ...{ learningRate: 0.01, betas: [0.9, 0.95], epsilon: 1e-8, weightDecay: 0 },
  ...{ clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
}
const sft: TrainingPlan = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer,
  ...{ batchSize: 2, maxSteps: 10, order: 'shuffled' },
}
const dpo: TrainingPlan = { ...sft, loss: { kind: 'dpo', beta: 0.3, alpha: 0.7 }, passes: 1.5, batchSize: 3 }
const greedy = { temperature: 0, topP: 1, maxTokens: 4 }
const warm = { temperature: 0.8, topP: 0.95, maxTokens: 5, stop: ['\n'] }
const hot = { ...warm, temperature: 1.1 }
const split = (name: string): Task[] =>
  [0, 1, 2].map((i) => ({ id: `${i}`, prompt: `${name} ${i}`, gold: `${i}`, solution: `solution ${i}` }))

/** A base of two phases, samples of it, a second model, samples of that, and evaluations of both. */
function twoModels(lab: Lab): void {
  const trainingTasks = lab.data('training tasks', { size: 3, make: () => split('training') })
  const testTasks = lab.data('test tasks', { size: 3, make: () => split('test') })
  const phase = (name: string) => ({
    name,
    plan: sft,
    size: 1,
    examples: () => [{ prompt: name, completion: 'x' }],
  })
  const base = lab.model('policy', { kind: 'trained', phases: [phase('first'), phase('second')] })
  const pairsOf = (name: string, model: typeof base, sampling: typeof warm) => {
    const samples = lab.generate(`${name}/samples`, model, trainingTasks, { samples: 2, sampling })
    return lab.derive(`${name}/pairs`, { samples }, (given) =>
      given.samples.map(({ of, completions: [a, b] }) => ({
        prompt: of.prompt,
        chosen: a!.text,
        rejected: b!.text,
      })),
    )
  }
  const one = lab.train('one', base, pairsOf('one', base, warm), dpo)
  const two = lab.train('two', one, pairsOf('two', one, hot), dpo)
  const evaluation = {
    tasks: testTasks,
    benchmark: { id: 'toy', version: '1' },
    variant: finalAnswer,
    greedy,
  }
  lab.evaluate('base', base, { ...evaluation, votes: { tasks: 2, samples: 3, sampling: warm } })
  lab.evaluate('two', two, evaluation)
}
const training = (name: string) => ofKind('train').find(({ model }) => (model?.id ?? null) === name)!

describe('an engine is asked', () => {
  test('to train each phase on the model of the one before it, and each model on that which the recipe names', async () => {
    await run(twoModels)
    expect(ofKind('train').map(({ model }) => model?.id ?? null)).toEqual([
      null,
      'policy/first',
      'policy/second',
      'one',
    ])
    const fresh = ofKind('train')[0]!
    expect(fresh.examples).toEqual([{ prompt: 'first', completion: 'x' }])
    expect(training('policy/first').examples).toEqual([{ prompt: 'second', completion: 'x' }])
    const { passes, maxSteps, ...rest } = dpo
    // Three pairs in batches of three, gone over one and a half times.
    expect([passes, maxSteps, training('one').training]).toEqual([
      1.5,
      10,
      { ...rest, steps: 2, seed: streamSeed(1, 'two') },
    ])
  })

  test('for samples of the model itself, as the drawing says, with what it drew as the pairs of its training', async () => {
    await run(twoModels)
    const samples = ofKind('generate').filter(({ requests }) =>
      `${requests[0]!.prompt as string}`.startsWith('training'),
    )
    expect(samples.map(({ model, sampling, seed }) => [model.id, sampling, seed])).toEqual([
      ['policy/second', warm, 1],
      ['one', hot, 1],
    ])
    for (const [arm, { model, requests }] of [
      ['policy/second', samples[0]!],
      ['one', samples[1]!],
    ] as const) {
      expect(requests.map(({ prompt }) => prompt)).toEqual(
        split('training').flatMap(({ prompt }) => [prompt, prompt]),
      )
      const wrote = requests.map(({ stream }) => `${model.id} wrote ${stream}`)
      expect(training(arm).examples).toEqual(
        split('training').map(({ prompt }, i) => ({
          prompt,
          chosen: wrote[2 * i],
          rejected: wrote[2 * i + 1],
        })),
      )
    }
  })

  test('for greedy answers to every problem of the evaluation, and for votes on the first of them', async () => {
    await run(twoModels)
    const asked = ofKind('generate').filter(({ requests }) =>
      `${requests[0]!.prompt as string}`.startsWith('test'),
    )
    const shown = asked.map(({ model, sampling, requests }) => ({
      model: model.id,
      sampling,
      prompts: requests.map(({ prompt }) => prompt),
    }))
    const all = ['test 0', 'test 1', 'test 2']
    expect(shown).toHaveLength(3)
    expect(shown).toContainEqual({ model: 'policy/second', sampling: greedy, prompts: all })
    expect(shown).toContainEqual({ model: 'two', sampling: greedy, prompts: all })
    const votes = ['test 0', 'test 0', 'test 0', 'test 1', 'test 1', 'test 1']
    expect(shown).toContainEqual({ model: 'policy/second', sampling: warm, prompts: votes })
  })

  test('with a random stream for each sample of each step, and another seed for each run', async () => {
    await run(twoModels)
    await run(twoModels, 2)
    const streams = ofKind('generate').flatMap(({ sampling, seed, requests }) =>
      sampling.temperature === 0 ? [] : requests.map(({ stream }) => `${seed} ${stream}`),
    )
    // Of each run two times six samples and six votes.
    expect(streams).toHaveLength(2 * 18)
    expect(new Set(streams).size).toBe(streams.length)
    const seeds = ofKind('train').map((ask) => ask.training.seed)
    expect(new Set(seeds).size).toBe(seeds.length)
  })

  test('nothing again that the store has, and only for what a change leads to', async () => {
    await run(twoModels)
    const before = engine.asked.length
    await run(twoModels)
    expect(engine.asked).toHaveLength(before)
    await run((lab) => twoModels({ ...lab, evaluate: () => undefined }))
    expect(engine.asked).toHaveLength(before)
  })

  test('for log-probabilities of the texts that are named, by the model that is named', async () => {
    const texts = [{ prompt: 'p', completion: 'c' }]
    const seen: unknown[] = []
    await run((lab) => {
      const phase = { name: 'one', plan: sft, size: 1, examples: () => texts }
      const base = lab.model('policy', { kind: 'trained', phases: [phase] })
      const other = lab.train(
        'other',
        base,
        lab.data('examples', { size: 1, make: () => [{ prompt: 'q', completion: 'd' }] }),
        sft,
      )
      const data = lab.data('texts', { size: 1, make: () => texts })
      const [before, after] = [lab.score('before', base, data), lab.score('after', other, data)]
      lab.derive('look', { before, after }, (given) => seen.push(given.before[0], given.after[0]))
    })
    expect(
      ofKind('score')
        .map(({ model, texts: of }) => [model.id, of])
        .toSorted(),
    ).toEqual(
      [
        ['other', texts],
        ['policy/one', texts],
      ].toSorted(),
    )
    expect(new Set(seen).size).toBe(2)
  })
})

test('data and derived values are drawn from streams of the run’s seed and the step’s name', async () => {
  const drawn: Record<string, number> = {}
  const recipe = (lab: Lab) => {
    const draw = (name: string) => (random: () => number) => [(drawn[name] = random())]
    const first = lab.data('first', { size: 1, make: draw('first') })
    lab.data('second', { size: 1, make: draw('second') })
    lab.derive('third', { first }, (_, random) => draw('third')(random))
  }
  await run(recipe, 5)
  const of = (name: string) => randomStream('step', 5, name)()
  expect(drawn).toEqual({ first: of('first'), second: of('second'), third: of('third') })
})

describe('checkpoints', () => {
  const chosen = async (checkpoints: number, maxSteps: number, value: (index: number) => number) => {
    let model: unknown
    const names: string[] = []
    await run((lab) => {
      const texts = lab.data('texts', { size: 1, make: () => [{ prompt: 'p', completion: 'c' }] })
      const phase = { name: 'one', plan: sft, size: 1, examples: () => [{ prompt: 'p', completion: 'c' }] }
      const base = lab.model('policy', { kind: 'trained', phases: [phase] })
      const best = lab.train(
        'tuned',
        base,
        texts,
        { ...sft, maxSteps },
        {
          checkpoints,
          value: (_, name) => lab.derive(`${name}/value`, {}, () => value(names.push(name) - 1)),
        },
      )
      lab.derive('look', { best }, (given) => {
        model = given.best
        return 0
      })
    })
    const made = ofKind('train').at(-1)!
    return { keepAt: made.keepAt, hash: (model as { hash: string }).hash, names }
  }

  test('are kept evenly spread, and the one with the largest value goes on', async () => {
    const all = [
      await chosen(4, 10, (i) => i),
      await chosen(4, 10, (i) => -i),
      await chosen(4, 10, (i) => (i === 2 ? 1 : 0)),
    ]
    // Quarters of ten steps, rounded: 2.5, 5 and 7.5; the last is the training's end.
    for (const { keepAt } of all) expect(keepAt).toEqual([3, 5, 8])
    const whole = await store.models.whole(all[0]!.hash)
    expect(whole?.hash).toBe(all[0]!.hash)
    const stepOf = async (hash: string) =>
      (JSON.parse(await readFile((await store.models.whole(hash))!.location, 'utf8')) as { step: number })
        .step
    expect(await Promise.all(all.map(({ hash }) => stepOf(hash)))).toEqual([10, 3, 8])
  })

  test('of a training of fewer steps are fewer, and none stands twice', async () => {
    expect((await chosen(8, 2, (i) => i)).keepAt).toEqual([1])
    expect((await chosen(1, 5, (i) => i)).keepAt).toEqual([])
  })
})
