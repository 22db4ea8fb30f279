import type { Base, Sourced, TrainingPlan } from '@retable/core'
import { expect, test } from 'vitest'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'

// Own sizes were fixed on development seeds (README.md); what the paper states is in section 3.1 and table 1.
const listedOf = (list: readonly Sourced[]) => list.map(({ name, value, source }) => [name, value, source])
const of = (name: string) => `base training, ${name}`
const unstated = 'own (the paper: not stated)'

const adamw = {
  ...{ kind: 'adamw', weightDecay: 0, clip: 1, warmup: 5, decayFrom: 0, finalShare: 0.1 },
  ...{ betas: [0.9, 0.95], epsilon: 1e-8 },
}
const muon = {
  ...{ kind: 'muon', weightDecay: 0, clip: 100, warmup: 20, decayFrom: 0.4, finalShare: 0.05 },
  ...{ betas: [0.9, 0.95], epsilon: 1e-8, momentum: 0.95 },
}
const plansOf = (base: Base) =>
  base.kind === 'trained' ? base.phases.map(({ name, size, plan }) => ({ name, size, plan })) : []
const phase = (
  name: string,
  steps: number,
  [matrixLearningRate, learningRate]: readonly [number, number],
) => ({
  ...{ name, size: steps * 32 },
  plan: {
    ...{ loss: { kind: 'sft', mean: 'tokens' }, batchSize: 32, maxSteps: steps, order: 'given' },
    optimizer: { ...muon, learningRate, matrixLearningRate },
  },
})
const sizesOf = ({ batchSize, maxSteps, passes, order }: TrainingPlan) => ({
  batchSize,
  maxSteps,
  passes,
  order,
})

test('nano lists every hyper-parameter with its value and source', () => {
  const sizes = [
    ['samples per problem', 8, 'own (the paper: 30)'],
    ['pairs per problem', 8, 'own (the paper: 10)'],
    ['training problems', 400, 'own (the paper: about 7,500)'],
    ['batch size', 32, 'own (the paper: 16)'],
    ['learning rate', '5e-4, halved each iteration', 'own (the paper: 7e-7)'],
    ['most steps per training', 45, 'own (the paper: 5,000)'],
    ['passes over the pairs', 0.7, 'own'],
    ['votes', 8, 'own (the paper: 32)'],
    ['temperature of votes', 0.8, 'stated table 1'],
    ['problems voted on', 256, 'own (the paper: all 1,319)'],
    ['test problems', 512, 'own (the paper: 1,319)'],
    ['top-p', 1, 'assumed'],
    ['most tokens per response', 22, 'own'],
    ['warm-up steps', 5, unstated],
    ['decay of the learning rate', 'linear, to a tenth', unstated],
    ['gradient clipping', 1, unstated],
    ['optimizer', 'AdamW, no weight decay', 'stated §3.1 (decay: assumed)'],
    ['AdamW, betas', '0.9 / 0.95', unstated],
    ['AdamW, epsilon', 1e-8, unstated],
    ['pairs on which log-probabilities are followed', 192, 'own'],
    ['model', 'width 64, 3 layers, 4 heads, context 36', 'own'],
  ]
  const base = [
    ['steps', '400 + 600'],
    ['rates of matrices / rest', '0.02 / 0.01, then 0.01 / 0.004 (Muon / AdamW)'],
    ['batch size', 32],
    ['rows of bare arithmetic in a batch', '20 / 6'],
    ['share of gold solutions', 0.1],
    ['habit of listing, by object', '0.6 / 0.75 / 0.9 / 0.95'],
    ['habit of mistaken verbs, least and most', '0.02 / 0.25'],
    ['habit of mistaken verbs, one of each half', 0.6],
    ['Muon, momentum', 0.95],
    ['AdamW, betas', '0.9 / 0.95'],
    ['AdamW, epsilon', 1e-8],
    ['weight decay', 0],
    ['gradient clipping', 100],
    ['warm-up steps', 20],
    ['decay of the rate: from this share of the steps, to this', '0.4 / 0.05'],
  ]
  expect(listedOf(nano({ seed: 1, quick: false }).hyperparameters)).toEqual([
    ['beta', 0.1, 'stated §3.1'],
    ['alpha', 1, 'stated §3.1'],
    ['temperature, iterations 1-2 / 3-4', '0.8 / 1.3', 'stated §3.1'],
    ['iterations', 4, 'stated §3.1'],
    ...sizes,
    ...base.map(([name, value]) => [of(String(name)), value, 'own']),
  ])
})

