import type {
  Base,
  Drawn,
  Judge,
  Judged,
  JudgeQuestion,
  Lab,
  PairVerdict,
  PreferencePair,
  Prompt,
  Question,
  TrainingPlan,
} from '@retable/core'
import { expect, test } from 'vitest'
import { layOut } from './layout.ts'
import { planOf } from './plan.ts'

const base: Base = { kind: 'hub', repository: 'an/open-model', revision: 'r1' }
const sampling = { temperature: 0.7, topP: 0.9, maxTokens: 10 }
const plan: TrainingPlan = {
  loss: { kind: 'dpo', beta: 0.1, alpha: 0 },
  optimizer: {
    kind: 'adamw',
    learningRate: 1e-6,
    weightDecay: 0,
    clip: 1,
    warmup: 0,
    decayFrom: 0,
    finalShare: 1,
    betas: [0.9, 0.95],
    epsilon: 1e-8,
  },
  batchSize: 16,
  maxSteps: 1000,
  passes: 1,
  order: 'shuffled',
}
const rubric: Judge<number> = {
  id: 'rubric',
  version: '1',
  source: 'made up',
  asks: 'single',
  order: 'given',
  prompt: ({ instruction, responses }: JudgeQuestion) => `${instruction}\n${responses.join('\n')}\nScore: `,
  parse: (text) => (/^[0-5]$/.test(text) ? Number(text) : null),
  ties: 'none',
  errors: 'left out',
  aggregation: 'The mean of what can be read.',
}
const pairJudge: Judge<PairVerdict> = {
  ...rubric,
  id: 'pairs',
  asks: 'pair',
  order: 'both',
  parse: () => null,
}

interface Answer extends Question {
  readonly prompt: string
}
const toJudge = (drawn: readonly Drawn<Prompt & { readonly prompt: string }>[]): Answer[] =>
  drawn.flatMap(({ of, completions }) =>
    completions.map(({ text }, i) => {
      return { id: `${of.id}/${i}`, prompt: of.prompt, instruction: of.prompt, responses: [text] }
    }),
  )
const pairsOf = (judged: readonly Judged<Answer, number>[]): PreferencePair[] =>
  judged.slice(1).map(({ of }, i) => {
    return { prompt: of.prompt, chosen: of.responses[0]!, rejected: judged[i]!.of.responses[0]! }
  })

/** The shape of Self-Rewarding (arXiv 2401.10020v3): one's own answers are judged and learned from. */
function selfRewarding(lab: Lab): void {
  const few = lab.data('few-shot prompts', { size: 20, make: () => [{ id: 'f', prompt: 'write a task' }] })
  const writer = lab.model('writer', base)
  let model = lab.model('policy', base)
  for (const at of ['m2', 'm3']) {
    const written = lab.generate(`${at}/new prompts`, writer, few, { samples: 5, sampling })
    const prompts = lab.derive(`${at}/kept`, { written }, (given) =>
      given.written.flatMap(({ of, completions }) =>
        completions.map(({ text }, i) => ({ id: `${of.id}/${i}`, prompt: text })),
      ),
    )
    const answers = lab.generate(`${at}/answers`, model, prompts, { samples: 4, sampling })
    const questions = lab.derive(`${at}/to judge`, { answers }, (given) => toJudge(given.answers))
    const judged = lab.judge(`${at}/scores`, model, rubric, questions, { samples: 3, sampling })
    const pairs = lab.derive(`${at}/pairs`, { judged }, (given) => pairsOf(given.judged), 100)
    model = lab.train(at, model, pairs, plan, {
      checkpoints: 2,
      value: (checkpoint, name) => {
        const drawn = lab.generate(`${name}/held-out`, checkpoint, few, { samples: 1, sampling })
        return lab.derive(`${name}/value`, { drawn }, (given) => given.drawn.length)
      },
    })
  }
}

