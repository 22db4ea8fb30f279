import { randomStream, type Handle, type Lab, type TierSetup } from '@retable/core'
import { madeOf, recordingEngine, rehearse } from '@retable/core/testing'
import { finalAnswer } from '@retable/evaluators'
import { describe, expect, test } from 'vitest'
import { recipe } from '../recipe.ts'
import { mini } from './setup.mini.ts'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import type { Setup } from '../setup.ts'

const full = { seed: 1, quick: false }
const tiers: [tier: string, TierSetup<Setup>][] = [
  ['nano', nano(full)],
  ['mini', mini(full)],
  ...['gsm8k', 'arc', 'math'].map((benchmark): (typeof tiers)[number] => [
    `paper, ${benchmark}`,
    paperTier({ benchmark }),
  ]),
]
/** Iterations, and the temperature of the later ones (sections 3.1 to 3.3; mini's own three). */
const loops: Readonly<Record<string, readonly [iterations: number, later: number]>> = {
  nano: [4, 1.3],
  mini: [3, 1.3],
  'paper, gsm8k': [4, 1.3],
  'paper, arc': [3, 1.3],
  'paper, math': [3, 1],
}
const rules: Readonly<Record<string, string>> = { 'paper, arc': 'final-letter', 'paper, math': 'hendrycks' }

// arXiv 2404.19733v3, section 3.1, equation 1 and table 1.
describe.each(tiers)('%s keeps what the paper states', (tier, { setup, claims, hyperparameters }) => {
  test('iterations at temperature 0.8 twice, then hotter; greedy evaluation, votes at 0.8', () => {
    const [iterations, later] = loops[tier]!
    expect(setup.iterations).toBe(iterations)
    const temperatures = [1, 2, 3, 4].map((t) => setup.sampling(t).temperature)
    expect(temperatures).toEqual([0.8, 0.8, later, later])
    expect(setup.evaluation.greedy.temperature).toBe(0)
    expect(setup.evaluation.votes?.sampling.temperature).toBe(0.8)
    for (const { topP } of [setup.sampling(1), setup.evaluation.greedy]) expect(topP).toBe(1)
  })

  test('β = 0.1, α = 1 with the likelihood term and 0 without, AdamW; SFT is a mean over responses', () => {
    for (const t of [1, 2, 3, 4]) {
      const [rpo, dpo] = [true, false].map((alpha) => setup.preference(t, { alpha }))
      expect(rpo!.loss).toEqual({ kind: 'dpo', beta: 0.1, alpha: 1 })
      // The two arms differ by nothing else.
      expect(dpo).toEqual({ ...rpo, loss: { kind: 'dpo', beta: 0.1, alpha: 0 } })
      expect(rpo!.optimizer.kind).toBe('adamw')
    }
    expect(setup.sft).toEqual({
      ...setup.preference(1, { alpha: true }),
      loss: { kind: 'sft', mean: 'responses' },
    })
  })

  test('answers are found as the paper’s prompt asks for them, by one rule for reward and evaluation', () => {
    expect(setup.variant.id).toBe(rules[tier] ?? finalAnswer.id)
  })

  test('its claims are those of as many iterations as it has, and its hyper-parameters are listed as they are', () => {
    const steps = claims.find(({ id }) => id === 'C2')!.test
    expect(steps).toMatchObject({ kind: 'higher', pairs: { length: setup.iterations - 1 } })
    const listed = (name: string) => hyperparameters.find((one) => one.name === name)
    const loss = setup.preference(1, { alpha: true }).loss
    if (loss.kind !== 'dpo') throw new Error(`${tier} learns from pairs`)
    expect(listed('beta')).toMatchObject({ value: loss.beta, source: expect.stringContaining('§3.1') })
    expect(listed('alpha')).toMatchObject({ value: loss.alpha, source: expect.stringContaining('§3.1') })
    expect(listed('iterations')?.value).toBe(setup.iterations)
    expect(listed('samples per problem')?.value).toBe(setup.samples)
    expect(listed('pairs per problem')?.value).toBe(setup.pairsPerTask)
    expect(listed('votes')?.value).toBe(setup.evaluation.votes?.samples)
  })
})

