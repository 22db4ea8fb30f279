import type { PreferencePair, PromptedText, RandomStream, Task } from '@retable/core'
import { recordingEngine, rehearse, type Asked, type Rehearsal } from '@retable/core/testing'
import { finalAnswer } from '@retable/evaluators'
import { beforeAll, describe, expect, test } from 'vitest'
import { recipe } from './recipe.ts'
import type { Setup } from './setup.ts'
import { engineOf, greedy, setupOf, sft, tasksOf, votes } from './testing-setup.ts'

const rehearsed = (setup: Setup) => rehearse(recipe, setup, { engine: engineOf() })

const training = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'train' }>
const generation = ({ asked }: Rehearsal, step: string) => asked[step] as Extract<Asked, { kind: 'generate' }>
const pairsIn = (of: Rehearsal, step: string) => training(of, step).examples as readonly PreferencePair[]
const textsIn = (of: Rehearsal, step: string) => training(of, step).examples as readonly PromptedText[]
const stepsOf = ({ asked }: Rehearsal, kind: Asked['kind']) =>
  Object.entries(asked).flatMap(([step, ask]) => (ask.kind === kind ? [step] : []))
const isRight = (text: string, prompt: string) => text.endsWith(` ${/\d+$/.exec(prompt)![0]}`)

let run: Rehearsal
beforeAll(async () => {
  run = await rehearsed(setupOf(3))
})

// arXiv 2404.19733v3, section 2 (the loop), table 1 (the arms).
const rpo = (t: number) => `rpo/iteration ${t}`
const arms = [
  { arm: rpo(1), from: 'base', t: 1, alpha: 1 },
  { arm: rpo(2), from: rpo(1), t: 2, alpha: 1 },
  { arm: rpo(3), from: rpo(2), t: 3, alpha: 1 },
  { arm: 'dpo', from: 'base', t: 1, alpha: 0 },
  { arm: 'dpo from sft', from: 'sft on chosen', t: 1, alpha: 0 },
  { arm: 'dpo/iteration 2', from: 'dpo', t: 2, alpha: 0 },
  { arm: 'rpo from sft', from: 'sft on chosen', t: 1, alpha: 1 },
  { arm: 'rpo on twice the pairs', from: 'base', t: 1, alpha: 1 },
]
const imitations = ['sft on chosen', 'sft on gold', 'sft on twice the chosen']

describe('trainings', () => {
  test('there is one of each arm, and none beside them', () => {
    expect(stepsOf(run, 'train').toSorted()).toEqual(
      [...arms.map(({ arm }) => arm), ...imitations].toSorted(),
    )
  })

  test.each(arms)(
    '$arm starts from $from, with α = $alpha and the rate of iteration $t',
    ({ arm, from, t, alpha }) => {
      const { model, training: asked } = training(run, arm)
      expect(model?.id).toBe(from)
      expect(asked.loss).toEqual({ kind: 'dpo', beta: 0.1 * t, alpha })
      expect(asked.optimizer.learningRate).toBe(t)
    },
  )

  test.each(imitations)('%s imitates, from the base', (arm) => {
    const { model, training: asked } = training(run, arm)
    expect(model?.id).toBe('base')
    expect(asked).toMatchObject({ loss: sft.loss, optimizer: sft.optimizer, batchSize: 2, steps: 5 })
  })

  test('each has a random stream of its own', () => {
    const seeds = stepsOf(run, 'train').map((step) => training(run, step).training.seed)
    expect(new Set(seeds).size).toBe(arms.length + imitations.length)
  })
})

