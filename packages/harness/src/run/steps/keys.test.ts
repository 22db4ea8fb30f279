import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Engine, Model, Optimizer, PromptedText } from '@retable/core'
import { recordingEngine } from '@retable/core/testing'
import { openStoreInMemory, type Store } from '@retable/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Step } from '../step.ts'
import { generateWork } from './generate.ts'
import { pureOutput, type StepContext } from './output.ts'
import { eachTextWork } from './each-text.ts'
import { trainWork } from './train.ts'

let directory: string
let store: Store
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-keys-'))
  store = await openStoreInMemory(directory)
})
afterAll(async () => {
  store.close()
  await rm(directory, { recursive: true })
})

const engine = recordingEngine()
const otherEngine = recordingEngine({ identity: { engine: 'recording', version: 2 } })
const model: Model = { id: 'm', hash: 'h', location: '/a' }
const contextOf = (of: Engine, other: Partial<StepContext> = {}): StepContext => ({
  engineOf: () => of,
  store,
  counts: { drawn: 0, reused: 0 },
  ...other,
})
const data = (value: unknown) =>
  pureOutput({ kind: 'data', name: 'd', size: 0, seed: 0, make: () => [], files: [] }, value)

/** Asserts that each change gives a key of its own. */
function eachTells<T>(keyOf: (change: T) => unknown, plain: T, changes: Readonly<Record<string, T>>): void {
  const keys = new Map([[keyOf(plain), 'nothing']])
  for (const [what, change] of Object.entries(changes)) {
    const key = keyOf(change)
    expect(keys.get(key), `a key does not tell a change of ${what} from one of`).toBeUndefined()
    keys.set(key, what)
  }
}

describe('of a sample', () => {
  type Generate = Extract<Step, { kind: 'generate' }>
  const step: Generate = {
    kind: 'generate',
    ...{ name: 'a', role: 'policy', model: 'm', prompts: 'p', most: 2, samples: 2 },
    sampling: { temperature: 1, topP: 0.9, maxTokens: 4 },
    stream: { seed: 7, step: 'a' },
  }
  const prompts = [
    { id: 'x', prompt: 'one' },
    { id: 'y', prompt: 'two' },
  ]
  interface Change {
    readonly step?: Partial<Generate>
    readonly sampling?: Partial<Generate['sampling']>
    readonly prompts?: typeof prompts
    readonly model?: Model
    readonly engine?: Engine
  }
  /** The keys under which a step keeps its samples, in their order. */
  async function keysOf(change: Change = {}): Promise<string[]> {
    const kept: string[] = []
    const listening: Store = {
      ...store,
      tokens: (keys) => {
        kept.push(...keys)
        return new Map(keys.map((key) => [key, 1]))
      },
      keepStep: () => undefined,
    }
    const changed = { ...step, ...change.step, sampling: { ...step.sampling, ...change.sampling } }
    const context = contextOf(change.engine ?? engine, { store: listening })
    await generateWork(changed, change.model ?? model, change.prompts ?? prompts, context).stored()
    return kept
  }

  test('it follows from each of its parts', async () => {
    const changes: Record<string, Change> = {
      seed: { step: { stream: { seed: 8, step: 'a' } } },
      'step name': { step: { name: 'b', stream: { seed: 7, step: 'b' } } },
      model: { model: { ...model, hash: 'other' } },
      engine: { engine: otherEngine },
      temperature: { sampling: { temperature: 0.9 } },
      'top-p': { sampling: { topP: 1 } },
      'most tokens': { sampling: { maxTokens: 5 } },
      stop: { sampling: { stop: ['\n'] } },
      prompt: { prompts: [{ id: 'x', prompt: 'other' }, prompts[1]!] },
      'prompt id': { prompts: [{ id: 'z', prompt: 'one' }, prompts[1]!] },
    }
    const all = new Map<string, string>()
    for (const [what, change] of Object.entries({ nothing: {}, ...changes })) {
      const [first, second] = await keysOf(change)
      for (const key of [first!, second!]) {
        expect(all.get(key), `${what} gives the key of another sample`).toBeUndefined()
        all.set(key, what)
      }
    }
  })

  test('samples of one prompt have keys of their own, and so have prompts of one text', async () => {
    const keys = await keysOf({ prompts: prompts.map(({ id }) => ({ id, prompt: 'same' })) })
    expect(keys).toHaveLength(4)
    expect(new Set(keys).size).toBe(4)
  })

  test('it follows from nothing else', async () => {
    const [plain, more] = [await keysOf(), await keysOf({ step: { samples: 3 } })]
    expect([more[0], more[1], more[3], more[4]]).toEqual(plain)
    const unchanged: Record<string, Change> = {
      role: { step: { role: 'judge' } },
      'names of inputs': { step: { model: 'n', prompts: 'q', most: 9 } },
      'where a model lies, and what it is called': { model: { id: 'n', hash: 'h', location: '/b' } },
      'order of the parts': { step: { sampling: { maxTokens: 4, topP: 0.9, temperature: 1 } } },
    }
    for (const [what, change] of Object.entries(unchanged)) expect(await keysOf(change), what).toEqual(plain)
    expect(await keysOf({ prompts: prompts.toReversed() })).toEqual([...plain.slice(2), ...plain.slice(0, 2)])
    expect(await keysOf({ step: { first: 1 } })).toEqual(plain.slice(0, 2))
  })

  test('at temperature 0 steps share their samples, and seeds and models do not', async () => {
    const greedy = { sampling: { temperature: 0 } }
    const plain = await keysOf(greedy)
    expect(await keysOf({ ...greedy, step: { name: 'b', stream: { seed: 7, step: 'b' } } })).toEqual(plain)
    expect(await keysOf({ ...greedy, model: { ...model, hash: 'other' } })).not.toEqual(plain)
    expect(plain).not.toEqual(await keysOf())
  })

  test('what is asked for is kept under the key of its own sample, and only what lacks is asked for', async () => {
    const recording = recordingEngine()
    const work = (samples: number) => generateWork({ ...step, samples }, model, prompts, contextOf(recording))
    await work(1).perform(new AbortController().signal)
    await work(2).perform(new AbortController().signal)
    const requests = recording.asked.map((ask) => (ask.kind === 'generate' ? ask.requests : []))
    expect(requests.map((of) => of.map(({ prompt }) => prompt))).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ])
    const streams = requests.flat().map(({ stream }) => stream)
    expect(new Set(streams).size).toBe(4)
    for (const ask of recording.asked) expect(ask).toMatchObject({ model, seed: 7, sampling: step.sampling })
    const output = await work(2).stored()
    const [a, b, c, d] = streams
    expect(output!.value()).toMatchObject([
      { of: prompts[0], completions: [{ text: `m wrote ${a}` }, { text: `m wrote ${c}` }] },
      { of: prompts[1], completions: [{ text: `m wrote ${b}` }, { text: `m wrote ${d}` }] },
    ])
  })
})

