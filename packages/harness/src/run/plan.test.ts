import type { Cost, Lab, Optimizer, TrainingPlan, Work } from '@retable/core'
import { expect, test } from 'vitest'
import { layOut } from './layout.ts'
import { planOf } from './plan.ts'

const optimizer: Optimizer = {
  kind: 'adamw',
  ...{ learningRate: 1, betas: [0.9, 0.99], epsilon: 1e-8, weightDecay: 0 },
  ...{ clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
}
const sft: TrainingPlan = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer,
  ...{ batchSize: 4, maxSteps: 100, order: 'given' },
}
const dpo: TrainingPlan = { ...sft, loss: { kind: 'dpo', beta: 0.1, alpha: 1 }, passes: 2 }
const sampling = { temperature: 1, topP: 1, maxTokens: 7 }

/** Ten prompts, three samples of each, as many pairs, and an evaluation with votes on four of ten problems. */
function recipe(lab: Lab): void {
  const tasks = lab.data('tasks', { size: 10, make: () => [] })
  const prompts = lab.data('prompts', { size: 10, make: () => [{ id: 'p', prompt: 'p' }] })
  const model = lab.model('policy', { kind: 'hub', repository: 'an/open-model', revision: 'r' })
  const judge = lab.model('judge', { kind: 'hub', repository: 'another/open-model', revision: 'r' })
  const samples = lab.generate('samples', model, prompts, { samples: 3, sampling })
  lab.generate('opinions', judge, prompts, { samples: 2, sampling: { ...sampling, maxTokens: 5 } })
  const texts = lab.derive('texts', { samples }, () => [{ prompt: 'p', completion: 'c' }])
  const pairs = lab.derive('pairs', { samples }, () => [{ prompt: 'p', chosen: 'a', rejected: 'b' }], 22)
  lab.train('imitated', model, texts, sft)
  const tuned = lab.train('tuned', model, pairs, dpo)
  lab.score('scores', tuned, texts)
  lab.evaluate('tuned', tuned, {
    tasks: tasks,
    benchmark: { id: 'b', version: '1' },
    variant: {} as never,
    greedy: { temperature: 0, topP: 1, maxTokens: 9 },
    votes: { tasks: 4, samples: 5, sampling },
  })
}

function planned(cost: (role: string, work: Work) => Cost, weights?: ReadonlyMap<string, number>) {
  const engines = { cost, formula: 'f', assumptions: ['It is assumed.'], cannotRun: null }
  const of = {
    paper: 'p',
    tier: 'paper',
    steps: layOut(recipe, null, 1),
    ...(weights && { weights }),
  } as const
  return planOf(of, engines)
}
const asked: Record<string, Work> = {}
const plan = planned((role, work) => {
  asked[`${role} ${work.kind} ${Object.keys(asked).length}`] = work
  return { tokens: work.kind === 'train' ? work.steps * work.rowsPerStep : work.samples * work.maxTokens }
})
const step = (name: string) => plan.steps.find((one) => one.step === name)!

test('each step of model work costs what its engine is asked for', () => {
  // In the order of the recipe; a pair is two rows, and 22 pairs in fours, twice over, are 11 steps.
  expect(Object.entries(asked).map(([key, work]) => [key.replace(/ \d+$/, ''), work])).toEqual([
    ['policy generate', { kind: 'generate', role: 'policy', samples: 30, maxTokens: 7 }],
    ['judge generate', { kind: 'generate', role: 'judge', samples: 20, maxTokens: 5 }],
    ['policy train', { kind: 'train', role: 'policy', steps: 100, rowsPerStep: 4, models: 1 }],
    ['policy train', { kind: 'train', role: 'policy', steps: 11, rowsPerStep: 8, models: 1 }],
    ['policy generate', { kind: 'generate', role: 'policy', samples: 10, maxTokens: 9 }],
    ['policy generate', { kind: 'generate', role: 'policy', samples: 20, maxTokens: 7 }],
  ])
})

test('a step has its own share, and the plan their sum', () => {
  expect(step('samples')).toMatchObject({
    samples: 30,
    tokens: 210,
    trainingSteps: 0,
    needs: ['policy', 'prompts'],
  })
  expect(step('tuned')).toMatchObject({ samples: 0, tokens: 88, trainingSteps: 11, kind: 'train' })
  expect(step('tuned/votes')).toMatchObject({ samples: 20, needs: ['tuned', 'tasks'] })
  for (const name of ['tasks', 'texts', 'scores', 'tuned/scores']) {
    expect(step(name), name).toMatchObject({ samples: 0, tokens: 0, trainingSteps: 0, held: null })
  }
  expect(plan).toMatchObject({
    samples: 30 + 20 + 10 + 20,
    trainingSteps: 100 + 11,
    tokens: 210 + 100 + 400 + 88 + 90 + 140,
    gpuHours: null,
    formula: null,
    diskBytes: null,
    assumptions: [],
  })
})

test('hours of GPUs are added up where an engine needs one', () => {
  const hours = planned((role) => (role === 'judge' ? { tokens: 1 } : { tokens: 1, gpuSeconds: 720 }))
  // Five steps of a fifth of an hour.
  expect([hours.gpuHours, hours.formula, hours.assumptions]).toEqual([1, 'f', ['It is assumed.']])
  const each = new Map(hours.steps.map((one) => [one.step, one.gpuHours]))
  expect([each.get('samples'), each.get('opinions'), each.get('scores')]).toEqual([0.2, null, null])
})

test('hours of processor cores are added up where their pace is known', () => {
  const cores = planned((role) => (role === 'judge' ? { tokens: 1 } : { tokens: 1, coreSeconds: 720 }))
  expect([cores.coreHours, cores.gpuHours, cores.formula]).toEqual([1, null, 'f'])
  expect(cores.steps.find((one) => one.step === 'opinions')?.coreHours).toBeNull()
  expect([plan.coreHours, plan.cores]).toEqual([null, null])
})

test('the disk is what each step leaves, the weights that are fetched, and the largest checkpoint once', () => {
  const disk = planned(
    (_, work) =>
      work.kind === 'train'
        ? { tokens: 0, diskBytes: 100 * work.models!, workBytes: work.steps }
        : { tokens: 0, diskBytes: work.samples },
    new Map([['policy', 5000]]),
  )
  // Two trainings of one model each, of 100 and 11 steps; 80 samples.
  expect(disk.diskBytes).toBe(5000 + 200 + 80 + 100)
  const tuned = disk.steps.find((one) => one.step === 'tuned')
  expect([tuned?.diskBytes, tuned?.workBytes]).toEqual([100, 11])
  expect(disk.steps.find((one) => one.step === 'policy')?.diskBytes).toBe(5000)
})

test('what a store has of a step stands beside it', () => {
  const held = new Map([['samples', { state: 'begun', samples: 4 } as const]])
  const engines = { cost: () => ({ tokens: 0 }), formula: null, assumptions: [], cannotRun: 'it cannot' }
  const of = planOf({ paper: 'p', tier: 'nano', steps: layOut(recipe, null, 1) }, engines, held)
  expect(of.steps.flatMap((one) => (one.held === null ? [] : [[one.step, one.held]]))).toEqual([
    ['samples', { state: 'begun', samples: 4 }],
  ])
  expect([of.paper, of.tier, of.cannotRun]).toEqual(['p', 'nano', 'it cannot'])
})