// Facts of sections 3.1 to 3.3 and table 1; the counts of problems are the data sets' own.
describe.each([
  ['gsm8k', { samples: 30, pairs: 10, steps: 5000, gold: true, training: 7473, test: 1319, most: 60_000 }],
  ['arc', { samples: 30, pairs: 20, steps: 4000, gold: false, training: 3370, test: 1172, most: 60_000 }],
  ['math', { samples: 20, pairs: 15, steps: 5000, gold: true, training: 7495, test: 5000, most: 75_000 }],
])('paper on %s', (benchmark, sizes) => {
  const tier = paperTier({ benchmark })
  const { setup } = tier

  test('has the sizes of its section', () => {
    expect([setup.samples, setup.pairsPerTask, setup.goldAmongWinners]).toEqual([
      sizes.samples,
      sizes.pairs,
      sizes.gold,
    ])
    const { batchSize, maxSteps, passes, optimizer } = setup.preference(3, { alpha: true })
    expect([batchSize, maxSteps, passes, optimizer.learningRate]).toEqual([16, sizes.steps, undefined, 7e-7])
    const { votes } = setup.evaluation
    expect([setup.testTasks.size, votes?.tasks, votes?.samples]).toEqual([sizes.test, sizes.test, 32])
    expect([setup.trainingTasks.size, setup.benchmark.id]).toEqual([sizes.training, benchmark])
    expect(setup.pairFilter?.most).toBe(sizes.most)
  })

  test('chooses checkpoints as it is stated: on 1,000 held-out problems, or on ARC’s development questions', () => {
    const { on } = setup.choice!
    expect(on.kind === 'held out' ? ['held out', on.tasks] : ['development', on.tasks.size]).toEqual(
      benchmark === 'arc' ? ['development', 299] : ['held out', 1000],
    )
  })

  test('has the arms of its table, and a cell beside each, with the votes of 32', () => {
    const steps = layOutNames(setup)
    for (const { cell, measured } of tier.cells!) {
      expect(steps, cell).toContain(
        `${measured.setting}/${measured.metric === 'accuracy' ? 'greedy' : 'votes'}`,
      )
      expect(['accuracy', 'maj@32_expected']).toContain(measured.metric)
    }
    const settings = new Set(tier.cells!.map(({ measured }) => measured.setting))
    const evaluated = steps.flatMap((step) => (step.endsWith('/greedy') ? [step.replace('/greedy', '')] : []))
    expect(evaluated.toSorted()).toEqual([...settings].toSorted())
  })

  test('is not shown as another tier’s: its data are pinned files, read when they are needed', () => {
    for (const { files } of [setup.trainingTasks, setup.testTasks]) {
      for (const file of files!) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
    }
    expect(tier.engine.engine).toBe('served')
  })
})

test('a paper tier without a benchmark is GSM8K’s', () => {
  expect(paperTier().setup.benchmark).toEqual(paperTier({ benchmark: 'gsm8k' }).setup.benchmark)
})

describe('mini', () => {
  const tier = mini(full)

  test('is another model and has other sizes: no cell is comparable, and it says why', () => {
    expect(tier.differences.map(({ of, cells }) => [of, cells])).toEqual([
      ['model', undefined],
      ['sizes', undefined],
      ['method', undefined],
      ['method', undefined],
    ])
    expect(tier.differences[2]!.statement).toMatch(
      /rate of 0\.000005 for 2 passes .* not 7e-7 for 5,000 steps/,
    )
    expect(tier.hardware).toMatchObject({ gpus: 1, gpu: '24 GB' })
  })

  test('every number that is not the paper’s says what the paper’s is', () => {
    const own = tier.hyperparameters.filter(({ source }) => source.startsWith('own'))
    expect(own.length).toBeGreaterThan(8)
    const untold = own.filter(({ source }) => !source.includes('the paper')).map(({ name }) => name)
    expect(untold).toEqual([
      'passes over the pairs',
      'pairs on which log-probabilities are followed',
      'weights, commit of Qwen/Qwen2.5-0.5B-Instruct',
    ])
  })

  test('steps times rate are about the paper’s', () => {
    const reach = ({ setup }: TierSetup<Setup>) => {
      const { maxSteps, optimizer } = setup.preference(1, { alpha: true })
      return maxSteps * optimizer.learningRate
    }
    expect(reach(tier) / reach(paperTier())).toBeGreaterThan(0.5)
    expect(reach(tier) / reach(paperTier())).toBeLessThan(1.5)
  })

  test('a quick run is smaller, of two iterations, and tests nothing', async () => {
    const quick = mini({ seed: 1, quick: true })
    expect([quick.underpowered, quick.setup.iterations, tier.underpowered]).toEqual([true, 2, false])
    expect(quick.setup.trainingTasks.size).toBe(200)
    const bytes = new TextEncoder().encode(
      Array.from({ length: 300 }, (_, i) => JSON.stringify({ question: `q${i}?`, answer: `#### ${i}` })).join(
        '\n',
      ),
    )
    const drawn = await quick.setup.trainingTasks.make(randomStream('a'), [bytes])
    expect([drawn.length, new Set(drawn.map(({ id }) => id)).size]).toEqual([200, 200])
    expect(await quick.setup.trainingTasks.make(randomStream('b'), [bytes])).not.toEqual(drawn)
  })
})