describe('of a training', () => {
  type Train = Extract<Step, { kind: 'train' }>
  const optimizer: Optimizer = {
    kind: 'muon',
    ...{ learningRate: 0.01, matrixLearningRate: 0.02, betas: [0.9, 0.99], epsilon: 1e-8, momentum: 0.95 },
    ...{ weightDecay: 0, clip: 1, warmup: 2, decayFrom: 0.5, finalShare: 0.1 },
  }
  const plan: Train['plan'] = {
    loss: { kind: 'dpo', beta: 0.1, alpha: 1 },
    optimizer,
    ...{ batchSize: 2, maxSteps: 8, passes: 2, order: 'shuffled', seed: 3 },
  }
  const examples = Array.from({ length: 8 }, (_, i) => ({ prompt: `p${i}`, chosen: 'a', rejected: 'b' }))
  interface Change {
    readonly plan?: Partial<Train['plan']>
    readonly step?: Partial<Train>
    readonly examples?: readonly object[]
    readonly model?: Model | null
    readonly engine?: Engine
  }
  const keyOf = (change: Change) => {
    const step: Train = {
      kind: 'train',
      ...{ name: 't', role: 'policy', model: 'm', examples: 'e', most: 8, checkpoints: 1 },
      ...change.step,
      plan: { ...plan, ...change.plan },
    }
    const from = change.model === undefined ? model : change.model
    return trainWork(step, from, data(change.examples ?? examples), contextOf(change.engine ?? engine)).key
  }

  test('it follows from each of its parts', () => {
    const ofOptimizer = {
      ...{ learningRate: 0.011, matrixLearningRate: 0.021, epsilon: 1e-7, momentum: 0.9, weightDecay: 0.1 },
      ...{ clip: 2, warmup: 3, decayFrom: 0.6, finalShare: 0.2, kind: 'adamw' },
    }
    eachTells<Change>(
      keyOf,
      {},
      {
        engine: { engine: otherEngine },
        'base model': { model: { ...model, hash: 'other' } },
        'no base model': { model: null },
        'an example': { examples: [...examples.slice(1), { prompt: 'p0', chosen: 'c', rejected: 'b' }] },
        'the order of examples': { examples: examples.toReversed() },
        'chosen and rejected': { examples: examples.map((one) => ({ ...one, chosen: 'b', rejected: 'a' })) },
        loss: { plan: { loss: { kind: 'sft', mean: 'tokens' } } },
        mean: { plan: { loss: { kind: 'sft', mean: 'responses' } } },
        beta: { plan: { loss: { kind: 'dpo', beta: 0.2, alpha: 1 } } },
        alpha: { plan: { loss: { kind: 'dpo', beta: 0.1, alpha: 0 } } },
        'batch size': { plan: { batchSize: 1, maxSteps: 8 } },
        steps: { plan: { maxSteps: 7 } },
        order: { plan: { order: 'given' } },
        seed: { plan: { seed: 4 } },
        'two checkpoints': { step: { checkpoints: 2 } },
        'four checkpoints': { step: { checkpoints: 4 } },
        'beta 1': { plan: { optimizer: { ...optimizer, betas: [0.8, 0.99] } } },
        'beta 2': { plan: { optimizer: { ...optimizer, betas: [0.9, 0.999] } } },
        ...Object.fromEntries(
          Object.entries(ofOptimizer).map(([name, value]) => [
            name,
            { plan: { optimizer: { ...optimizer, [name]: value } } },
          ]),
        ),
      },
    )
  })

  test('it follows from nothing else', () => {
    const unchanged: Record<string, Change> = {
      names: { step: { name: 'u', role: 'judge', model: 'n', examples: 'f', most: 99 } },
      'where a model lies, and what it is called': { model: { id: 'n', hash: 'h', location: '/b' } },
      'passes that come to as many steps': { plan: { passes: 3 } },
      'a longer plan for as many steps': { plan: { maxSteps: 80 } },
      'the order of the parts': { plan: { loss: { alpha: 1, beta: 0.1, kind: 'dpo' } } },
    }
    for (const [what, change] of Object.entries(unchanged)) expect(keyOf(change), what).toBe(keyOf({}))
  })
})