describe('samples', () => {
  test.each([
    [rpo(1), 'base', 1],
    [rpo(2), rpo(1), 2],
    [rpo(3), rpo(2), 3],
    ['dpo/iteration 2', 'dpo', 2],
  ])('%s learns from samples of %s, at the temperature of iteration %i', (arm, of, temperature) => {
    const { model, requests, sampling } = generation(run, `${arm}/samples`)
    expect(model.id).toBe(of)
    expect(sampling).toEqual({ temperature, topP: 1, maxTokens: 9 })
    // Four of each training problem, each with a stream of its own.
    const prompts = tasksOf('training')().flatMap(({ prompt }) => [prompt, prompt, prompt, prompt])
    expect(requests.map(({ prompt }) => prompt)).toEqual(prompts)
    const pairs = pairsIn(run, arm)
    expect(pairs).toHaveLength(2 * 3)
    for (const text of pairs.flatMap(({ chosen, rejected }) => [chosen, rejected])) {
      expect(text).toMatch(`[${of}] at ${temperature} as ${arm}/samples/`)
    }
  })

  test('no other step samples than those and the evaluations', () => {
    const others = stepsOf(run, 'generate').filter((step) => !/\/(greedy|votes)$/.test(step))
    expect(others.toSorted()).toEqual(
      ['dpo/iteration 2', rpo(1), rpo(2), rpo(3)].map((arm) => `${arm}/samples`),
    )
  })

  test('no two samples that are not greedy share a stream', () => {
    const streams = stepsOf(run, 'generate').flatMap((step) =>
      generation(run, step).requests.map((one) => one.stream),
    )
    expect(new Set(streams).size).toBe(streams.length)
  })
})

describe('pairs', () => {
  test('a right response is chosen, a wrong one rejected, both of the problem itself', () => {
    for (const { arm } of arms) {
      for (const { prompt, chosen, rejected } of pairsIn(run, arm)) {
        expect([isRight(chosen, prompt), isRight(rejected, prompt)]).toEqual([true, false])
      }
    }
  })

  test.each(['dpo', 'dpo from sft', 'rpo from sft'])('%s learns the pairs of the first iteration', (arm) => {
    expect(pairsIn(run, arm)).toEqual(pairsIn(run, rpo(1)))
  })

  test('twice the pairs are twice as many of the same samples, walked on', () => {
    const [once, twice] = [pairsIn(run, rpo(1)), pairsIn(run, 'rpo on twice the pairs')]
    expect(twice).toHaveLength(2 * once.length)
    for (const { id, prompt } of tasksOf('training')()) {
      const of = (pairs: readonly PreferencePair[]) => pairs.filter((pair) => pair.prompt === prompt)
      expect(of(twice).slice(0, 3), id).toEqual(of(once))
    }
    expect(new Set(twice.map(({ chosen }) => chosen))).toEqual(new Set(once.map(({ chosen }) => chosen)))
  })

  test('SFT sees the chosen sides of those pairs, or the gold solutions of the training problems', () => {
    const chosen = (arm: string) =>
      pairsIn(run, arm).map(({ prompt, chosen }) => ({ prompt, completion: chosen }))
    expect(textsIn(run, 'sft on chosen')).toEqual(chosen(rpo(1)))
    expect(textsIn(run, 'sft on twice the chosen')).toEqual(chosen('rpo on twice the pairs'))
    const gold = tasksOf('training')().map(({ prompt, solution }) => ({ prompt, completion: solution }))
    expect(textsIn(run, 'sft on gold')).toEqual(gold)
  })

  test('gold solutions are among the winners of every iteration where the tier says so', async () => {
    const withGold = await rehearsed(setupOf(2, { goldAmongWinners: true }))
    for (const arm of [rpo(1), rpo(2), 'dpo/iteration 2']) {
      const chosen = pairsIn(withGold, arm).map(({ chosen }) => chosen)
      // Two of four samples are right, and the third winner is the gold solution.
      expect(chosen.filter((text) => text.startsWith('gold of training'))).toEqual([
        'gold of training 0',
        'gold of training 1',
      ])
    }
  })
})