test('nano’s plans are made of what is listed', () => {
  const { setup, engine } = nano({ seed: 1, quick: false })
  expect(plansOf(setup.base)).toEqual([
    phase('arithmetic', 400, [0.02, 0.01]),
    phase('problems', 600, [0.01, 0.004]),
  ])
  const plan = setup.preference(1, { alpha: true })
  expect(plan.optimizer).toEqual({ ...adamw, learningRate: 5e-4 })
  expect(sizesOf(plan)).toEqual({ batchSize: 32, maxSteps: 45, passes: 0.7, order: 'shuffled' })
  expect(setup.sampling(1)).toEqual({ temperature: 0.8, topP: 1, maxTokens: 22 })
  expect(setup.evaluation).toEqual({
    greedy: { temperature: 0, topP: 1, maxTokens: 22 },
    votes: { tasks: 256, samples: 8, sampling: { temperature: 0.8, topP: 1, maxTokens: 22 } },
  })
  expect([setup.trainingTasks.size, setup.testTasks.size, setup.followedPairs]).toEqual([400, 512, 192])
  expect([setup.samples, setup.pairsPerTask, setup.goldAmongWinners]).toEqual([8, 8, false])
  expect(setup.benchmark).toEqual({ id: 'nano-word-problems', version: '1' })
  expect(engine).toMatchObject({
    engine: 'nanolm',
    settings: { width: 64, layers: 3, heads: 4, context: 36 },
  })
})

test('a quick run differs by these sizes alone', () => {
  const [whole, quick] = [false, true].map((isQuick) => nano({ seed: 1, quick: isQuick }))
  const others = listedOf(quick!.hyperparameters).filter(
    (each, i) => String(each) !== String(listedOf(whole!.hyperparameters)[i]),
  )
  expect(others).toEqual([
    ['iterations', 2, 'own (the paper: 4)'],
    ['training problems', 160, 'own (the paper: about 7,500)'],
    ['most steps per training', 12, 'own (the paper: 5,000)'],
    ['problems voted on', 64, 'own (the paper: all 1,319)'],
    ['test problems', 256, 'own (the paper: 1,319)'],
    [of('steps'), '200 + 260', 'own'],
  ])
  const { setup } = quick!
  expect(plansOf(setup.base)).toEqual([
    phase('arithmetic', 200, [0.02, 0.01]),
    phase('problems', 260, [0.01, 0.004]),
  ])
  expect(setup.preference(2, { alpha: true })).toMatchObject({ maxSteps: 12 })
  expect([setup.trainingTasks.size, setup.testTasks.size, setup.evaluation.votes?.tasks]).toEqual([
    160, 256, 64,
  ])
})

test('paper: what is stated, and what is assumed or left out, with the plans made of it', () => {
  const { setup, hyperparameters, underpowered } = paperTier()
  expect(listedOf(hyperparameters)).toEqual([
    ['beta', 0.1, 'stated §3.1'],
    ['alpha', 1, 'stated §3.1'],
    ['iterations', 4, 'stated §3.1'],
    ['samples per problem', 30, 'stated §3.1'],
    ['temperature, iterations 1-2 / 3-4', '0.8 / 1.3', 'stated §3.1'],
    ['pairs per problem', 10, 'stated §3.1'],
    ['batch size', 16, 'stated §3.1'],
    ['learning rate', 7e-7, 'stated §3.1'],
    ['most steps per iteration', 5000, 'stated §3.1'],
    ['votes', 32, 'stated table 1'],
    ['learning-rate schedule', 'constant, no warm-up', 'assumed'],
    ['gradient clipping', 1, 'assumed'],
    ['top-p', 1, 'assumed'],
    ['most tokens per response', 512, 'assumed'],
    ['weight decay', 0, 'assumed'],
    ['AdamW, betas', '0.9 / 0.999', 'assumed'],
    ['AdamW, epsilon', 1e-8, 'assumed'],
    ['temperature of votes', 0.8, 'stated table 1'],
    ['rate and steps of SFT', 'as of preference training', 'assumed'],
    [
      'checkpoint',
      'the last; the paper chooses on 1,000 held-out problems (§3.1), which this does not do',
      'own',
    ],
    ['most pairs per iteration', 'no cap; the paper draws about 60,000 (footnote 4)', 'own'],
    ['order of winners', 'sampling order, gold last', 'assumed'],
  ])
  const plan = setup.preference(4, { alpha: true })
  expect(plan.optimizer).toEqual({
    ...{ kind: 'adamw', learningRate: 7e-7, weightDecay: 0, clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
    ...{ betas: [0.9, 0.999], epsilon: 1e-8 },
  })
  expect(sizesOf(plan)).toEqual({ batchSize: 16, maxSteps: 5000, passes: undefined, order: 'shuffled' })
  expect([setup.followedPairs, underpowered, setup.benchmark.id]).toEqual([1000, false, 'gsm8k'])
  const sampling = { topP: 1, maxTokens: 512 }
  expect(setup.sampling(3)).toEqual({ ...sampling, temperature: 1.3 })
  expect(setup.evaluation).toEqual({
    greedy: { ...sampling, temperature: 0 },
    votes: { tasks: 1319, samples: 32, sampling: { ...sampling, temperature: 0.8 } },
  })
})