describe('of scores', () => {
  const texts: PromptedText[] = [
    { prompt: 'a', completion: '1' },
    { prompt: 'b', completion: '2' },
  ]
  interface Change {
    readonly model?: Model
    readonly texts?: readonly PromptedText[]
    readonly engine?: Engine
    readonly name?: string
  }
  const keyOf = ({ model: from = model, texts: of = texts, engine: by = engine, name = 's' }: Change) =>
    eachTextWork(
      { kind: 'score', name, role: `role of ${name}`, model: 'm', texts: 't' },
      from,
      data(of),
      contextOf(by),
    ).key

  test('it follows from the engine, the model and the texts, and from nothing else', () => {
    eachTells<Change>(
      keyOf,
      {},
      {
        engine: { engine: otherEngine },
        model: { model: { ...model, hash: 'other' } },
        prompt: { texts: [{ prompt: 'c', completion: '1' }, texts[1]!] },
        completion: { texts: [{ prompt: 'a', completion: '3' }, texts[1]!] },
        order: { texts: texts.toReversed() },
        number: { texts: texts.slice(1) },
      },
    )
    expect(keyOf({ name: 'other', model: { id: 'n', hash: 'h', location: '/b' } })).toBe(keyOf({}))
  })
})

test('keys of different kinds of work never meet', () => {
  const inputs = data([])
  const train: Step = {
    kind: 'train',
    ...{ name: 's', role: 'r', model: 'm', examples: 'e', most: 0, checkpoints: 1 },
    plan: {
      loss: { kind: 'sft', mean: 'tokens' },
      optimizer: {
        kind: 'adamw',
        ...{ learningRate: 1, betas: [0, 0], epsilon: 0, weightDecay: 0, clip: 1 },
        ...{ warmup: 0, decayFrom: 0, finalShare: 1 },
      },
      ...{ batchSize: 1, maxSteps: 1, order: 'given', seed: 1 },
    },
  }
  const score: Step = { kind: 'score', name: 's', role: 'r', model: 'm', texts: 'e' }
  const context = contextOf(engine)
  expect(trainWork(train, model, inputs, context).key).not.toBe(
    eachTextWork(score, model, inputs, context).key,
  )
})
