import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  contentHash,
  type Engine,
  type Recipe,
  type Task,
  type TrainingPlan,
  type UnitValues,
  type WholeEngine,
} from '@retable/core'
import { finalAnswer } from '@retable/evaluators'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { execute, type ExecuteOptions } from './execute.ts'
import { storedSteps } from './stored-steps.ts'
import { layOut } from './layout.ts'
import { openStore, type Store } from '@retable/store'

let directory: string
let store: Store
let engine: WholeEngine
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-execute-'))
  store = await openStore(directory)
  const { openNanolm } = await import('@retable/nanolm')
  engine = openNanolm({
    pieces: ['1', '2', '?', 'Final answer: '],
    width: 16,
    layers: 1,
    heads: 2,
    context: 12,
    workers: 2,
  })
})
afterEach(async () => {
  await engine.close()
  store.close()
  await rm(directory, { recursive: true })
})

const plan: TrainingPlan = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer: {
    kind: 'adamw',
    learningRate: 0.01,
    weightDecay: 0,
    clip: 1,
    warmup: 0,
    decayFrom: 0,
    finalShare: 1,
    betas: [0.9, 0.95],
    epsilon: 1e-8,
  },
  batchSize: 4,
  maxSteps: 30,
  passes: 20,
  order: 'shuffled',
}
const tasks: Task[] = [
  { id: 'a', prompt: '1?', gold: '2', solution: 'Final answer: 2' },
  { id: 'b', prompt: '2?', gold: '1', solution: 'Final answer: 1' },
]

const examples = () => tasks.map(({ prompt, solution }) => ({ prompt, completion: solution }))

/** A base, samples of it, a second model taught on what `pick` makes of them, and measurements. */
function recipeWith(pick: (text: string) => string): Recipe<null> {
  return (lab) => {
    const all = lab.data('tasks', { size: tasks.length, make: () => tasks })
    const base = lab.model('base', { kind: 'trained', phases: [{ name: 'one', plan, size: 2, examples }] })
    const sampling = { temperature: 1, topP: 1, maxTokens: 4 }
    const samples = lab.generate('samples', base, all, { samples: 3, sampling })
    const texts = lab.derive('texts', { samples }, (given) =>
      given.samples.map(({ of: task, completions }) => ({
        prompt: task.prompt,
        completion: pick(completions[0]!.text),
      })),
    )
    const second = lab.train('second', base, texts, plan)
    const benchmark = { id: 'toy', version: '1' }
    const greedy = { ...sampling, temperature: 0 }
    const votes = { tasks: 1, samples: 2, sampling }
    lab.evaluate('second', second, { tasks: all, benchmark, variant: finalAnswer, greedy, votes })
    const scores = lab.score('log-probabilities', second, texts)
    lab.measure(
      'second',
      lab.derive('values', { scores }, (given): UnitValues => ({
        metric: 'log-probability',
        unit: 'nats',
        values: given.scores.map((value, i) => ({ item: String(i), value })),
      })),
    )
  }
}

async function run(pick: (text: string) => string, options: Partial<ExecuteOptions> = {}) {
  const started: string[] = []
  const trained = new Set<string>()
  const execution = await execute(layOut(recipeWith(pick), null, 1), {
    engineOf: () => engine,
    store,
    onEvent: (event) => {
      if (event.kind === 'start') started.push(event.step)
      if (event.kind === 'progress' && event.unit === 'steps') trained.add(event.step)
    },
    ...options,
  })
  return { execution, started, trained: [...trained] }
}

test('a recipe is executed, and a second run does no model work and gives the same', async () => {
  const first = await run((text) => text)
  expect(first.trained).toEqual(['base/one', 'second'])
  expect(first.execution.drawn).toBe(6 + 2 + 2)
  const [accuracy] = first.execution.settings
  expect(accuracy?.measurements.map(({ name }) => name)).toEqual([
    'accuracy',
    'no_answer',
    'maj@2',
    'maj@2_expected',
  ])
  // One greedy sample for each of two tasks, and two votes on the first.
  expect(accuracy?.scores.map(({ item, drawing = 'greedy' }) => `${item} ${drawing}`)).toEqual([
    'a greedy',
    'b greedy',
    'a votes',
    'a votes',
  ])
  const { id, version } = finalAnswer
  expect(accuracy?.variant).toEqual({ id, version })
  const [evaluated, ...others] = first.execution.settings
  const keys = [contentHash(evaluated), ...others.map((result) => contentHash([result]))]
  const measured = first.execution.steps.filter(({ kind }) => kind === 'evaluate' || kind === 'measure')
  expect(measured.map(({ key }) => key)).toEqual(keys)

  const again = await run((text) => text)
  expect(again.trained).toEqual([])
  expect(again.execution).toMatchObject({ drawn: 0, reused: 10 })
  expect({ ...again.execution, drawn: 0, reused: 0 }).toEqual({ ...first.execution, drawn: 0, reused: 0 })
})