describe('evaluation', () => {
  const settings = ['base', ...arms.map(({ arm }) => arm), ...imitations]

  test('every model is put to the test once, under its own name, on the test problems alone', () => {
    expect(Object.keys(run.evaluated).toSorted()).toEqual(settings.toSorted())
    for (const setting of settings) {
      const { model, benchmark, variant } = run.evaluated[setting]!
      expect([model, benchmark.id, variant.id]).toEqual([setting, 'toy', finalAnswer.id])
      const asked = generation(run, `${setting}/greedy`)
      expect([asked.model.id, asked.sampling]).toEqual([setting, greedy])
      expect(asked.requests.map(({ prompt }) => prompt)).toEqual(
        tasksOf('test')().map(({ prompt }) => prompt),
      )
    }
  })

  test('votes are counted of the base and of the last iteration', () => {
    const voted = stepsOf(run, 'generate').filter((step) => step.endsWith('/votes'))
    expect(voted.toSorted()).toEqual(['base/votes', `${rpo(3)}/votes`])
    for (const step of voted) {
      const { model, requests, sampling } = generation(run, step)
      expect([`${model.id}/votes`, sampling]).toEqual([step, votes.sampling])
      expect(requests.map(({ prompt }) => prompt)).toEqual(Array(3).fill('test question, answer 7'))
    }
  })

  test('a setup of two iterations ends, and votes, after the second', async () => {
    const short = await rehearsed(setupOf(2))
    expect(Object.keys(short.evaluated).filter((setting) => setting.startsWith('rpo/'))).toEqual([
      rpo(1),
      rpo(2),
    ])
    expect(short.asked).toHaveProperty([`${rpo(2)}/votes`])
    const unvoted = await rehearsed(setupOf(2, { evaluation: { greedy } }))
    expect(stepsOf(unvoted, 'generate').filter((step) => step.endsWith('/votes'))).toEqual([])
  })

  test('data are drawn from streams of their own', async () => {
    const drawn: number[] = []
    const make = (tasks: () => Task[]) => (random: RandomStream) => {
      drawn.push(random())
      return tasks()
    }
    const [trainingTasks, testTasks] = ['training', 'test'].map((split) => ({
      size: 2,
      make: make(tasksOf(split)),
    }))
    await rehearsed(setupOf(1, { trainingTasks: trainingTasks!, testTasks: testTasks! }))
    expect(new Set(drawn).size).toBe(2)
  })
})

describe('what is followed', () => {
  const metric = (side: string) => `log-probability change of ${side}`

  test('pairs are counted by problem, each iteration’s own', async () => {
    // The second problem is answered right by every sample of the models after the first iteration: no loser is left.
    const engine = recordingEngine({
      write({ id }, { prompt, stream }) {
        const answer = Number(/\d+$/.exec(prompt as string)![0])
        const isWrong = Number(/\d+$/.exec(stream)![0]) % 2 === 1 && !(id !== 'base' && answer === 8)
        return `Final answer: ${isWrong ? 0 : answer}`
      },
    })
    const { measured } = await rehearse(recipe, setupOf(2), { engine })
    const counts = (setting: string) => measured[setting]!.find((one) => one.metric === 'pairs')?.values
    expect(counts(rpo(1))?.map(({ value }) => value)).toEqual([3, 3])
    expect(counts(rpo(2))).toEqual([
      { item: 'training 0', value: 3 },
      { item: 'training 1', value: 0 },
    ])
  })

  test('log-probabilities are those after training less those of the base, on the pairs of iteration 1', () => {
    const pairs = pairsIn(run, rpo(1))
    for (const [side, texts] of [
      ['chosen', pairs.map(({ prompt, chosen }) => ({ prompt, completion: chosen }))],
      ['rejected', pairs.map(({ prompt, rejected }) => ({ prompt, completion: rejected }))],
    ] as const) {
      const asked = (setting: string) =>
        run.asked[`${setting}/log-probability of ${side}`] as Extract<Asked, { kind: 'score' }>
      const scores = (setting: string) =>
        run.gave[`${setting}/log-probability of ${side}`] as readonly number[]
      expect([asked('base').model.id, asked('base').texts]).toEqual(['base', texts])
      for (const setting of [rpo(1), 'dpo', 'sft on chosen']) {
        expect([asked(setting).model.id, asked(setting).texts]).toEqual([setting, texts])
        const { unit, values } = run.measured[setting]!.find((one) => one.metric === metric(side))!
        expect([unit, values.map(({ value }) => value)]).toEqual([
          'nats',
          scores(setting).map((after, i) => after - scores('base')[i]!),
        ])
        expect(new Set(values.map(({ item }) => item)).size).toBe(texts.length)
      }
    }
    expect(stepsOf(run, 'score')).toHaveLength(2 * 4)
  })

  test('as many pairs are followed as the tier says, spread over the problems', async () => {
    const few = await rehearsed(setupOf(1, { followedPairs: 2 }))
    const { texts } = few.asked['dpo/log-probability of chosen'] as Extract<Asked, { kind: 'score' }>
    expect(texts.map(({ prompt }) => prompt)).toEqual(tasksOf('training')().map(({ prompt }) => prompt))
  })
})