/** The shape of Meta-Rewarding (arXiv 2407.19594v2): judgements are judged in pairs, in both orders. */
function metaRewarding(lab: Lab, most?: number): void {
  const prompts = lab.data('prompts', { size: 10, make: () => [{ id: 'p', prompt: 'a task' }] })
  const model = lab.model('policy', base)
  const answers = lab.generate('answers', model, prompts, { samples: 7, sampling })
  const questions = lab.derive('to judge', { answers }, (given) => toJudge(given.answers))
  const judged = lab.judge('judgements', model, rubric, questions, { samples: 11, sampling })
  const battles = lab.derive(
    'most disputed',
    { judged },
    (given): Question[] =>
      given.judged.map(({ of, judgements }) => {
        const responses = judgements.slice(0, 2).map(({ text }) => text)
        return { id: of.id, instruction: of.instruction, responses }
      }),
    most,
  )
  lab.judge('battles', model, pairJudge, battles, { samples: 1, sampling })
}

const free = { cost: () => ({ tokens: 0 }), formula: null, assumptions: [], cannotRun: null }
const planned = (recipe: (lab: Lab) => void) =>
  planOf({ paper: 'p', tier: 'paper', steps: layOut(recipe, null, 1) }, free)
const samplesIn = (recipe: (lab: Lab) => void) =>
  Object.fromEntries(
    planned(recipe).steps.flatMap(({ step, samples }) => (samples > 0 ? [[step, samples]] : [])),
  )

test('a plan counts the calls of a judge in a loop', () => {
  expect(samplesIn(selfRewarding)).toMatchObject({
    'm2/new prompts': 20 * 5,
    'm2/answers': 100 * 4,
    'm2/scores/answers': 400 * 3,
    'm3/scores/answers': 400 * 3,
  })
  const training = planned(selfRewarding).steps.find(({ step }) => step === 'm2/training')
  expect(training?.trainingSteps).toBe(Math.ceil(100 / 16))
})

test('a judge that is asked in both orders is asked twice, and a loose size is the most there can be', () => {
  const ofBattles = (most?: number) => samplesIn((lab) => metaRewarding(lab, most))
  expect(ofBattles(30)).toEqual({ answers: 70, 'judgements/answers': 770, 'battles/answers': 60 })
  // Left out, each judgement may be one.
  expect(ofBattles()['battles/answers']).toBe(2 * 770)
})

test('a checkpoint is chosen among those of one training, and goes on in its role', () => {
  const steps = layOut(selfRewarding, null, 1)
  const kindOf = (name: string) => steps.find((step) => step.name === name)
  expect(kindOf('m2/training')).toMatchObject({ kind: 'train', role: 'policy', checkpoints: 2 })
  expect(kindOf('m2')).toMatchObject({
    kind: 'choose',
    among: [
      { checkpoint: 'm2/checkpoint 1', value: 'm2/checkpoint 1/value' },
      { checkpoint: 'm2/checkpoint 2', value: 'm2/checkpoint 2/value' },
    ],
  })
  expect(kindOf('m3/answers')).toMatchObject({ model: 'm2', role: 'policy' })
  expect(kindOf('m3/new prompts')).toMatchObject({ model: 'writer', role: 'writer' })
})

test('every step has a random stream of its own, which follows from the seed', () => {
  const streams = (seed: number) =>
    layOut(selfRewarding, null, seed).flatMap((step) => {
      if (step.kind === 'generate') return [JSON.stringify(step.stream)]
      return step.kind === 'train' ? [String(step.plan.seed)] : []
    })
  expect(new Set(streams(1)).size).toBe(streams(1).length)
  expect(streams(1)).toEqual(streams(1))
  expect(streams(1).filter((stream) => streams(2).includes(stream))).toEqual([])
})

test('a judge without a prompt in retable’s own words cannot be asked', () => {
  const { id, version, source, asks, order, parse, ties, errors, aggregation } = rubric
  const mute: Judge<number> = { id, version, source, asks, order, parse, ties, errors, aggregation }
  const recipe = (lab: Lab) => {
    const questions = lab.data<Question>('questions', { size: 0, make: () => [] })
    lab.judge('scores', lab.model('judge', base), mute, questions, { samples: 1, sampling })
  }
  expect(() => layOut(recipe, null, 1)).toThrow('scores: the judge rubric cannot be asked: it has no prompt')
})