test('a changed pure function takes effect at once; one that yields the same retrains nothing', async () => {
  await run((text) => text)
  expect((await run((text) => `${text}`.slice(0))).trained).toEqual([])
  expect((await run(() => 'Final answer: 1')).trained).toEqual(['second'])
})

test('two executions side by side share the work', async () => {
  const other = await openStore(directory)
  try {
    const score = vi.spyOn(engine, 'score')
    const both = await Promise.all([run((text) => text), run((text) => text, { store: other })])
    expect(score).toHaveBeenCalledTimes(1)
    expect(both[0].execution.settings).toEqual(both[1].execution.settings)
    expect(both.flatMap(({ trained }) => trained).toSorted()).toEqual(['base/one', 'second'])
  } finally {
    other.close()
  }
})

test('what another run finished between the look and the lease is not done again', async () => {
  const other = await openStore(directory)
  let isFirst = true
  const late: Store = {
    ...store,
    async leased(...words) {
      if (isFirst) {
        isFirst = false
        await run((text) => text, { store: other })
      }
      return store.leased(...words)
    },
  }
  try {
    expect((await run((text) => text, { store: late })).trained).toEqual([])
    expect(isFirst).toBe(false)
  } finally {
    other.close()
  }
})

test('progress counts the samples that are there, from those that were there already', async () => {
  const inOnes: Engine = {
    ...engine,
    async *generate(...words) {
      for await (const some of engine.generate(...words)) for (const one of some) yield [one]
    },
  }
  const counts: string[] = []
  const stopAt = (most: number): Partial<ExecuteOptions> => ({
    engineOf: () => inOnes,
    onEvent(event) {
      if (event.kind !== 'progress' || event.step !== 'samples') return
      counts.push(`${event.done} of ${event.of}`)
      if (event.done === most) throw new Error('stop')
    },
  })
  await expect(run((text) => text, stopAt(2))).rejects.toThrow('stop')
  await run((text) => text, stopAt(7))
  expect(counts).toEqual([0, 1, 2, 2, 3, 4, 5, 6].map((done) => `${done} of 6`))
})

test('samples that an engine did not draw are an error with a sentence', async () => {
  const idle: Engine = { ...engine, generate: async function* () {} }
  await expect(run((text) => text, { engineOf: () => idle })).rejects.toMatchObject({
    code: 'harness/missing-output',
    message: 'samples: 6 of 6 samples are missing after the work; run the command again',
  })
})

test('a stop loses nothing that was kept, and the same execution goes on', async () => {
  const controller = new AbortController()
  const onEvent: ExecuteOptions['onEvent'] = (event) => {
    if (event.kind === 'start' && event.step === 'second') controller.abort()
  }
  await expect(run((text) => text, { signal: controller.signal, onEvent })).rejects.toMatchObject({
    name: 'AbortError',
  })
  const resumed = await run((text) => text)
  expect(resumed.trained).toEqual(['second'])
  expect(resumed.execution).toMatchObject({ drawn: 4, reused: 6 })
})

test('what the store holds is told without work: nothing, a part, everything', async () => {
  const held = async () => {
    const states = await storedSteps(
      layOut(
        recipeWith((text) => text),
        null,
        1,
      ),
      { engineOf: () => engine, store },
    )
    return Object.fromEntries([...states].map(([step, { state }]) => [step, state]))
  }
  const rest = { 'second/greedy': 'later', 'second/votes': 'later', 'log-probabilities': 'later' }
  expect(await held()).toEqual({ 'base/one': 'to do', samples: 'later', second: 'later', ...rest })
  const controller = new AbortController()
  const onEvent: ExecuteOptions['onEvent'] = (event) => {
    if (event.kind === 'start' && event.step === 'second') controller.abort()
  }
  await run((text) => text, { signal: controller.signal, onEvent }).catch(() => undefined)
  expect(await held()).toEqual({ 'base/one': 'done', samples: 'done', second: 'to do', ...rest })
  await run((text) => text)
  expect(new Set(Object.values(await held()))).toEqual(new Set(['done']))
})

test('two prompts of one id are refused before anything is drawn', async () => {
  const recipe: Recipe<null> = (lab) => {
    const all = lab.data('tasks', { size: 3, make: () => [...tasks, tasks[0]!] })
    const model = lab.model('base', { kind: 'trained', phases: [{ name: 'one', plan, size: 2, examples }] })
    const sampling = { temperature: 1, topP: 1, maxTokens: 4 }
    lab.generate('samples', model, all, { samples: 1, sampling })
  }
  await expect(execute(layOut(recipe, null, 1), { engineOf: () => engine, store })).rejects.toMatchObject({
    code: 'harness/recipe',
    message: 'samples: two prompts have the id "a"; give each its own',
  })
})

test('a recipe with two steps of one name is refused', () => {
  const twice: Recipe<null> = (lab) => {
    lab.data('x', { size: 0, make: () => [] })
    lab.data('x', { size: 0, make: () => [] })
  }
  expect(() => layOut(twice, null, 1)).toThrow('two steps named "x"')
})