describe('nano', () => {
  const { setup } = nano({ seed: 1, quick: false })
  const training = madeOf(setup.trainingTasks, randomStream('training'))
  const tested = madeOf(setup.testTasks, randomStream('test'))

  test('no test problem is a training problem, whatever the seed', () => {
    expect([training.length, tested.length]).toEqual([setup.trainingTasks.size, setup.testTasks.size])
    const seen = new Set(training.map(({ prompt }) => prompt))
    for (const seed of [1, 2, 3]) {
      const others = madeOf(setup.testTasks, randomStream('test', seed))
      expect(others.filter(({ prompt }) => seen.has(prompt))).toEqual([])
      // Nor with the stream of the training problems.
      const same = madeOf(setup.testTasks, randomStream('training', seed))
      const trained = new Set(
        madeOf(setup.trainingTasks, randomStream('training', seed)).map(({ prompt }) => prompt),
      )
      expect(same.filter(({ prompt }) => trained.has(prompt))).toEqual([])
    }
  })

  test('each problem has an id of its own and a solution that ends in its gold answer', () => {
    for (const tasks of [training, tested]) {
      expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length)
      for (const { solution, gold } of tasks) {
        expect(setup.variant.grade(solution, { gold }).score, solution).toBe(1)
      }
    }
  })

  test('problems follow from the stream that they are drawn from', () => {
    expect(madeOf(setup.trainingTasks, randomStream('training'))).toEqual(training)
    expect(madeOf(setup.trainingTasks, randomStream('other'))).not.toEqual(training)
  })

  test('the learning rate is halved from one iteration to the next', () => {
    const rates = [1, 2, 3, 4].map((t) => setup.preference(t, { alpha: true }).optimizer.learningRate)
    expect(rates).toEqual([5e-4, 2.5e-4, 1.25e-4, 6.25e-5])
  })

  test('a quick run is smaller, of two iterations, and tests nothing', () => {
    const quick = nano({ seed: 1, quick: true })
    expect([quick.underpowered, quick.setup.iterations]).toEqual([true, 2])
    expect([nano(full), paperTier()].map((tier) => tier.underpowered)).toEqual([false, false])
    expect(quick.setup.trainingTasks.size).toBeLessThan(setup.trainingTasks.size)
    expect(quick.setup.testTasks.size).toBeLessThan(setup.testTasks.size)
  })

  test('the base is trained from nothing, then goes on; its texts come from streams of their own', async () => {
    const quick = nano({ seed: 1, quick: true }).setup
    const { asked } = await rehearse((lab, { base }) => void lab.model('base', base), quick, {
      engine: recordingEngine(),
    })
    const [first, second] = ['base/arithmetic', 'base/problems'].map((step) => asked[step])
    if (first?.kind !== 'train' || second?.kind !== 'train') throw new Error('the base has two phases')
    expect([first.model, second.model?.id]).toEqual([null, 'base/arithmetic'])
    for (const { training: of, examples } of [first, second]) {
      expect(of).toMatchObject({ loss: { kind: 'sft', mean: 'tokens' }, order: 'given' })
      expect(examples).toHaveLength(of.steps * of.batchSize)
    }
    expect(second.examples.slice(0, 50)).not.toEqual(first.examples.slice(0, 50))
  })
})

/** Names of the steps that draw, as a recipe lays them out. */
function layOutNames(setup: Setup): string[] {
  const names: string[] = []
  const step = (name: string): Handle<never> => ({ step: name })
  const lab = {
    ...{ data: step, derive: step, train: step, countTokens: step, score: step, measure: () => undefined },
    model: step,
    generate: step,
    evaluate: (setting: string, _model: unknown, { votes }: { readonly votes?: unknown }) => {
      names.push(`${setting}/greedy`, ...(votes === undefined ? [] : [`${setting}/votes`]))
    },
  } as unknown as Lab
  recipe(lab, setup)
  return names
}
