import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Model, TrainRequest, Training, WholeEngine } from '@retable/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sizesOf } from './model/architecture.ts'
import { openNanolm } from './engine.ts'
import { writeArrays } from './model/model-file.ts'
import { tokenizerOf } from './model/tokenizer.ts'

const context = 12
const sizes = { pieces: ['a', 'b', '?'], width: 16, layers: 1, heads: 2, context }
const optimizer = {
  kind: 'adamw',
  learningRate: 0.01,
  weightDecay: 0,
  clip: 1,
  warmup: 0,
  decayFrom: 0,
  finalShare: 1,
  betas: [0.9, 0.95],
  epsilon: 1e-8,
} as const
const sft: Training = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer,
  batchSize: 2,
  steps: 4,
  order: 'given',
  seed: 1,
}
const dpo: Training = { ...sft, loss: { kind: 'dpo', beta: 0.1, alpha: 0 } }
const text = (prompt: number, completion: number) => ({
  prompt: 'a'.repeat(prompt),
  completion: 'b'.repeat(completion),
})

let directory: string
let engine: WholeEngine
let model: Model
const train = async (
  on: WholeEngine,
  request: Pick<TrainRequest, 'training' | 'examples' | 'onStep'>,
  from?: Model,
) => {
  const [trained] = await on.train({
    ...request,
    ...(from === undefined ? {} : { model: from }),
    output: path.join(directory, 'model'),
    checkpoint: path.join(directory, 'checkpoint'),
  })
  return trained!
}
const draw = (prompts: readonly string[]) =>
  Array.fromAsync(
    engine.generate(model, {
      requests: prompts.map((prompt, i) => ({ prompt, stream: String(i) })),
      sampling: { temperature: 1, topP: 1, maxTokens: 4 },
      seed: 1,
    }),
  )
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-nanolm-'))
  engine = openNanolm({ ...sizes, workers: 2 })
  // A text with its end fills the context and one token more, which is only predicted.
  model = await train(engine, { training: sft, examples: [text(8, 4), text(2, 3)] })
})
afterAll(async () => {
  await engine.close()
  await rm(directory, { recursive: true })
})

describe('a text that the context cannot hold is refused', () => {
  const refused = (words: RegExp) => ({
    code: 'nanolm/too-long',
    message: expect.stringMatching(words) as string,
  })

  test('when scored; the longest that fits gets the same score beside any other', async () => {
    const [longest] = await engine.score(model, [text(8, 4), text(2, 3)])
    expect(longest).toBe((await engine.score(model, [text(2, 3), text(8, 4)]))[1])
    await expect(engine.score(model, [text(2, 3), text(8, 5)])).rejects.toMatchObject(
      refused(/^text 2 \("aaaaaaaabbbbb"\) has 14 tokens .* context of 12 holds 13/),
    )
  })

  test('when trained on, before any step', async () => {
    const steps: number[] = []
    const onStep = ({ step }: { step: number }) => steps.push(step)
    await expect(
      train(engine, { training: sft, examples: [text(2, 3), text(0, 13)], onStep }),
    ).rejects.toMatchObject(refused(/^example 2 .* has 14 tokens/))
    const pair = (rejected: number) => ({ prompt: 'a?', chosen: 'b', rejected: 'a'.repeat(rejected) })
    await expect(
      train(engine, { training: dpo, examples: [pair(10), pair(11)], onStep }, model),
    ).rejects.toMatchObject(refused(/^the rejected text of example 2 .* has 14 tokens/))
    expect(steps).toEqual([])
    await train(engine, { training: dpo, examples: [pair(10), pair(2)], onStep }, model)
    expect(steps).toEqual([1, 2, 3, 4])
  })

  test('when a prompt leaves no room for a completion', async () => {
    const [drawn] = await draw(['a'.repeat(11)])
    expect(drawn?.[0]?.completion.tokens).toBe(1)
    await expect(draw(['a', 'a'.repeat(12)])).rejects.toMatchObject(
      refused(/^prompt 2 \("a{12}"\) has 12 tokens, .* context of 12/),
    )
  })
})

describe('what is not a finite number is refused', () => {
  const examples = [text(2, 3), text(0, 4)]
  const refused = (words: RegExp) => ({
    code: 'nanolm/diverged',
    message: expect.stringMatching(words) as string,
  })
  const at = (learningRate: number, steps = 4): Training => ({
    ...sft,
    steps,
    optimizer: { ...optimizer, learningRate },
  })

  test.each([1, 2])('a loss or a weight of a training, with its step (workers: %i)', async (workers) => {
    const own = openNanolm({ ...sizes, workers })
    try {
      await expect(train(own, { training: at(1e10), examples })).rejects.toMatchObject(
        refused(/^the training diverged: the loss of step 3 is NaN/),
      )
      await expect(train(own, { training: at(1e40, 1), examples })).rejects.toMatchObject(
        refused(/^the training diverged: a weight is not a finite number after step 1/),
      )
      await train(own, { training: sft, examples })
    } finally {
      await own.close()
    }
  })

  test('a score', async () => {
    const huge = await train(engine, { training: at(1e38, 1), examples })
    await expect(engine.score(huge, examples)).rejects.toMatchObject(
      refused(/^the log-probability of text 1 is NaN/),
    )
  })

  test('a weight of a model that is loaded', async () => {
    const vocabulary = tokenizerOf(sizes.pieces).size
    const arrays = sizesOf({ ...sizes, vocabulary }).map((size) => new Float32Array(size))
    arrays[1]![0] = NaN
    const file = path.join(directory, 'not-finite')
    const hash = await writeArrays(file, arrays, {})
    await expect(engine.score({ id: 'm', location: file, hash }, examples)).rejects.toMatchObject(
      refused(/not-finite holds weights that are not finite/),
    )
  })
})
